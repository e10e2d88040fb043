import { type CertificateIssued, CheckCertificates } from '../contexts/certificates/index.js';
import type { RecordCorrected, RecordVoided } from '../contexts/service-records/index.js';
import { localDateOf } from '../kernel/calendar.js';
import type { Recorded } from '../kernel/message.js';
import type { MetaOf, Process } from './process.js';

/**
 * When an effective record changes, the certificates that list it are checked; and when one is
 * issued, it is checked too, because a record may have changed while it was being drawn.
 */
export const whenRecordsChangeCheckCertificates: Process = {
  name: 'when-records-change-check-certificates',
  on: [
    'service-records.RecordCorrected',
    'service-records.RecordVoided',
    'certificates.CertificateIssued',
  ],
  react(event, meta) {
    if (event.type === 'certificates.CertificateIssued') {
      const { certificateId } = (event as Recorded<CertificateIssued>).data;
      return [check({ certificateId }, event, meta)];
    }
    const { recordId, wasEffective } = (event as Recorded<RecordCorrected | RecordVoided>).data;
    return wasEffective ? [check({ recordId }, event, meta)] : [];
  },
};

function check(
  about: CheckCertificates['data']['about'],
  { position, meta: { recordedAt } }: Recorded,
  meta: MetaOf,
): CheckCertificates {
  const data = { about, asOf: position, on: localDateOf(recordedAt) };
  return new CheckCertificates(data, meta(0));
}
