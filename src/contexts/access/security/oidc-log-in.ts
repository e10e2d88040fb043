import { Injectable } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { DeciderExecutor, type Receipt } from '../../../cqrs/decider-executor.js';
import { Dispatcher } from '../../../cqrs/dispatcher.js';
import type { AuthenticatedRequest } from '../../../http/auth.guard.js';
import { metaWithKey } from '../../../http/request-meta.js';
import { instantOf, millis } from '../../../kernel/calendar.js';
import type { CommandMeta } from '../../../kernel/message.js';
import { Rejection } from '../../../kernel/rejection.js';
import { Clock } from '../../../platform/clock.js';
import { sha256Hex, systemMeta } from '../../../platform/ids.js';
import { Databases } from '../../../projections/databases.js';
import { AccessQueries } from '../access.queries.js';
import {
  ClaimExternalIdentity,
  LinkExternalIdentity,
  ReleaseExternalIdentity,
  UnlinkExternalIdentity,
} from '../domain/external-identity.commands.js';
import { externalIdentity } from '../domain/external-identity.decider.js';
import { LogIn } from './log-in.js';
import { type OidcChecks, OidcProvider } from './oidc-provider.js';
import { SealedNotes } from './sealed-notes.js';

/** Long enough to type a password at the provider and to find the phone. */
const PENDING_MS = 10 * 60_000;
const CODE_MS = 5 * 60_000;

const SCHEMA = `
CREATE TABLE IF NOT EXISTS access_used_state (
  state_hash TEXT PRIMARY KEY, used_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
`;

/** What this browser began. */
interface Pending {
  readonly checks: OidcChecks;
  readonly next: string;
  /** The account to link; null for a log-in. */
  readonly linkTo: string | null;
}

interface CodeAwaited {
  readonly accountId: string;
  readonly identityHash: string;
  readonly next: string;
}

export type OidcOutcome =
  | { readonly kind: 'logged-in' | 'code-needed'; readonly next: string }
  | { readonly kind: 'linked' };

/** Log-in by an identity that a provider vouches for and that its owner linked to an account. */
@Injectable()
export class OidcLogIn {
  constructor(
    private readonly provider: OidcProvider,
    private readonly notes: SealedNotes,
    private readonly logIns: LogIn,
    private readonly queries: AccessQueries,
    private readonly dispatcher: Dispatcher,
    private readonly executor: DeciderExecutor,
    private readonly databases: Databases,
    private readonly clock: Clock,
  ) {
    databases.work.exec(SCHEMA);
  }

  /** The address of the provider that the browser goes to. @throws Rejection `access/oidc-…` */
  async begin(
    { next, linkTo }: Omit<Pending, 'checks'>,
    reply: FastifyReply,
  ): Promise<{ readonly url: string }> {
    const { url, checks } = await this.provider.begin();
    const note: Pending = { checks, next, linkTo };
    this.notes.keep(reply, 'oidc', { note, lastsMs: PENDING_MS });
    return { url };
  }

  /**
   * What the provider sent the browser back with.
   *
   * @throws Rejection `access/oidc-…`, `access/identity-…`, `access/link-of-another`,
   *   `access/account-closed`
   */
  async finish(request: AuthenticatedRequest, reply: FastifyReply): Promise<OidcOutcome> {
    const query = new URLSearchParams(request.url.split('?')[1]);
    const pending = this.notes.read<Pending>(request, 'oidc');
    if (pending?.checks.state !== query.get('state')) throw new Rejection('access/oidc-not-begun');
    this.notes.clear(reply, 'oidc');
    this.#useOnce(pending.checks.state);
    const { linkTo, next, checks } = pending;
    // Asked before the provider is: who logged out meanwhile, or is somebody else, links nothing.
    if (linkTo !== null) requireOwner(request, linkTo);
    const identityHash = await this.provider.identityOf(query.toString(), checks);
    if (linkTo === null) return this.#logIn({ identityHash, next }, request, reply);
    await this.#link(linkTo, identityHash, metaWithKey(request, `oidc ${checks.state}`));
    return { kind: 'linked' };
  }

  /**
   * The six digits, for an account that has a second factor: it stands beside whatever the first is.
   *
   * @throws Rejection `access/oidc-not-begun`, `access/second-factor-wrong`, `request/too-many`
   */
  finishWithCode(code: string, request: AuthenticatedRequest, reply: FastifyReply): string {
    const awaited = this.notes.read<CodeAwaited>(request, 'oidc-code');
    if (!awaited) throw new Rejection('access/oidc-not-begun');
    const accountId = this.#accountOf(awaited.identityHash);
    if (accountId !== awaited.accountId) throw new Rejection('access/identity-unlinked');
    this.logIns.verifyCode(accountId, code, request);
    this.notes.clear(reply, 'oidc-code');
    this.logIns.start(accountId, request, reply);
    return awaited.next;
  }

  async unlink(accountId: string, identityHash: string, meta: CommandMeta): Promise<Receipt> {
    const data = { accountId, identityHash };
    const receipt = await this.dispatcher.dispatch(new UnlinkExternalIdentity(data, meta));
    await this.dispatcher.dispatch(new ReleaseExternalIdentity(data, meta));
    return receipt;
  }

  #logIn(
    { identityHash, next }: { readonly identityHash: string; readonly next: string },
    request: AuthenticatedRequest,
    reply: FastifyReply,
  ): OidcOutcome {
    const accountId = this.#accountOf(identityHash);
    if (this.queries.findAccount(accountId)?.factorId !== null) {
      const note: CodeAwaited = { accountId, identityHash, next };
      this.notes.keep(reply, 'oidc-code', { note, lastsMs: CODE_MS });
      return { kind: 'code-needed', next };
    }
    this.logIns.start(accountId, request, reply);
    return { kind: 'logged-in', next };
  }

  #accountOf(identityHash: string): string {
    const accountId = this.queries.accountIdOfIdentity(identityHash);
    const account = accountId === undefined ? undefined : this.queries.findAccount(accountId);
    if (!account) throw new Rejection('access/identity-unlinked');
    if (!account.open) throw new Rejection('access/account-closed');
    return account.accountId;
  }

  /** The identity first, then the account: an identity that is taken leaves nothing behind. */
  async #link(accountId: string, identityHash: string, meta: CommandMeta): Promise<void> {
    const data = { accountId, identityHash };
    await this.#releaseFromClosed(identityHash);
    await this.dispatcher.dispatch(new ClaimExternalIdentity(data, meta));
    await this.dispatcher.dispatch(new LinkExternalIdentity(data, meta));
  }

  /** A closed account can't unlink; the person may have another one since. */
  async #releaseFromClosed(identityHash: string): Promise<void> {
    const { state: holder } = await this.executor.load(externalIdentity, identityHash);
    if (holder === undefined || this.queries.findAccount(holder)?.open !== false) return;
    const meta = systemMeta(this.clock.now(), 'release-identity', identityHash, holder);
    const data = { accountId: holder, identityHash };
    await this.dispatcher.dispatch(new ReleaseExternalIdentity(data, meta));
  }

  /** A provider gives a code once; we take its answer once, too. */
  #useOnce(state: string): void {
    const { work } = this.databases;
    const now = this.clock.now();
    const { changes } = work.transaction(() => {
      work
        .prepare('DELETE FROM access_used_state WHERE used_at < ?')
        .run(instantOf(millis(now) - PENDING_MS));
      return work
        .prepare('INSERT OR IGNORE INTO access_used_state VALUES (?, ?)')
        .run(sha256Hex(state), now);
    })();
    if (changes === 0) throw new Rejection('access/oidc-used');
  }
}

function requireOwner({ principal }: AuthenticatedRequest, accountId: string): void {
  if (principal?.accountId !== accountId || principal.token) {
    throw new Rejection('access/link-of-another');
  }
}
