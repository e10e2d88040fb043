import { localDateOf, millis } from '../../../kernel/calendar.js';
import { refuseUnexplainedDay } from './day-sum.js';
import { type Evidence, gradeOf } from './evidence.policy.js';
import type { DismissLateSignOut } from './late-sign-outs.commands.js';
import type { LateSignOutDismissed, LateSignOutSeen } from './late-sign-outs.events.js';
import { reject } from './late-sign-outs.rejections.js';
import { refuseOverlap } from './occupancy.js';
import type { AskedLateSignOut, ProposeChange } from './proposals.commands.js';
import type { Change } from './proposals.events.js';
import { reject as rejectLife } from './record-life.rejections.js';
import { begunLast, centiHoursOf, isSameShowing, servedUntil } from './served.js';
import type { SignOut } from './service-book.commands.js';
import type { LateSignOut, OpenSignIn, ServiceBook } from './service-book.state.js';
import { reject as rejectSignOut } from './service-records.rejections.js';

/**
 * A sign-out of a sign-in that is over. What was closed stays as it is until two persons correct
 * it, so nobody's hours or grade change because a device came back late.
 */
export function seeLateSignOut(data: SignOut['data'], state: ServiceBook): LateSignOutSeen[] {
  const { lateSignOutId, volunteerId, at, evidence } = data;
  if (state.lateSignOuts.has(lateSignOutId)) return [];
  const spent = spentAt(data, state) ?? rejectSignOut('service-records/not-signed-in');
  if (isSameShowing(spent.evidence, evidence)) rejectSignOut('service-records/code-replayed');
  const served = servedUntil(spent, at);
  const centiHours = centiHoursOf(served);
  if (centiHours <= 0) rejectSignOut('service-records/no-time');
  const { recordId, activityId, organisationId, stationId } = spent;
  const grade = gradeOf({ kind: 'signed', in: spent.evidence, out: evidence, confirmed: false });
  return [
    {
      type: 'service-records.LateSignOutSeen',
      data: {
        ...{ lateSignOutId, recordId, volunteerId, activityId, organisationId, stationId, at },
        ...{ ...served, centiHours, grade, evidence },
      },
    },
  ];
}

/** What accepting it makes of the record, by the rules of every correction (V3, V13). */
export function judgedLateSignOut(
  { lateSignOutId, longDayReason: reasonStated }: AskedLateSignOut,
  { recordId, policy }: ProposeChange['data'],
  state: ServiceBook,
): Extract<Change, { readonly kind: 'correct' }> {
  const { startsAt, endsAt, evidence: out } = openOne(lateSignOutId, recordId, state);
  const spent = state.spent.get(recordId) ?? reject('service-records/late-sign-out-unknown');
  const interval = { startsAt, endsAt };
  const [centiHours, date] = [centiHoursOf(interval), localDateOf(startsAt)];
  refuseOverlap(interval, state, recordId);
  refuseUnexplainedDay({ recordId, date, centiHours, reasonStated }, state, policy);
  const evidence: Evidence = { kind: 'signed', in: spent.evidence, out, confirmed: false };
  return {
    ...{ kind: 'correct', reason: 'late-sign-out', lateSignOutId },
    ...{ date, ...interval, centiHours, evidence },
  };
}

/** Quiet when it is dismissed already. Not while somebody has proposed to accept it. */
export function dismissLateSignOut(
  { volunteerId, lateSignOutId, by }: DismissLateSignOut['data'],
  state: ServiceBook,
): LateSignOutDismissed[] {
  const late = state.lateSignOuts.get(lateSignOutId);
  if (!late) return reject('service-records/late-sign-out-unknown');
  if (late.status === 'dismissed') return [];
  if (late.status === 'accepted') reject('service-records/late-sign-out-settled');
  if (by.volunteerId === volunteerId) rejectLife('service-records/own-change');
  const { recordId } = late;
  const change = state.records.get(recordId)?.proposal?.change;
  if (change?.kind === 'correct' && change.lateSignOutId === lateSignOutId) {
    rejectLife('service-records/proposal-open');
  }
  const dismissed = { lateSignOutId, recordId, volunteerId, dismisser: by.accountId };
  return [{ type: 'service-records.LateSignOutDismissed', data: dismissed }];
}

/** What a device has to say of a record is settled before the record is approved. */
export function refuseUnsettled(recordId: string, { lateSignOuts }: ServiceBook): void {
  for (const late of lateSignOuts.values()) {
    if (late.recordId === recordId && late.status === 'open') {
      reject('service-records/late-sign-out-open');
    }
  }
}

function openOne(lateSignOutId: string, recordId: string, state: ServiceBook): LateSignOut {
  const late = state.lateSignOuts.get(lateSignOutId);
  if (late?.recordId !== recordId) return reject('service-records/late-sign-out-unknown');
  if (late.status !== 'open') reject('service-records/late-sign-out-settled');
  return late;
}

/** The sign-in that was running then, by what is known now. */
function spentAt(
  { activityId, at }: SignOut['data'],
  { spent }: ServiceBook,
): OpenSignIn | undefined {
  const running = [...spent.values()].filter(
    (signIn) =>
      signIn.activityId === activityId &&
      millis(at) >= millis(signIn.at) &&
      millis(at) <= millis(signIn.closesAt),
  );
  return begunLast(running, (signIn) => signIn.at);
}
