import { type CertificateIssued, CheckCertificates } from '../contexts/certificates/index.js';
import type { AwardRevoked, StarRevoked } from '../contexts/honours/index.js';
import type { RecordCorrected, RecordVoided } from '../contexts/service-records/index.js';
import type { AttendanceWithdrawn } from '../contexts/trainings/index.js';
import { localDateOf } from '../kernel/calendar.js';
import type { Recorded } from '../kernel/message.js';
import type { MetaOf, Process } from './process.js';

/**
 * When an effective record changes, the certificates that list it are checked; when a training, an
 * award or a star is taken back, those of the volunteer; and when one is issued, it is checked too,
 * because something may have changed while it was being drawn.
 */
export const whenRecordsChangeCheckCertificates: Process = {
  name: 'when-records-change-check-certificates',
  on: [
    'service-records.RecordCorrected',
    'service-records.RecordVoided',
    'trainings.AttendanceWithdrawn',
    'honours.AwardRevoked',
    'honours.StarRevoked',
    'certificates.CertificateIssued',
  ],
  react(event, meta) {
    switch (event.type) {
      case 'certificates.CertificateIssued': {
        const { certificateId } = (event as Recorded<CertificateIssued>).data;
        return [check({ certificateId }, event, meta)];
      }
      case 'trainings.AttendanceWithdrawn':
      case 'honours.AwardRevoked':
      case 'honours.StarRevoked': {
        const { volunteerId } = (event as Recorded<TakenBack>).data;
        return [check({ volunteerId }, event, meta)];
      }
      default: {
        const { recordId, wasEffective } = (event as Recorded<RecordCorrected | RecordVoided>).data;
        return wasEffective ? [check({ recordId }, event, meta)] : [];
      }
    }
  },
};

type TakenBack = AttendanceWithdrawn | AwardRevoked | StarRevoked;

function check(
  about: CheckCertificates['data']['about'],
  { position, meta: { recordedAt } }: Recorded,
  meta: MetaOf,
): CheckCertificates {
  const data = { about, asOf: position, on: localDateOf(recordedAt) };
  return new CheckCertificates(data, meta(0));
}
