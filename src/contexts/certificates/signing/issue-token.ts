import { createHash } from 'node:crypto';
import { canonicalJson } from '../../../kernel/canonical-json.js';
import type { CertificateContent } from '../domain/certificate-content.js';
import { digitsOf } from './decimal-digits.js';
import type { Signer } from './published-key.js';
import { openToken } from './token.js';

/** The bytes of credential.json: RFC 8785, so that one content has one hash. */
export function credentialBytes(content: CertificateContent): Buffer {
  return Buffer.from(canonicalJson(content), 'utf8');
}

export function credentialHash(content: CertificateContent): Buffer {
  return createHash('sha256').update(credentialBytes(content)).digest();
}

/** The token of a certificate, as the digits of its QR code. */
export async function issueToken(content: CertificateContent, signer: Signer): Promise<string> {
  if (signer.algorithm !== 'Ed25519') throw new Error('tokens are signed with Ed25519');
  const open = openToken(signer.keyId, {
    number: content.number,
    name: content.holder.name,
    issuedOn: content.issuedOn,
    period: content.period,
    services: content.totals.services,
    byGrade: content.totals.byGrade,
    credentialHash: credentialHash(content),
  });
  return digitsOf(open.close(await signer.sign(open.toSign)));
}

/** What the QR code says: an address anybody can open, and a fragment that no server ever sees. */
export function qrText(content: Pick<CertificateContent, 'verifyUrl'>, digits: string): string {
  return `${content.verifyUrl}#${digits}`;
}
