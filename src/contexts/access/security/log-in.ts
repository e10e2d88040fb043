import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Rejection } from '../../../kernel/rejection.js';
import { AccessQueries } from '../access.queries.js';
import { normaliseLoginName } from '../domain/credentials.policy.js';
import { Cookies } from './cookies.js';
import { Credentials } from './credentials.js';
import { LoginThrottle } from './login-throttle.js';
import { SameOrigin } from './same-origin.js';
import { SecondFactor } from './second-factor.js';
import { Sessions } from './sessions.js';

export interface GivenCredentials {
  readonly loginName: string;
  readonly password: string;
  /** Of the authenticator, where the account has one. */
  readonly code?: string | undefined;
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
    private readonly secondFactor: SecondFactor,
  ) {}

  /**
   * Sets the session cookie; the answer is the account.
   *
   * @throws Rejection `access/wrong-credentials`, `access/second-factor-needed`,
   *   `access/second-factor-wrong`, `access/cross-site`, `request/too-many`, `request/busy`
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
    this.start(accountId, request, reply);
    if (device === undefined) this.cookies.setDevice(reply, nameHash);
    return accountId;
  }

  /** A session for an account that was proved to be the visitor's; the one before ends. */
  start(accountId: string, request: FastifyRequest, reply: FastifyReply): void {
    const before = this.cookies.session(request);
    if (before !== undefined) this.sessions.end(before);
    this.cookies.setSession(reply, this.sessions.start(accountId));
  }

  /**
   * The second step alone, where somebody else vouched for the first.
   *
   * @throws Rejection `access/second-factor-wrong`, `request/too-many`
   */
  verifyCode(accountId: string, code: string, request: FastifyRequest): void {
    const nameHash = `account ${accountId}`;
    const attempt = this.throttle.begin({ nameHash, address: request.ip, device: undefined });
    const factorId = this.queries.findAccount(accountId)?.factorId ?? null;
    if (factorId !== null) this.secondFactor.verify(accountId, factorId, code);
    attempt.succeeded();
  }

  /** Asks for both once more before something that must not be done by a finder. */
  async confirm(
    accountId: string,
    given: Omit<GivenCredentials, 'loginName'>,
    request: FastifyRequest,
  ): Promise<void> {
    await this.#verified(accountId, given, {
      nameHash: `account ${accountId}`,
      address: request.ip,
      device: undefined,
    });
  }

  logOut(request: FastifyRequest, reply: FastifyReply): void {
    const token = this.cookies.session(request);
    if (token !== undefined) this.sessions.end(token);
    this.cookies.clearSession(reply);
  }

  async #verified(
    accountId: string | undefined,
    { password, code }: Omit<GivenCredentials, 'loginName'>,
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
    const factorId = this.queries.findAccount(verified)?.factorId ?? null;
    if (factorId !== null) {
      if (code === undefined) {
        // The password was right: to be asked for the code is no failure.
        attempt.cancelled();
        throw new Rejection('access/second-factor-needed');
      }
      this.secondFactor.verify(verified, factorId, code);
    }
    attempt.succeeded();
    return verified;
  }
}
