/** Front door: what other contexts may know of certificates. */
export { CheckCertificates, SupersedeCertificate } from './domain/certificate.commands.js';
export type {
  CertificateEvent,
  CertificateIssued,
  CertificateRevoked,
  CertificateStale,
  CertificateSuperseded,
  ExtrasListed,
  KeysCreated,
  NumberAssigned,
} from './domain/certificate.events.js';
export type {
  DelegationEnded,
  IssuerSucceeded,
  IssuingDelegated,
} from './domain/issuer-rights.events.js';
export { CERTIFICATE_POLICIES } from './domain/certificate.policy.js';
export { certificatesProjection } from './certificates.projection.js';
export { certificatesRejections } from './domain/certificates.rejections.js';
