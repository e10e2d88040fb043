import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Authenticator } from '../../../http/auth.guard.js';
import { Principal, type TokenLimits } from '../../../http/principal.js';
import { millis } from '../../../kernel/calendar.js';
import { Rejection } from '../../../kernel/rejection.js';
import { sha256Hex } from '../../../platform/ids.js';
import { AccessQueries, type AccountView } from '../access.queries.js';
import { Cookies } from './cookies.js';
import { SameOrigin } from './same-origin.js';
import { Sessions } from './sessions.js';

/** An API token (`Authorization: Bearer szt_…`), else the session cookie. */
@Injectable()
export class SessionAuthenticator extends Authenticator {
  constructor(
    private readonly queries: AccessQueries,
    private readonly sessions: Sessions,
    private readonly cookies: Cookies,
    private readonly sameOrigin: SameOrigin,
  ) {
    super();
  }

  /** @throws Rejection `access/token-invalid`, `access/cross-site` */
  authenticate(request: FastifyRequest): Promise<Principal | undefined> {
    return Promise.resolve().then(() => {
      const bearer = /^bearer +(\S+) *$/i.exec(request.headers.authorization ?? '')?.[1];
      return bearer === undefined ? this.#bySession(request) : this.#byToken(bearer);
    });
  }

  /** A session that is over is as none: public pages stay open to whoever was logged in once. */
  #bySession(request: FastifyRequest): Principal | undefined {
    const cookie = this.cookies.session(request);
    const session = cookie === undefined ? undefined : this.sessions.find(cookie);
    if (!session) return undefined;
    const account = this.queries.findAccount(session.accountId);
    if (!account?.open) return undefined;
    // Another node may have changed the password: what began before it is over.
    const { passwordSetAt } = account;
    if (passwordSetAt !== null && millis(session.createdAt) < millis(passwordSetAt)) {
      return undefined;
    }
    this.sameOrigin.require(request);
    return principalOf(account);
  }

  #byToken(bearer: string): Principal {
    const token = this.queries.tokenByHash(sha256Hex(bearer));
    const account = token && this.queries.findAccount(token.accountId);
    if (!token || !account?.open) throw new Rejection('access/token-invalid');
    const { tokenId, permissions, scope } = token;
    return principalOf(account, { tokenId, permissions, scope });
  }
}

function principalOf(
  { accountId, grants, volunteerId }: AccountView,
  token?: TokenLimits,
): Principal {
  return new Principal(accountId, grants, volunteerId ?? undefined, undefined, token);
}
