import { Injectable } from '@nestjs/common';
import { Dispatcher } from '../../cqrs/dispatcher.js';
import { KeyedQueue } from '../../cqrs/keyed-queue.js';
import { instantOf, millis } from '../../kernel/calendar.js';
import { Clock } from '../../platform/clock.js';
import { systemMeta } from '../../platform/ids.js';
import { documentKeys } from '../../vault/document-keys.js';
import { type Reader, Vault } from '../../vault/vault.js';
import type { IssuerView } from './certificates.queries.js';
import { CreateKeys } from './domain/certificate.commands.js';
import {
  createOrganisationKeys,
  type OrganisationAuthority,
  type OrganisationKeySet,
} from './signing/key-sets.js';
import type { DocumentSigner } from './signing/pdf-signature.js';
import type { PublishedKey, Signer } from './signing/published-key.js';
import { signerOf } from './signing/signers.js';

export interface IssuerSigners {
  readonly token: Signer;
  readonly document: DocumentSigner;
}

type StoredKeys = {
  readonly authority: { readonly privatePem: string; readonly certificate: string };
  readonly tokenPem: string;
  readonly documentPem: string;
  readonly documentCertificate: string;
  readonly notAfter: string;
};

const DAY_MS = 86_400_000;
/** Keys sign for two years; a new pair is made when less than a month is left. */
const VALID_DAYS = 731;
const RENEW_DAYS = 30;

/**
 * The signing keys of organisations: private halves sealed in the vault, public halves in events.
 * A pair is made when it is first needed, and again before it runs out.
 */
@Injectable()
export class KeyStore {
  readonly #queue = new KeyedQueue();

  constructor(
    private readonly vault: Vault,
    private readonly dispatcher: Dispatcher,
    private readonly clock: Clock,
  ) {}

  /** The issuer's signers; published in the ledger before they are handed out. */
  signersOf(issuer: IssuerView): Promise<IssuerSigners> {
    return this.#queue.run(issuer.organisationId, () => this.#currentOrNew(issuer));
  }

  async #currentOrNew(issuer: IssuerView): Promise<IssuerSigners> {
    const key = documentKeys.signingKeys(issuer.organisationId);
    const stored = this.vault.get<StoredKeys>(key, this.#reader());
    const renewAt = stored ? millis(stored.notAfter) - RENEW_DAYS * DAY_MS : 0;
    if (stored && millis(this.clock.now()) < renewAt) return signersFrom(stored);
    return this.#create(issuer, stored?.authority);
  }

  async #create(
    issuer: IssuerView,
    authority: OrganisationAuthority | undefined,
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
    };
    const set = createOrganisationKeys(request, authority);
    await this.#publish(request, set);
    const stored: StoredKeys = {
      authority: { ...set.authority },
      tokenPem: set.token.privatePem,
      documentPem: set.document.privatePem,
      documentCertificate: set.document.published.certificate ?? '',
      notAfter,
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
    { token, document }: OrganisationKeySet,
  ): Promise<void> {
    const { organisationId, organisationName, notBefore, notAfter } = request;
    const keys = [token.published, document.published].map(publicHalf);
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
  };
}
