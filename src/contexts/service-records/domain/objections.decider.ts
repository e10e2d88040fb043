import { addDays } from '../../../kernel/calendar.js';
import type { RaiseObjection } from './objections.commands.js';
import { reject } from './record-life.rejections.js';
import { recordOf } from './record-of.js';
import type { ServiceBookEvent } from './service-book.events.js';
import type { BookRecord, ServiceBook } from './service-book.state.js';

/**
 * Order 67 art. 13: who finds an error may say so, and it is checked in time. During publicity that
 * stops the clock; when publicity has passed the record stays as it is until two persons decide.
 */
export function raiseObjection(
  data: RaiseObjection['data'],
  state: ServiceBook,
): ServiceBookEvent[] {
  const { recordId, volunteerId, objectionId, objector, on, calendar, policy } = data;
  const record = recordOf(recordId, state);
  const { status, version, objection, objectors } = record;
  if (objection) {
    if (objection.objectionId === objectionId) return [];
    reject('service-records/objection-open');
  }
  if (status !== 'publicised' && status !== 'effective') {
    reject('service-records/not-open-to-objection', { status });
  }
  if (objectors.has(objector)) reject('service-records/already-objected');
  const workingDaysLeft = daysLeft(record, data);
  const { date: decideBy, provisional } = calendar.after(on, policy.objectionWorkingDays);
  return [
    {
      type: 'service-records.ObjectionRaised',
      data: {
        ...{ recordId, version, volunteerId, objectionId, objector, on },
        ...{ stopsEffect: workingDaysLeft !== null, workingDaysLeft, decideBy, provisional },
      },
      policies: { objection: policy.version },
    },
  ];
}

/** Full working days of publicity after the day of the review that are not over on this day. */
function daysLeft(
  { status, publicFrom, effectiveOn }: BookRecord,
  { on, calendar }: RaiseObjection['data'],
): number | null {
  if (status !== 'publicised' || publicFrom === null || effectiveOn === null) return null;
  if (on >= effectiveOn) return null;
  const begun = publicFrom >= on ? publicFrom : addDays(on, -1);
  return calendar.between(begun, effectiveOn);
}
