import { Inject, Injectable } from '@nestjs/common';
import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  ClientError,
  ClientSecretBasic,
  type Configuration,
  discovery,
  enableNonRepudiationChecks,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
  ResponseBodyError,
} from 'openid-client';
import { Rejection } from '../../../kernel/rejection.js';
import type { Config } from '../../../platform/config.js';
import { keyedHash } from '../../../platform/ids.js';
import { MasterKey } from '../../../platform/master-key.js';
import type { OidcSettings } from '../../../platform/oidc-settings.js';
import { CONFIG } from '../../../platform/tokens.js';

/** A person is waiting. */
const TIMEOUT_SECONDS = 5;

/** What must come back with an answer; none of it is in anybody's hands but this browser's. */
export interface OidcChecks {
  readonly state: string;
  readonly nonce: string;
  /** PKCE (RFC 7636). */
  readonly verifier: string;
}

/** The provider that people may log in through: authorisation code with PKCE, and nothing else. */
@Injectable()
export class OidcProvider {
  readonly #settings: OidcSettings | undefined;
  readonly #callback: string;
  readonly #identityKey: Buffer;
  /** What it says about itself; asked at the first need, and again after it did not answer. */
  #known: Promise<Configuration> | undefined;

  constructor(@Inject(CONFIG) config: Config, masterKey: MasterKey) {
    this.#settings = config.oidc;
    this.#callback = `${config.publicUrl}/login/oidc/callback`;
    this.#identityKey = masterKey.for('identity-hash');
  }

  /** What people call it; undefined where there is none. */
  get name(): string | undefined {
    return this.#settings?.name;
  }

  /** @throws Rejection `access/oidc-off`, `access/oidc-unavailable` */
  async begin(): Promise<{ readonly url: string; readonly checks: OidcChecks }> {
    const provider = await this.#provider();
    const checks = {
      ...{ state: randomState(), nonce: randomNonce(), verifier: randomPKCECodeVerifier() },
    };
    const url = buildAuthorizationUrl(provider, {
      ...{ redirect_uri: this.#callback, scope: 'openid', response_type: 'code' },
      ...{ state: checks.state, nonce: checks.nonce, code_challenge_method: 'S256' },
      code_challenge: await calculatePKCECodeChallenge(checks.verifier),
    });
    return { url: url.href, checks };
  }

  /**
   * The keyed hash of the issuer and subject of a signed ID token; all else it says is forgotten.
   *
   * @param query of the callback
   * @throws Rejection `access/oidc-refused`, `access/oidc-unavailable`, `access/oidc-off`
   */
  async identityOf(query: string, { state, nonce, verifier }: OidcChecks): Promise<string> {
    const provider = await this.#provider();
    try {
      const tokens = await authorizationCodeGrant(
        provider,
        // By the configured address, never by a Host header.
        new URL(`${this.#callback}?${query}`),
        {
          ...{ expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier },
          idTokenExpected: true,
        },
      );
      const { iss, sub } = tokens.claims() ?? {};
      if (iss === undefined || sub === undefined) throw new Rejection('access/oidc-refused');
      return keyedHash(this.#identityKey, 'oidc', iss, sub);
    } catch (error) {
      if (error instanceof Rejection) throw error;
      const code = isOutage(error) ? 'access/oidc-unavailable' : 'access/oidc-refused';
      throw new Rejection(code, {}, { cause: error });
    }
  }

  async #provider(): Promise<Configuration> {
    if (!this.#settings) throw new Rejection('access/oidc-off');
    this.#known ??= discover(this.#settings);
    try {
      return await this.#known;
    } catch (error) {
      this.#known = undefined;
      throw new Rejection('access/oidc-unavailable', {}, { cause: error });
    }
  }
}

function discover({ issuer, clientId, clientSecret }: OidcSettings): Promise<Configuration> {
  const url = new URL(issuer);
  // The settings allow http for this machine only.
  const overHttp = url.protocol === 'http:' ? [allowInsecureRequests] : [];
  return discovery(url, clientId, clientSecret, ClientSecretBasic(clientSecret), {
    // Signatures of ID tokens are checked even where TLS would vouch for them.
    execute: [enableNonRepudiationChecks, ...overHttp],
    timeout: TIMEOUT_SECONDS,
  });
}

/** It did not answer, or can't, or does not know us: nothing the visitor could mend. */
function isOutage(error: unknown): boolean {
  if (error instanceof ResponseBodyError) {
    return error.status >= 500 || error.error === 'invalid_client';
  }
  if (error instanceof ClientError) {
    const { cause } = error;
    if (cause instanceof Response) return cause.status >= 500;
    return error.code === 'OAUTH_TIMEOUT' || error.code === 'OAUTH_ABORT';
  }
  return error instanceof TypeError && error.message === 'fetch failed';
}
