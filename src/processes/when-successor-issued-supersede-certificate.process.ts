import { type CertificateIssued, SupersedeCertificate } from '../contexts/certificates/index.js';
import type { Recorded } from '../kernel/message.js';
import type { Process } from './process.js';

/** When a certificate is issued in the place of another, that one is superseded by it. */
export const whenSuccessorIssuedSupersedeCertificate: Process = {
  name: 'when-successor-issued-supersede-certificate',
  on: ['certificates.CertificateIssued'],
  react(event, meta) {
    const { certificateId, number, replaces, issuedOn } = (event as Recorded<CertificateIssued>)
      .data;
    if (replaces === null) return [];
    const by = { byCertificateId: certificateId, byNumber: number, on: issuedOn };
    return [new SupersedeCertificate({ certificateId: replaces, ...by }, meta(0))];
  },
};
