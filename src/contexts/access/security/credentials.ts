import { Injectable, type OnModuleInit } from '@nestjs/common';
import { randomBytes } from 'node:crypto';
import { invariant } from '../../../kernel/rejection.js';
import { Clock } from '../../../platform/clock.js';
import { keyedHash } from '../../../platform/ids.js';
import { MasterKey } from '../../../platform/master-key.js';
import { Vault } from '../../../vault/vault.js';
import { AccessQueries } from '../access.queries.js';
import { normalisePassword } from '../domain/credentials.policy.js';
import { PasswordHasher } from './password-hasher.js';

const PASSWORD = 'password';
const LOGIN_NAME = 'login-name';
const CURRENT = 'current';
/** Stands in for accounts that are not there, so that a wrong name costs what a wrong password does. */
const DECOY = { subject: 'access-decoy', kind: PASSWORD, id: CURRENT };

/** Login names and password hashes, in the vault; the subject is the account. */
@Injectable()
export class Credentials implements OnModuleInit {
  readonly #nameKey: Buffer;

  constructor(
    private readonly vault: Vault,
    private readonly hasher: PasswordHasher,
    private readonly queries: AccessQueries,
    private readonly clock: Clock,
    masterKey: MasterKey,
  ) {
    this.#nameKey = masterKey.for('identity-hash');
  }

  async onModuleInit(): Promise<void> {
    const hash = await this.hasher.hash(randomBytes(32).toString('base64url'));
    this.vault.put(DECOY, { hash });
  }

  /** Names the stream of a login name; nobody finds the name by trying without the key. */
  hashOfName(normalised: string): string {
    return keyedHash(this.#nameKey, 'login-name', normalised);
  }

  /** The account, when the password is its own; undefined for whatever is wrong. */
  async verify(accountId: string | undefined, password: string): Promise<string | undefined> {
    const real = this.#currentHash(accountId);
    const hash = real ?? this.#hash(DECOY);
    invariant(hash, 'the decoy is in the vault');
    const right = await this.hasher.verify(hash, normalisePassword(password));
    return right && real !== undefined ? accountId : undefined;
  }

  /**
   * Lays a password down under an id of its own, before the event that makes it count: a crash in
   * between changes nothing, and a repeat of an old request can't bring an old password back.
   */
  async keepPassword(accountId: string, credentialId: string, password: string): Promise<void> {
    const hash = await this.hasher.hash(normalisePassword(password));
    this.vault.put({ subject: accountId, kind: PASSWORD, id: credentialId }, { hash });
  }

  forgetPassword(accountId: string, credentialId: string): void {
    this.vault.delete({ subject: accountId, kind: PASSWORD, id: credentialId });
  }

  keepName(accountId: string, loginName: string): void {
    this.vault.put({ subject: accountId, kind: LOGIN_NAME, id: CURRENT }, { loginName });
  }

  nameOf(accountId: string, readerId: string): string | undefined {
    const reader = { accountId: readerId, purpose: 'account administration', at: this.clock.now() };
    return this.vault.get<{ loginName: string }>(
      { subject: accountId, kind: LOGIN_NAME, id: CURRENT },
      reader,
    )?.loginName;
  }

  #currentHash(accountId: string | undefined): string | undefined {
    const account = accountId === undefined ? undefined : this.queries.findAccount(accountId);
    if (!account?.open || account.credentialId === null) return undefined;
    return this.#hash({ subject: account.accountId, kind: PASSWORD, id: account.credentialId });
  }

  #hash(key: { subject: string; kind: string; id: string }): string | undefined {
    const reader = { accountId: 'system', purpose: 'log-in', at: this.clock.now() };
    return this.vault.get<{ hash: string }>(key, reader)?.hash;
  }
}
