/** Front door: what other contexts may know of certificates. */
export type {
  CertificateEvent,
  CertificateIssued,
  CertificateRevoked,
  KeysCreated,
  NumberAssigned,
} from './domain/certificate.events.js';
export { certificatesProjection } from './certificates.projection.js';
export { certificatesRejections } from './domain/certificates.rejections.js';
