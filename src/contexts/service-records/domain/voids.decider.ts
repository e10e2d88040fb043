import { reject as rejectLife } from './record-life.rejections.js';
import { recordOf } from './record-of.js';
import type { StrikeExcludedRecord, VoidRecord } from './service-book.commands.js';
import type { RecordVoided, ServiceBookEvent } from './service-book.events.js';
import type { BookRecord, ServiceBook } from './service-book.state.js';
import { reject } from './service-records.rejections.js';
import type { VoidReason } from './void-reasons.js';

/** Before effect one person takes a record out; after effect, or in an objection, it takes two. */
export function voidRecord(data: VoidRecord['data'], state: ServiceBook): ServiceBookEvent[] {
  const record = recordOf(data.recordId, state);
  if (record.status === 'voided') reject('service-records/already-voided');
  if (record.status === 'effective') rejectLife('service-records/effective-needs-two');
  if (record.objection) rejectLife('service-records/objection-open');
  return [voidedEvent(data.volunteerId, record, data.reason)];
}

/**
 * Order 67 art. 19: the activity turned out not to be volunteer service, so none of its records may
 * stand, however far they have got. Quiet when there is nothing to take out.
 */
export function strikeExcludedRecord(
  { recordId, volunteerId }: StrikeExcludedRecord['data'],
  state: ServiceBook,
): ServiceBookEvent[] {
  const record = recordOf(recordId, state);
  if (record.status === 'voided' || record.status === 'rejected') return [];
  return [voidedEvent(volunteerId, record, 'not-volunteer-service')];
}

export function voidedEvent(
  volunteerId: string,
  record: BookRecord,
  reason: VoidReason,
): RecordVoided {
  const { recordId, version, organisationId, stationId, date, status } = record;
  const wasEffective = status === 'effective';
  const centiHours = wasEffective ? record.centiHours : 0;
  return {
    type: 'service-records.RecordVoided',
    data: {
      ...{ recordId, version, volunteerId, organisationId, stationId, date },
      ...{ wasEffective, centiHours, reason },
    },
  };
}
