import { Body, Controller, Delete, Get, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Dispatcher } from '../../cqrs/dispatcher.js';
import { Permit, Who } from '../../http/auth.guard.js';
import { type Page, pageOf } from '../../http/page.js';
import type { Principal, RoleGrant, Scope } from '../../http/principal.js';
import { Meta } from '../../http/request-meta.js';
import { Written } from '../../http/written.js';
import type { CommandMeta } from '../../kernel/message.js';
import { deriveId } from '../../platform/ids.js';
import { GrantDto, OpenAccountDto } from './access.dto.js';
import { AccessQueries, type AccountView } from './access.queries.js';
import { CloseAccount, GrantRole, RevokeRole } from './domain/account.commands.js';
import { AppointAdministrator, DismissAdministrator } from './domain/administrators.commands.js';
import { normaliseLoginName } from './domain/credentials.policy.js';
import { AccountOpening } from './security/account-opening.js';
import { Credentials } from './security/credentials.js';
import { type OfferedLink, PasswordLinks } from './security/password-links.js';
import { Sessions } from './security/sessions.js';

type AccountAnswer = Promise<Written<{ accountId: string; invitation?: OfferedLink }>>;
const AccountId = () => Param('accountId', ParseUUIDPipe);

@ApiTags('access')
@Controller('api/v1/accounts')
export class AccountsController {
  constructor(
    private readonly dispatcher: Dispatcher,
    private readonly queries: AccessQueries,
    private readonly opening: AccountOpening,
    private readonly credentials: Credentials,
    private readonly sessions: Sessions,
    private readonly links: PasswordLinks,
  ) {}

  @Post()
  @Permit('accounts.manage')
  async open(
    @Body() body: OpenAccountDto,
    @Who() who: Principal,
    @Meta() meta: CommandMeta,
  ): AccountAnswer {
    const grants = body.grants ?? [];
    for (const { scope } of grants) this.#requireScope(who, scope);
    const { accountId, receipt } = await this.opening.open(
      {
        loginName: body.loginName,
        password: body.password,
        volunteerId: body.volunteerId ?? null,
        grants: grants.filter((grant) => !ofEverything(grant)),
      },
      meta,
    );
    if (grants.some(ofEverything)) {
      await this.dispatcher.dispatch(new AppointAdministrator({ accountId }, unconditional(meta)));
    }
    if (body.password !== undefined) return new Written(receipt, { accountId }, true);
    const invited = await this.links.invite(accountId, inviting(meta));
    return new Written(invited.receipt, { accountId, invitation: invited.invitation }, true);
  }

  /** `loginName` finds exactly one; a list by page shows only those within the asker's scope. */
  @Get()
  @Permit('accounts.manage')
  accounts(
    @Who() who: Principal,
    @Query('loginName') loginName?: string,
    @Query('after') after?: string,
  ): Page<AccountView> {
    const found = loginName === undefined ? this.queries.accounts(after) : this.#named(loginName);
    return pageOf(
      found,
      (account) => account.accountId,
      (account) => this.#covers(who, account),
    );
  }

  @Get(':accountId')
  @Permit('accounts.manage')
  account(
    @AccountId() accountId: string,
    @Who() who: Principal,
  ): AccountView & { readonly loginName: string | null } {
    const account = this.queries.account(accountId);
    this.#requireAll(who, account);
    return { ...account, loginName: this.credentials.nameOf(accountId, who.accountId) ?? null };
  }

  @Delete(':accountId')
  @Permit('accounts.manage')
  async close(
    @AccountId() accountId: string,
    @Who() who: Principal,
    @Meta() meta: CommandMeta,
  ): AccountAnswer {
    this.#requireAll(who, this.queries.account(accountId));
    await this.dispatcher.dispatch(new DismissAdministrator({ accountId }, unconditional(meta)));
    const receipt = await this.dispatcher.dispatch(new CloseAccount({ accountId }, meta));
    this.sessions.endAll(accountId);
    return new Written(receipt, { accountId });
  }

  @Post(':accountId/roles')
  @Permit('accounts.manage')
  async grant(
    @AccountId() accountId: string,
    @Body() body: GrantDto,
    @Who() who: Principal,
    @Meta() meta: CommandMeta,
  ): AccountAnswer {
    this.#requireScope(who, body.scope);
    this.queries.account(accountId);
    const data = { accountId, role: body.role, scope: body.scope };
    const command = ofEverything(body)
      ? new AppointAdministrator({ accountId }, unconditional(meta))
      : new GrantRole(data, meta);
    return new Written(await this.dispatcher.dispatch(command), { accountId });
  }

  @Delete(':accountId/roles')
  @Permit('accounts.manage')
  async revoke(
    @AccountId() accountId: string,
    @Body() body: GrantDto,
    @Who() who: Principal,
    @Meta() meta: CommandMeta,
  ): AccountAnswer {
    this.#requireScope(who, body.scope);
    this.queries.account(accountId);
    const data = { accountId, role: body.role, scope: body.scope };
    const command = ofEverything(body)
      ? new DismissAdministrator({ accountId }, unconditional(meta))
      : new RevokeRole(data, meta);
    return new Written(await this.dispatcher.dispatch(command), { accountId });
  }

  #named(loginName: string): readonly AccountView[] {
    const hash = this.credentials.hashOfName(normaliseLoginName(loginName));
    const accountId = this.queries.accountIdOfLogin(hash);
    const account = accountId === undefined ? undefined : this.queries.account(accountId);
    return account ? [account] : [];
  }

  /** Nobody grants or takes beyond their own scope. */
  #requireScope(who: Principal, scope: Scope): void {
    who.require('accounts.manage', this.queries.placeOf(scope));
  }

  /** An account without roles belongs to no place: only an administrator of everything may. */
  #requireAll(who: Principal, { grants }: AccountView): void {
    if (grants.length === 0) this.#requireScope(who, '*');
    for (const { scope } of grants) this.#requireScope(who, scope);
  }

  #covers(who: Principal, { grants }: AccountView): boolean {
    const scopes = ['*', ...grants.map(({ scope }) => scope)];
    return scopes.some((scope) => who.may('accounts.manage', this.queries.placeOf(scope)));
  }
}

function ofEverything({ role, scope }: RoleGrant): boolean {
  return role === 'administrator' && scope === '*';
}

/** The second command of one request: the same request gives the same link. */
function inviting(meta: CommandMeta): CommandMeta {
  return { ...unconditional(meta), commandId: deriveId(meta.commandId, 'invitation') };
}

/** `If-Match` is about the account; the register of administrators has revisions of its own. */
function unconditional({ ifRevision: _, ...meta }: CommandMeta): CommandMeta {
  return meta;
}
