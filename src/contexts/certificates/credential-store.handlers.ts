import { Injectable } from '@nestjs/common';
import { documentKeys } from '../../vault/document-keys.js';
import { Vault } from '../../vault/vault.js';
import type { IssuerView } from './certificates.queries.js';
import type { CertificateRequested } from './domain/certificate.events.js';
import type { CertificateContent } from './domain/certificate-content.js';
import { KeyStore } from './key-store.handlers.js';
import { detachedSm2, type DetachedSm2 } from './signing/detached-sm2.js';
import { issueToken } from './signing/issue-token.js';

/** What the vault keeps of an issued certificate: all that is needed to print it again. */
export type StoredCertificate = {
  readonly content: CertificateContent;
  readonly tokenDigits: string;
  /** A second signature of credential.json, when the issuer had an SM2 key. */
  readonly sm2?: DetachedSm2;
};

export interface Credential {
  readonly request: CertificateRequested['data'];
  readonly issuer: IssuerView;
  readonly content: CertificateContent;
}

/** Signs what is certified and keeps it; the ledger then names the keys and the hash. */
@Injectable()
export class CredentialStore {
  constructor(
    private readonly keys: KeyStore,
    private readonly vault: Vault,
  ) {}

  /** @returns the ids of the keys: of the token, and of the one that will sign the PDF */
  async keep({
    request,
    issuer,
    content,
  }: Credential): Promise<{ readonly tokenKeyId: string; readonly documentKeyId: string }> {
    const { token, document, sm2 } = await this.keys.signersOf(issuer);
    const stored: StoredCertificate = {
      content,
      tokenDigits: await issueToken(content, token),
      ...(sm2 ? { sm2: await detachedSm2(content, sm2) } : {}),
    };
    this.vault.put(documentKeys.certificate(request.volunteerId, request.certificateId), stored);
    return { tokenKeyId: token.keyId, documentKeyId: document.signer.keyId };
  }
}
