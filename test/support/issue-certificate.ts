import type { CertificateContent } from '../../src/contexts/certificates/domain/certificate-content.js';
import { inPlaceRenderer } from '../../src/contexts/certificates/rendering/certificate-renderer.js';
import { issueToken } from '../../src/contexts/certificates/signing/issue-token.js';
import {
  createOrganisationKeys,
  type OrganisationKeySet,
} from '../../src/contexts/certificates/signing/key-sets.js';
import { signPdf } from '../../src/contexts/certificates/signing/pdf-signature.js';
import { signerOf } from '../../src/contexts/certificates/signing/signers.js';
import type { VerificationContext } from '../../src/contexts/certificates/verification.js';

/** The whole way from a content to a signed PDF, as the service goes it. */
export interface IssuedCertificate {
  readonly digits: string;
  readonly pdf: Buffer;
}

const renderer = inPlaceRenderer();

export function sampleKeys(organisationId = 'org-yuehai'): OrganisationKeySet {
  return createOrganisationKeys({
    organisationId,
    organisationName: '深圳市南山区粤海街道海珠社区居民委员会',
    creditCode: '54440305MEA1234567',
    notBefore: '2025-12-01T00:00:00.000Z',
    notAfter: '2028-12-01T00:00:00.000Z',
  });
}

export async function issueCertificate(
  content: CertificateContent,
  keys: OrganisationKeySet,
  /** Differs from the content only in tests of mismatches. */
  drawn: CertificateContent = content,
): Promise<IssuedCertificate> {
  const digits = await issueToken(content, signerOf(keys.token.privatePem));
  const rendered = await renderer.render({
    content: drawn,
    tokenDigits: digits,
    documentKeyId: keys.document.published.keyId,
  });
  return { digits, pdf: await signAs(rendered, keys) };
}

export function signAs(rendered: Uint8Array, keys: OrganisationKeySet): Promise<Buffer> {
  const by = {
    signer: signerOf(keys.document.privatePem),
    certificates: [keys.document.published.certificate ?? '', keys.authority.certificate],
  };
  return signPdf(rendered, by, new Date('2026-01-05T08:15:00Z'));
}

export function trusting(
  keys: OrganisationKeySet,
  more: Partial<VerificationContext> = {},
): VerificationContext {
  return {
    keys: [keys.token.published, keys.document.published],
    now: '2026-02-01T00:00:00.000Z',
    statusOf: () => 'valid',
    ...more,
  };
}
