import { Injectable } from '@nestjs/common';
import { createHmac } from 'node:crypto';
import type { Receipt } from '../../../cqrs/decider-executor.js';
import { Dispatcher } from '../../../cqrs/dispatcher.js';
import type { Permission } from '../../../http/permissions.js';
import type { Scope } from '../../../http/principal.js';
import type { CommandMeta } from '../../../kernel/message.js';
import { Clock } from '../../../platform/clock.js';
import { deriveId, sha256Hex } from '../../../platform/ids.js';
import { MasterKey } from '../../../platform/master-key.js';
import { Vault } from '../../../vault/vault.js';
import { AccessQueries, type TokenView } from '../access.queries.js';
import { IssueApiToken } from '../domain/account.commands.js';

export interface WantedToken {
  readonly label?: string;
  readonly permissions: readonly Permission[];
  readonly scope?: Scope;
}

export type OwnToken = Omit<TokenView, 'accountId'> & { readonly label: string | null };

const LABEL = 'token-label';

/** Keys for programs. Scanners know them by their prefix; of each only the SHA-256 is kept. */
@Injectable()
export class ApiTokens {
  readonly #key: Buffer;

  constructor(
    private readonly dispatcher: Dispatcher,
    private readonly queries: AccessQueries,
    private readonly vault: Vault,
    private readonly clock: Clock,
    masterKey: MasterKey,
  ) {
    this.#key = masterKey.for('tokens');
  }

  /**
   * The token derives from the command id: a repeat of the request, whose first answer may have been
   * lost, gives the same token and never a second one.
   *
   * @throws Rejection `access/scope-unknown`, `access/too-many-tokens`
   */
  async issue(
    accountId: string,
    { label, permissions, scope = '*' }: WantedToken,
    meta: CommandMeta,
  ): Promise<{ tokenId: string; token: string; receipt: Receipt }> {
    this.queries.placeOf(scope);
    const tokenId = deriveId(meta.commandId, 'token');
    const secret = createHmac('sha256', this.#key).update(`api-token\u001f${tokenId}`).digest();
    const token = `szt_${secret.toString('base64url')}`;
    const tokenHash = sha256Hex(token);
    const receipt = await this.dispatcher.dispatch(
      new IssueApiToken({ accountId, tokenId, tokenHash, permissions, scope }, meta),
    );
    if (label !== undefined) {
      this.vault.put({ subject: accountId, kind: LABEL, id: tokenId }, { label });
    }
    return { tokenId, token, receipt };
  }

  /** The account's own tokens, with the words it gave them. */
  of(accountId: string): readonly OwnToken[] {
    const reader = { accountId, purpose: 'own tokens', at: this.clock.now() };
    return this.queries.tokens(accountId).map(({ accountId: subject, ...token }) => {
      const key = { subject, kind: LABEL, id: token.tokenId };
      return { ...token, label: this.vault.get<{ label: string }>(key, reader)?.label ?? null };
    });
  }
}
