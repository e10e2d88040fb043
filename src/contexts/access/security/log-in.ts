import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Rejection } from '../../../kernel/rejection.js';
import { AccessQueries } from '../access.queries.js';
import { normaliseLoginName } from '../domain/credentials.policy.js';
import { Cookies } from './cookies.js';
import { Credentials } from './credentials.js';
import { LoginThrottle } from './login-throttle.js';
import { SameOrigin } from './same-origin.js';
import { Sessions } from './sessions.js';

export interface GivenCredentials {
  readonly loginName: string;
  readonly password: string;
}

/** From a name and a password to a session, or to a refusal that does not tell which was wrong. */
@Injectable()
export class LogIn {
  constructor(
    private readonly queries: AccessQueries,
    private readonly credentials: Credentials,
    private readonly throttle: LoginThrottle,
    private readonly sessions: Sessions,
    private readonly cookies: Cookies,
    private readonly sameOrigin: SameOrigin,
  ) {}

  /**
   * Sets the session cookie; the answer is the account.
   *
   * @throws Rejection `access/wrong-credentials`, `access/cross-site`, `request/too-many`,
   *   `request/busy`
   */
  async logIn(
    given: GivenCredentials,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<string> {
    this.sameOrigin.refuseForeign(request);
    const nameHash = this.credentials.hashOfName(normaliseLoginName(given.loginName));
    const device = this.cookies.device(request, nameHash);
    const accountId = await this.#verified(this.queries.accountIdOfLogin(nameHash), given, {
      nameHash,
      address: request.ip,
      device,
    });
    const before = this.cookies.session(request);
    if (before !== undefined) this.sessions.end(before);
    this.cookies.setSession(reply, this.sessions.start(accountId));
    if (device === undefined) this.cookies.setDevice(reply, nameHash);
    return accountId;
  }

  /** Asks for the password once more before something that must not be done by a finder. */
  async confirm(accountId: string, password: string, request: FastifyRequest): Promise<void> {
    await this.#verified(
      accountId,
      { password },
      { nameHash: `account ${accountId}`, address: request.ip, device: undefined },
    );
  }

  logOut(request: FastifyRequest, reply: FastifyReply): void {
    const token = this.cookies.session(request);
    if (token !== undefined) this.sessions.end(token);
    this.cookies.clearSession(reply);
  }

  async #verified(
    accountId: string | undefined,
    { password }: Pick<GivenCredentials, 'password'>,
    keys: Parameters<LoginThrottle['begin']>[0],
  ): Promise<string> {
    const attempt = this.throttle.begin(keys);
    let verified: string | undefined;
    try {
      verified = await this.credentials.verify(accountId, password);
    } catch (error) {
      attempt.cancelled();
      throw error;
    }
    if (verified === undefined) throw new Rejection('access/wrong-credentials');
    attempt.succeeded();
    return verified;
  }
}
