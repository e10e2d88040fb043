import fc from 'fast-check';
import { instantOf, millis } from '../../../kernel/calendar.js';
import { fold } from '../../../kernel/decider.js';
import { Rejection } from '../../../kernel/rejection.js';
import type { ServiceBookCommand } from './service-book.commands.js';
import { gradeOf } from './evidence.policy.js';
import {
  acceptLate,
  backEnter,
  correct,
  decide,
  dismiss,
  object,
  propose,
  selfReport,
  strike,
} from './record-life.fixture.js';
import { serviceBook } from './service-book.decider.js';
import type { ServiceBookEvent } from './service-book.events.js';
import {
  at,
  closeSignIn,
  DAY,
  enter,
  importRow,
  review,
  shift,
  signIn,
  signOut,
  takeEffect,
  voidRecord,
} from './service-book.fixture.js';
import { occupies, type ServiceBook } from './service-book.state.js';

const HOUR = 3_600_000;
const MORNING = millis(at('06:00'));
/** Four shifts, of which the first two overlap. */
const SHIFTS = [
  shift({ shiftId: 'h-0', activityId: 'a-0', startsAt: at('08:00'), endsAt: at('10:00') }),
  shift({ shiftId: 'h-1', activityId: 'a-1', startsAt: at('09:00'), endsAt: at('11:00') }),
  shift({ shiftId: 'h-2', activityId: 'a-2', startsAt: at('12:00'), endsAt: at('14:00') }),
  shift({ shiftId: 'h-3', activityId: 'a-2', startsAt: at('15:00'), endsAt: at('17:00') }),
];

const when = fc.integer({ min: 0, max: 12 * 60 }).map((m) => instantOf(MORNING + m * 60_000));
const recordId = fc.nat({ max: 7 }).map((n) => `r-${n}`);
const lateSignOutId = fc.nat({ max: 2 }).map((n) => `l-${n}`);
const someShift = fc.constantFrom(...SHIFTS);
const interval = fc
  .tuple(when, fc.integer({ min: -1, max: 4 }))
  .map(([startsAt, hours]) => ({ startsAt, endsAt: instantOf(millis(startsAt) + hours * HOUR) }));

const command: fc.Arbitrary<ServiceBookCommand> = fc.oneof(
  fc
    .tuple(recordId, someShift, when)
    .map(([id, s, t]) => signIn('08:00', { recordId: id, shift: s, at: t })),
  fc
    .tuple(someShift, when, lateSignOutId)
    .map(([{ activityId }, t, id]) => signOut('08:00', { activityId, at: t, lateSignOutId: id })),
  fc.oneof(
    lateSignOutId.map((id) => dismiss({ lateSignOutId: id })),
    fc
      .tuple(recordId, lateSignOutId)
      .map(([id, late]) =>
        propose(acceptLate({ lateSignOutId: late }), { recordId: id, proposalId: `p-${id}` }),
      ),
  ),
  fc
    .tuple(recordId, someShift, interval)
    .map(([id, s, i]) => enter('08:00', '09:00', { recordId: id, shift: s, ...i })),
  fc
    .tuple(recordId, interval)
    .map(([id, i]) => importRow('08:00', '09:00', { recordId: id, ...i })),
  fc
    .tuple(recordId, fc.constantFrom('approve' as const, 'reject' as const))
    .map(([id, decision]) => review({ recordId: id, decision })),
  fc
    .tuple(recordId, fc.constantFrom('2026-03-12', '2026-03-13'))
    .map(([id, on]) => takeEffect(on, { recordId: id })),
  recordId.map((id) => voidRecord({ recordId: id })),
  fc
    .tuple(recordId, someShift, interval)
    .map(([id, s, i]) => backEnter({ recordId: id, shift: s, ...i })),
  fc
    .tuple(recordId, someShift, interval)
    .map(([id, s, i]) => selfReport({ recordId: id, shift: s, ...i })),
  recordId.map((id) => object({ recordId: id, objectionId: `x-${id}` })),
  fc.tuple(recordId, interval, fc.constantFrom(null, 'a'.repeat(64))).map(([id, i, proofHash]) =>
    propose(correct({ ...i, proofHash, shifts: SHIFTS }), {
      recordId: id,
      proposalId: `p-${id}`,
    }),
  ),
  fc.tuple(recordId, fc.constantFrom('dismiss' as const, 'void' as const)).map(([id, kind]) =>
    propose(kind === 'void' ? { kind, reason: 'entered-in-error' } : { kind }, {
      ...{ recordId: id, proposalId: `p-${id}` },
    }),
  ),
  fc
    .tuple(recordId, fc.constantFrom('confirm' as const, 'confirm' as const, 'return' as const))
    .map(([id, decision]) => decide({ recordId: id, proposalId: `p-${id}`, decision })),
  recordId.map((id) => strike({ recordId: id })),
  fc
    .tuple(recordId, when)
    .map(([id, t]) => closeSignIn(DAY, { recordId: id, now: instantOf(millis(t) + 12 * HOUR) })),
);

function outcome(c: ServiceBookCommand, state: ServiceBook): readonly ServiceBookEvent[] | string {
  try {
    return serviceBook.decide(c, state);
  } catch (error) {
    if (error instanceof Rejection) return error.code;
    throw error;
  }
}

/** What each record says last, without those that are gone: a stranger's fold. */
function standing(events: readonly ServiceBookEvent[]): ReadonlyMap<string, Stated> {
  const stands = new Map<string, Stated>();
  for (const { type, data } of events) {
    if (type === 'service-records.RecordSubmitted' || type === 'service-records.RecordCorrected') {
      stands.set(data.recordId, data);
    } else if (type.endsWith('.RecordRejected') || type.endsWith('.RecordVoided')) {
      stands.delete((data as { recordId: string }).recordId);
    }
  }
  return stands;
}

interface Stated {
  readonly startsAt: string;
  readonly endsAt: string;
  readonly centiHours: number;
}

/** Counted by the clock, pair by pair, without the rule's own help. */
function overlapping(events: readonly ServiceBookEvent[]): boolean {
  const spans = [...standing(events).values()].map(
    ({ startsAt, endsAt }) => [Date.parse(startsAt), Date.parse(endsAt)] as const,
  );
  return spans.some(([from, to], i) =>
    spans.some(([otherFrom, otherTo], j) => i < j && from < otherTo && otherFrom < to),
  );
}

/** Effective hours as a stranger adds them up. */
function hoursOf(events: readonly ServiceBookEvent[]): number {
  let sum = 0;
  for (const { type, data } of events) {
    if (type === 'service-records.RecordTookEffect') sum += data.centiHours;
    if (type === 'service-records.RecordVoided') sum -= data.centiHours;
    if (type === 'service-records.RecordCorrected' && data.wasEffective) {
      sum += data.centiHours - data.previous.centiHours;
    }
  }
  return sum;
}

describe('a service book after any sequence of commands', () => {
  it('has nobody in two places, every life in order, and repeats change nothing', () => {
    fc.assert(
      fc.property(fc.array(command, { minLength: 5, maxLength: 60 }), (commands) => {
        const events: ServiceBookEvent[] = [];
        for (const c of commands) {
          const first = outcome(c, fold(serviceBook, events));
          if (typeof first !== 'string') events.push(...first);
          const state = fold(serviceBook, events);
          const second = outcome(c, state);
          // What was refused is refused the same way; what was done is quiet or refused for good.
          if (typeof first === 'string') expect(second).toBe(first);
          else if (typeof second !== 'string') expect(second).toEqual([]);
          // The hours book is the sum of what is effective after every single command.
          const counting = [...state.records.values()].filter((r) => r.status === 'effective');
          expect(hoursOf(events)).toBe(counting.reduce((sum, r) => sum + r.centiHours, 0));
        }
        expect(overlapping(events)).toBe(false);
        const live = [...fold(serviceBook, events).records.values()];
        // V13: no day can hold more than itself.
        const day = [...standing(events).values()].reduce((sum, r) => sum + r.centiHours, 0);
        expect(day).toBeLessThanOrEqual(2400);
        expect(live.filter(occupies).every(({ centiHours }) => centiHours > 0)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it('no grade changes without an event that brings evidence', () => {
    fc.assert(
      fc.property(fc.array(command, { minLength: 5, maxLength: 60 }), (commands) => {
        const events: ServiceBookEvent[] = [];
        const grades = new Map<string, string>();
        for (const c of commands) {
          const done = outcome(c, fold(serviceBook, events));
          if (typeof done === 'string') continue;
          events.push(...done);
          const brings = done.flatMap(({ data }) => ('evidence' in data ? [data.recordId] : []));
          for (const { recordId, evidence } of fold(serviceBook, events).records.values()) {
            const grade = gradeOf(evidence);
            if (!brings.includes(recordId)) expect(grades.get(recordId)).toBe(grade);
            grades.set(recordId, grade);
          }
        }
      }),
    );
  });

  // The same sequences in every run: whether chance gets somewhere is not left to chance.
  const SEQUENCES = fc.sample(fc.array(command, { minLength: 150, maxLength: 150 }), {
    numRuns: 1_000,
    seed: 7,
  });

  it('really gets somewhere in these sequences', () => {
    const seen = new Set<string>();
    for (const commands of SEQUENCES) {
      const events: ServiceBookEvent[] = [];
      const state = fold(serviceBook, events);
      for (const c of commands) {
        const done = outcome(c, state);
        if (typeof done === 'string') continue;
        for (const event of done) serviceBook.evolve(state, event);
        events.push(...done);
      }
      for (const { type } of events) seen.add(type.slice('service-records.'.length));
    }
    expect([...seen].sort()).toEqual([
      'ChangeProposed',
      'LateSignOutDismissed',
      'LateSignOutSeen',
      'ObjectionDecided',
      'ObjectionRaised',
      'ProposalReturned',
      'RecordCorrected',
      'RecordPublicised',
      'RecordRejected',
      'RecordReviewed',
      'RecordSubmitted',
      'RecordTookEffect',
      'RecordVoided',
      'SignInLapsed',
      'SignedIn',
      'SignedOut',
    ]);
  });

  it('deciding never changes the state it looks at', () => {
    fc.assert(
      fc.property(fc.array(command, { maxLength: 30 }), command, (before, c) => {
        const events: ServiceBookEvent[] = [];
        for (const b of before) {
          const done = outcome(b, fold(serviceBook, events));
          if (typeof done !== 'string') events.push(...done);
        }
        const state = fold(serviceBook, events);
        outcome(c, state);
        expect(state).toEqual(fold(serviceBook, events));
      }),
    );
  });
});
