import type { CertificateContent } from '../domain/certificate-content.js';
import type { Attachment } from '../rendering/certificate-document.js';
import { credentialBytes } from './issue-token.js';
import type { Signer } from './published-key.js';

/** The name of the file inside the PDF. */
export const SM2_ATTACHMENT = 'credential.sm2.json';

/** An SM2 signature of the bytes of credential.json, as it travels inside the PDF. */
export type DetachedSm2 = {
  readonly algorithm: 'SM2-SM3';
  readonly keyId: string;
  /** DER, base64url. */
  readonly signature: string;
};

export async function detachedSm2(content: CertificateContent, by: Signer): Promise<DetachedSm2> {
  const signature = Buffer.from(await by.sign(credentialBytes(content))).toString('base64url');
  return { algorithm: 'SM2-SM3', keyId: by.keyId, signature };
}

export function sm2Attachment(signed: DetachedSm2): Attachment {
  return {
    name: SM2_ATTACHMENT,
    mediaType: 'application/json',
    description: 'credential.json 的 SM2 签名（GB/T 32918.2，SM3，默认用户标识）',
    bytes: Buffer.from(JSON.stringify(signed), 'utf8'),
  };
}
