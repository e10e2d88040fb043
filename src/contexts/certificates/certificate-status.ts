import type { CertificateView } from './certificates.queries.js';
import type { CertificateStatus } from './verification.js';

/** What the ledger says today of a certificate that it holds, or does not. */
export function statusOf(certificate: CertificateView | undefined): CertificateStatus {
  switch (certificate?.status) {
    case 'issued':
      return 'valid';
    case 'revoked':
      return 'revoked';
    case 'stale':
    case 'superseded':
      return { supersededBy: certificate.supersededBy };
    default:
      return 'unknown';
  }
}
