import {
  instantOf,
  type Interval,
  localDateOf,
  millis,
  overlaps,
  yearOf,
} from '../../../kernel/calendar.js';
import { SYSTEM_ACTOR } from '../../../kernel/message.js';
import { confirmedByWitness } from './confirmation.decider.js';
import type { EndEvidence } from './evidence.policy.js';
import { seeLateSignOut } from './late-sign-outs.decider.js';
import type { RecordPolicy } from './record.policy.js';
import { centiHoursOf, earlier, isSameShowing, servedUntil } from './served.js';
import type { CloseSignIn, SignIn, SignOut } from './service-book.commands.js';
import type { ShiftFacts } from './shift-facts.js';
import type { RecordSubmitted, ServiceBookEvent, SignedIn } from './service-book.events.js';
import {
  occupies,
  openAt,
  openedBy,
  type OpenSignIn,
  type ServiceBook,
} from './service-book.state.js';
import { reject } from './service-records.rejections.js';
import { refuseUnmet } from './unmet.js';

const MINUTE_MS = 60_000;
/** 36 s. */
const CENTI_HOUR_MS = 36_000;

/** Signing in twice to the same shift is one sign-in: the second answer is quiet. */
export function signIn(data: SignIn['data'], state: ServiceBook): ServiceBookEvent[] {
  const { shift, at } = data;
  if (state.open?.shiftId === shift.shiftId) return [];
  refuseUnlessRecordable(shift);
  refuseUnmet(data.unmet);
  // The record will lie on the day of its shift, and so in that year's book: whoever signs in
  // shortly before midnight of New Year already speaks to the new one.
  if (yearOf(localDateOf(shift.startsAt)) !== data.year) reject('service-records/wrong-book');
  refuseOutOfTime(data);
  const { open } = state;
  const cameLate = open !== null && millis(at) < millis(open.at);
  if (!cameLate && openAt(state, at)) reject('service-records/already-signed-in');
  refuseSecondRecord(data, state);
  refuseSecondSignIn(data, state);
  const signedIn = signedInEvent(data);
  // A device brings the sign-in before the one that is open: that one has ended it, as the next
  // sign-in always does, and what came in between is not its time.
  if (cameLate) {
    const before = { ...openedBy(signedIn.data), shiftEndsAt: earlier(shift.endsAt, open.at) };
    return [signedIn, ...closedByPolicy(before, data, state)];
  }
  return [...(open ? closedByPolicy(open, data, state) : []), signedIn];
}

function signedInEvent(data: SignIn['data']): SignedIn {
  const { recordId, volunteerId, shift, at, evidence, policy } = data;
  const { activityId, shiftId, organisationId, stationId, startsAt, endsAt } = shift;
  return {
    type: 'service-records.SignedIn',
    data: {
      ...{ recordId, volunteerId, activityId, shiftId, organisationId, stationId },
      ...{ shiftStartsAt: startsAt, shiftEndsAt: endsAt, at },
      closesAt: instantOf(millis(endsAt) + policy.signOutClosesMinutes * MINUTE_MS),
      evidence,
    },
    policies: { signIn: policy.version },
  };
}

/**
 * Signing out makes the record: the time really given inside the shift (O67 art. 7), so neither
 * waiting before it nor standing about after it counts.
 */
export function signOut(data: SignOut['data'], state: ServiceBook): ServiceBookEvent[] {
  const { at, evidence } = data;
  const { open } = state;
  if (!open || open.activityId !== data.activityId) return seeLateSignOut(data, state);
  if (millis(at) < millis(open.at) && state.spent.size > 0) return seeLateSignOut(data, state);
  if (millis(at) > millis(open.closesAt)) reject('service-records/shift-over');
  if (isSameShowing(open.evidence, evidence)) reject('service-records/code-replayed');
  const served = servedUntil(open, at);
  if (centiHoursOf(served) <= 0) reject('service-records/no-time');
  if (isTaken(served, state)) reject('service-records/overlaps');
  const record = recordOf(open, served, data);
  return [
    { type: 'service-records.SignedOut', data: { recordId: open.recordId, at, evidence } },
    record,
    ...confirmedByWitness(open, record),
  ];
}

/**
 * Nobody signed out in time: the hours are what the policy says, of a grade that shows it. Quiet
 * when the volunteer has signed out after all.
 */
export function closeSignIn(data: CloseSignIn['data'], state: ServiceBook): ServiceBookEvent[] {
  const { recordId, now, policy } = data;
  const { open } = state;
  if (open?.recordId !== recordId) return [];
  const from = instantOf(millis(open.closesAt) + policy.forgottenGraceMinutes * MINUTE_MS);
  if (millis(now) <= millis(from)) reject('service-records/sign-in-still-open', { closesAt: from });
  return closedByPolicy(open, data, state);
}

/** Until the end of the shift and at most so many hours; when that time is taken, nothing. */
function closedByPolicy(
  open: OpenSignIn,
  { volunteerId, policy }: { readonly volunteerId: string; readonly policy: RecordPolicy },
  state: ServiceBook,
): ServiceBookEvent[] {
  const { recordId, activityId, shiftEndsAt } = open;
  const whole = servedUntil(open, shiftEndsAt);
  const most = instantOf(millis(whole.startsAt) + policy.forgottenMaxCentiHours * CENTI_HOUR_MS);
  const served = { ...whole, endsAt: earlier(whole.endsAt, most) };
  const isNothing = centiHoursOf(served) <= 0;
  if (isNothing || isTaken(served, state)) {
    const reason = isNothing ? 'no-time' : 'overlaps';
    const data = { recordId, volunteerId, activityId, reason } as const;
    return [{ type: 'service-records.SignInLapsed', data, policies: { closing: policy.version } }];
  }
  const evidence: EndEvidence = { kind: 'policy' };
  const recorder = SYSTEM_ACTOR.accountId;
  return [
    {
      type: 'service-records.SignedOut',
      data: { recordId, at: served.endsAt, evidence },
      policies: { closing: policy.version },
    },
    recordOf(open, served, { volunteerId, evidence, recorder }),
  ];
}

function recordOf(
  open: OpenSignIn,
  served: Interval,
  {
    volunteerId,
    evidence,
    recorder,
  }: Pick<SignOut['data'], 'volunteerId' | 'evidence' | 'recorder'>,
): RecordSubmitted {
  const { recordId, activityId, organisationId, stationId } = open;
  return {
    type: 'service-records.RecordSubmitted',
    data: {
      recordId,
      version: 1,
      volunteerId,
      activityId,
      organisationId,
      stationId,
      date: localDateOf(served.startsAt),
      ...served,
      centiHours: centiHoursOf(served),
      mode: 'sign-in',
      recorder,
      evidence: { kind: 'signed', in: open.evidence, out: evidence, confirmed: false },
    },
  };
}

function isTaken(interval: Interval, state: ServiceBook): boolean {
  for (const record of state.records.values()) {
    if (occupies(record) && overlaps(interval, record)) return true;
  }
  return false;
}

function refuseOutOfTime({ shift, at, policy }: SignIn['data']): void {
  const opensAt = millis(shift.startsAt) - policy.signInOpensMinutes * MINUTE_MS;
  if (millis(at) < opensAt) {
    reject('service-records/sign-in-not-open', { minutes: policy.signInOpensMinutes });
  }
  if (millis(at) >= millis(shift.endsAt)) reject('service-records/shift-over');
}

function refuseUnlessRecordable(shift: ShiftFacts): void {
  if (shift.cancelled) reject('service-records/activity-cancelled');
  if (!shift.recordable) reject('service-records/activity-not-recordable');
  if (!shift.enrolled) reject('service-records/not-enrolled');
}

/** One record, one sign-in: also when that one is over, or lies later. */
function refuseSecondSignIn({ recordId }: SignIn['data'], { open, spent }: ServiceBook): void {
  if (open?.recordId === recordId || spent.has(recordId)) {
    reject('service-records/already-signed-in');
  }
}

function refuseSecondRecord({ shift, at }: SignIn['data'], state: ServiceBook): void {
  const now = { startsAt: at, endsAt: instantOf(millis(at) + 1) };
  for (const record of state.records.values()) {
    if (!occupies(record)) continue;
    if (record.shiftId === shift.shiftId) reject('service-records/already-recorded');
    if (overlaps(now, record)) reject('service-records/overlaps');
  }
}
