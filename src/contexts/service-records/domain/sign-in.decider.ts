import {
  type Instant,
  instantOf,
  localDateOf,
  millis,
  overlaps,
  yearOf,
} from '../../../kernel/calendar.js';
import { centiHoursOfSeconds } from '../../../kernel/centi-hours.js';
import type { ShiftFacts, SignIn, SignOut } from './service-book.commands.js';
import type { ServiceBookEvent } from './service-book.events.js';
import { occupies, openAt, type ServiceBook } from './service-book.state.js';
import { reject } from './service-records.rejections.js';

const MINUTE_MS = 60_000;

/** Signing in twice to the same shift is one sign-in: the second answer is quiet. */
export function signIn(data: SignIn['data'], state: ServiceBook): ServiceBookEvent[] {
  const { shift, at, policy, volunteerId, recordId, evidence } = data;
  if (state.open?.shiftId === shift.shiftId) return [];
  refuseUnlessRecordable(shift);
  // The record will lie on the day of its shift, and so in that year's book: whoever signs in
  // shortly before midnight of New Year already speaks to the new one.
  if (yearOf(localDateOf(shift.startsAt)) !== data.year) reject('service-records/wrong-book');
  const opensAt = millis(shift.startsAt) - policy.signInOpensMinutes * MINUTE_MS;
  if (millis(at) < opensAt) {
    reject('service-records/sign-in-not-open', { minutes: policy.signInOpensMinutes });
  }
  if (millis(at) >= millis(shift.endsAt)) reject('service-records/shift-over');
  if (openAt(state, at)) reject('service-records/already-signed-in');
  refuseSecondRecord(data, state);
  return [
    {
      type: 'service-records.SignedIn',
      data: {
        recordId,
        volunteerId,
        activityId: shift.activityId,
        shiftId: shift.shiftId,
        organisationId: shift.organisationId,
        stationId: shift.stationId,
        shiftStartsAt: shift.startsAt,
        shiftEndsAt: shift.endsAt,
        at,
        closesAt: instantOf(millis(shift.endsAt) + policy.signOutClosesMinutes * MINUTE_MS),
        evidence,
      },
      policies: { signIn: policy.version },
    },
  ];
}

/**
 * Signing out makes the record: the time really given inside the shift (O67 art. 7), so neither
 * waiting before it nor standing about after it counts.
 */
export function signOut(data: SignOut['data'], state: ServiceBook): ServiceBookEvent[] {
  const { at, evidence } = data;
  const open = state.open;
  if (!open || open.activityId !== data.activityId) return reject('service-records/not-signed-in');
  if (millis(at) > millis(open.closesAt)) reject('service-records/shift-over');
  const startsAt = later(open.at, open.shiftStartsAt);
  const endsAt = earlier(at, open.shiftEndsAt);
  const centiHours = centiHoursOfSeconds((millis(endsAt) - millis(startsAt)) / 1000);
  if (centiHours <= 0) reject('service-records/no-time');
  for (const record of state.records.values()) {
    if (occupies(record) && overlaps({ startsAt, endsAt }, record)) {
      reject('service-records/overlaps');
    }
  }
  const { recordId, activityId, organisationId, stationId } = open;
  return [
    { type: 'service-records.SignedOut', data: { recordId, at, evidence } },
    {
      type: 'service-records.RecordSubmitted',
      data: {
        recordId,
        version: 1,
        volunteerId: data.volunteerId,
        activityId,
        organisationId,
        stationId,
        date: localDateOf(startsAt),
        startsAt,
        endsAt,
        centiHours,
        mode: 'sign-in',
        recorder: data.recorder,
        evidence: { kind: 'signed', in: open.evidence, out: evidence, confirmed: false },
      },
    },
  ];
}

function refuseUnlessRecordable(shift: ShiftFacts): void {
  if (shift.cancelled) reject('service-records/activity-cancelled');
  if (!shift.recordable) reject('service-records/activity-not-recordable');
  if (!shift.enrolled) reject('service-records/not-enrolled');
}

function refuseSecondRecord({ shift, at }: SignIn['data'], state: ServiceBook): void {
  const now = { startsAt: at, endsAt: instantOf(millis(at) + 1) };
  for (const record of state.records.values()) {
    if (!occupies(record)) continue;
    if (record.shiftId === shift.shiftId) reject('service-records/already-recorded');
    if (overlaps(now, record)) reject('service-records/overlaps');
  }
}

function later(a: Instant, b: Instant): Instant {
  return millis(a) > millis(b) ? a : b;
}

function earlier(a: Instant, b: Instant): Instant {
  return millis(a) < millis(b) ? a : b;
}
