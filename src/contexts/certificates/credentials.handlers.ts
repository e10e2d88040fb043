import { Inject, Injectable } from '@nestjs/common';
import { instantOf, millis } from '../../kernel/calendar.js';
import { Clock } from '../../platform/clock.js';
import type { Config } from '../../platform/config.js';
import { MasterKey } from '../../platform/master-key.js';
import { CONFIG } from '../../platform/tokens.js';
import { documentKeys } from '../../vault/document-keys.js';
import { Vault } from '../../vault/vault.js';
import {
  CertificatesQueries,
  type CertificateView,
  type IssuerView,
} from './certificates.queries.js';
import type { StoredCertificate } from './credential-store.handlers.js';
import { type BadgeName, openBadgeClaims } from './credentials/open-badge.js';
import {
  credentialUrls,
  statusIndexOf,
  statusListClaims,
  type StatusListId,
} from './credentials/status-list.js';
import { type Claims, signedJwt } from './credentials/vc-jwt.js';
import { reject } from './domain/certificates.rejections.js';
import { KeyStore } from './key-store.handlers.js';
import { StatusListQueries } from './status-lists.queries.js';

/** Lists are signed anew every five minutes, and count for a day without a network. */
const WINDOW_MS = 300_000;
const VALID_MS = 86_400_000;

/** Makes verifiable credentials: the copy for the holder, and the lists that tell their status. */
@Injectable()
export class CredentialMaker {
  readonly #statusKey: Buffer;

  constructor(
    private readonly queries: CertificatesQueries,
    private readonly lists: StatusListQueries,
    private readonly keys: KeyStore,
    private readonly vault: Vault,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
    masterKey: MasterKey,
  ) {
    this.#statusKey = masterKey.for('status-places');
  }

  /**
   * The Open Badges copy of a certificate, as a JWT.
   * @throws Rejection `certificates/not-live`, `certificates/holder-data-missing`
   */
  async openBadge(
    certificate: CertificateView,
    wish: { readonly accountId: string; readonly name: BadgeName },
  ): Promise<string> {
    const { certificateId, volunteerId, status, contentHash } = certificate;
    if (status !== 'issued' || contentHash === null) reject('certificates/not-live', { status });
    const stored = this.vault.get<StoredCertificate>(
      documentKeys.certificate(volunteerId, certificateId),
      { accountId: wish.accountId, purpose: 'open-badge', at: this.clock.now() },
    );
    if (!stored) return reject('certificates/holder-data-missing');
    const claims = openBadgeClaims({
      certificateId,
      content: stored.content,
      contentHash: contentHash ?? '',
      name: wish.name,
      publicUrl: this.config.publicUrl,
      statusKey: this.#statusKey,
    });
    return this.#signed(claims, this.queries.issuer(certificate.organisationId), 'JWT');
  }

  /**
   * A status list, as a JWT: the same text for five minutes while nothing changes.
   * @throws Rejection `certificates/no-status-list`, `certificates/issuer-unknown`
   */
  statusList(list: StatusListId): Promise<string> {
    const issuer = this.queries.issuer(list.organisationId);
    const numbers = this.lists.numbersOf(list);
    if (!numbers) return reject('certificates/no-status-list');
    const from = Math.floor(millis(this.clock.now()) / WINDOW_MS) * WINDOW_MS;
    const claims = statusListClaims(list, {
      publicUrl: this.config.publicUrl,
      indexes: numbers.map((number) => statusIndexOf(number, this.#statusKey)),
      validFrom: instantOf(from),
      validUntil: instantOf(from + VALID_MS),
      ttl: WINDOW_MS,
    });
    return this.#signed(claims, issuer, 'vc+jwt');
  }

  async #signed(claims: Claims, issuer: IssuerView, typ: 'JWT' | 'vc+jwt'): Promise<string> {
    const { token } = await this.keys.signersOf(issuer);
    const { publicUrl } = this.config;
    const kid = credentialUrls.key(publicUrl, issuer.organisationId, token.keyId);
    return signedJwt(claims, { signer: token, kid, typ });
  }
}
