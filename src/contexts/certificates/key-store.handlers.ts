import { Injectable } from '@nestjs/common';
import { DeciderExecutor } from '../../cqrs/decider-executor.js';
import { Dispatcher } from '../../cqrs/dispatcher.js';
import { KeyedQueue } from '../../cqrs/keyed-queue.js';
import { instantOf, millis } from '../../kernel/calendar.js';
import { Clock } from '../../platform/clock.js';
import { systemMeta } from '../../platform/ids.js';
import { documentKeys } from '../../vault/document-keys.js';
import { type Reader, Vault } from '../../vault/vault.js';
import type { IssuerView } from './certificates.queries.js';
import { CreateKeys } from './domain/certificate.commands.js';
import type { KeyRevocationReason } from './domain/certificate.events.js';
import { organisationKeys } from './domain/organisation-keys.decider.js';
import {
  createOrganisationKeys,
  type OrganisationAuthority,
  type OrganisationKeySet,
} from './signing/key-sets.js';
import type { DocumentSigner } from './signing/pdf-signature.js';
import type { PublishedKey, Signer } from './signing/published-key.js';
import { signerOf, sm2SignerOf } from './signing/signers.js';

export interface IssuerSigners {
  readonly token: Signer;
  readonly document: DocumentSigner;
  /** Where the issuer has such a key. */
  readonly sm2?: Signer;
}

type StoredKeys = {
  readonly authority: { readonly privatePem: string; readonly certificate: string };
  readonly tokenPem: string;
  readonly documentPem: string;
  readonly documentCertificate: string;
  readonly sm2Hex?: string;
  readonly notAfter: string;
  /** The command that asked for this pair: repeated, it finds it. */
  readonly rotatedBy?: string;
};

const DAY_MS = 86_400_000;
/** Keys sign for two years; a new pair is made when less than a month is left. */
const VALID_DAYS = 731;
const RENEW_DAYS = 30;

/**
 * The signing keys of organisations: private halves sealed in the vault, public halves in events.
 * A pair is made when it is first needed, again before it runs out, and when one of it is revoked.
 */
@Injectable()
export class KeyStore {
  readonly #queue = new KeyedQueue();

  constructor(
    private readonly vault: Vault,
    private readonly dispatcher: Dispatcher,
    private readonly executor: DeciderExecutor,
    private readonly clock: Clock,
  ) {}

  /** The issuer's signers; published in the ledger before they are handed out. */
  signersOf(issuer: IssuerView): Promise<IssuerSigners> {
    return this.#queue.run(issuer.organisationId, () => this.#currentOrNew(issuer));
  }

  /**
   * A fresh set under the same authority; what the old one signed stays as good as it was. An issuer
   * that once asked for SM2 keeps having it.
   */
  rotate(
    issuer: IssuerView,
    { commandId, withSm2 }: { readonly commandId: string; readonly withSm2: boolean },
  ): Promise<IssuerSigners> {
    return this.#queue.run(issuer.organisationId, async () => {
      const stored = this.#stored(issuer.organisationId);
      if (stored?.rotatedBy === commandId) return signersFrom(stored);
      return this.#create(issuer, stored, { rotatedBy: commandId, withSm2 });
    });
  }

  async #currentOrNew(issuer: IssuerView): Promise<IssuerSigners> {
    const stored = this.#stored(issuer.organisationId);
    const renewAt = stored ? millis(stored.notAfter) - RENEW_DAYS * DAY_MS : 0;
    if (!stored) return this.#create(issuer);
    const signers = signersFrom(stored);
    const revoked = await this.#revoked(issuer.organisationId, signers);
    // Whoever had the key may have had the authority beside it.
    if (revoked.includes('compromised')) {
      return this.#create(issuer, { sm2Hex: stored.sm2Hex });
    }
    const isGood = revoked.length === 0 && millis(this.clock.now()) < renewAt;
    return isGood ? signers : this.#create(issuer, stored);
  }

  /** Why the pair must not sign any more; empty when it may. */
  async #revoked(
    organisationId: string,
    { token, document, sm2 }: IssuerSigners,
  ): Promise<readonly KeyRevocationReason[]> {
    const { state } = await this.executor.load(organisationKeys, organisationId);
    return [token.keyId, document.signer.keyId, ...(sm2 ? [sm2.keyId] : [])].flatMap(
      (keyId) => state.get(keyId)?.revoked?.reason ?? [],
    );
  }

  #stored(organisationId: string): StoredKeys | undefined {
    return this.vault.get<StoredKeys>(documentKeys.signingKeys(organisationId), this.#reader());
  }

  async #create(
    issuer: IssuerView,
    before: {
      readonly authority?: OrganisationAuthority;
      readonly sm2Hex?: string | undefined;
    } = {},
    {
      rotatedBy,
      withSm2 = false,
    }: { readonly rotatedBy?: string; readonly withSm2?: boolean } = {},
  ): Promise<IssuerSigners> {
    const { organisationId, legalName, creditCode } = issuer;
    const now = this.clock.now();
    const notAfter = instantOf(millis(now) + VALID_DAYS * DAY_MS);
    const request = {
      organisationId,
      organisationName: legalName,
      ...(creditCode === null ? {} : { creditCode }),
      notBefore: now,
      notAfter,
      withSm2: withSm2 || before.sm2Hex !== undefined,
    };
    const set = createOrganisationKeys(request, before.authority);
    await this.#publish(request, set);
    const stored: StoredKeys = {
      authority: { ...set.authority },
      tokenPem: set.token.privatePem,
      documentPem: set.document.privatePem,
      documentCertificate: set.document.published.certificate ?? '',
      ...(set.sm2 ? { sm2Hex: set.sm2.privateHex } : {}),
      notAfter,
      ...(rotatedBy === undefined ? {} : { rotatedBy }),
    };
    this.vault.put(documentKeys.signingKeys(organisationId), stored);
    return signersFrom(stored);
  }

  /** Published first: a key that nobody can look up must never have signed anything. */
  async #publish(
    request: {
      organisationId: string;
      organisationName: string;
      notBefore: string;
      notAfter: string;
    },
    { token, document, sm2 }: OrganisationKeySet,
  ): Promise<void> {
    const { organisationId, organisationName, notBefore, notAfter } = request;
    const published = [token, document, ...(sm2 ? [sm2] : [])].map((key) => key.published);
    const keys = published.map(publicHalf);
    const data = { organisationId, organisationName, keys, notBefore, notAfter };
    const cause = keys.map(({ keyId }) => keyId);
    await this.dispatcher.dispatch(
      new CreateKeys(data, systemMeta(notBefore, 'keys', organisationId, ...cause)),
    );
  }

  #reader(): Reader {
    return { accountId: 'system', purpose: 'signing', at: this.clock.now() };
  }
}

function publicHalf({ keyId, algorithm, publicKey, certificate }: PublishedKey) {
  return { keyId, algorithm, publicKey, certificate: certificate ?? null };
}

function signersFrom(stored: StoredKeys): IssuerSigners {
  return {
    token: signerOf(stored.tokenPem),
    document: {
      signer: signerOf(stored.documentPem),
      certificates: [stored.documentCertificate, stored.authority.certificate],
    },
    ...(stored.sm2Hex === undefined ? {} : { sm2: sm2SignerOf(stored.sm2Hex) }),
  };
}
