import fc from 'fast-check';
import { instantOf, millis } from '../../../kernel/calendar.js';
import { fold } from '../../../kernel/decider.js';
import { type CommandMeta, SYSTEM_ACTOR } from '../../../kernel/message.js';
import { Rejection } from '../../../kernel/rejection.js';
import { ConfirmRecord, OfferConfirmation, WitnessPresence } from './confirmation.commands.js';
import { type EndEvidence, gradeOf } from './evidence.policy.js';
import { acceptLate, correct, decide, dismiss, object, propose } from './record-life.fixture.js';
import type { ServiceBookCommand } from './service-book.commands.js';
import { serviceBook } from './service-book.decider.js';
import type { ServiceBookEvent } from './service-book.events.js';
import {
  at,
  closeSignIn,
  code,
  personalCode,
  review,
  signIn,
  signOut,
  takeEffect,
  voidRecord,
} from './service-book.fixture.js';

const meta: CommandMeta = {
  ...{ commandId: 'c-1', inputHash: '0', correlationId: 'c-1' },
  ...{ actor: SYSTEM_ACTOR, channel: 'api', at: at('18:00') },
};
const record = { volunteerId: 'v-1', year: 2026, recordId: 'r-1' };
const RANK = ['D', 'C', 'B', 'A', 'A+'];
/** The only events that bring evidence. */
const EVIDENCE = ['SignedIn', 'SignedOut', 'RecordSubmitted', 'RecordConfirmed', 'RecordCorrected'];

const end: fc.Arbitrary<EndEvidence> = fc.oneof(
  fc.constant(code),
  fc.nat({ max: 3 }).map((n) => personalCode(n)),
  fc.constant<EndEvidence>({ ...personalCode(4), doubts: ['card-unwitnessed'] } as EndEvidence),
);
const when = fc
  .integer({ min: 0, max: 8 * 60 })
  .map((m) => instantOf(millis(at('07:40')) + m * 60_000));
const command: fc.Arbitrary<ServiceBookCommand> = fc.oneof(
  fc.tuple(when, end).map(([t, evidence]) => signIn('08:00', { at: t, evidence })),
  fc.tuple(when, end).map(([t, evidence]) => signOut('08:00', { at: t, evidence })),
  fc.constant(closeSignIn('2026-03-08')),
  fc.constantFrom('approve' as const, 'reject' as const).map((decision) => review({ decision })),
  fc.constant(takeEffect('2026-03-13')),
  fc.constant(voidRecord()),
  fc.constant(object()),
  fc.constant(propose(correct())),
  fc.constant(propose(acceptLate())),
  fc.constant(dismiss()),
  fc.constant(decide()),
  fc.constant(
    new OfferConfirmation(
      {
        ...{ ...record, codeId: 'k', codeHash: 'h', expiresAt: at('18:00', '2026-03-20') },
        issuer: { accountId: 'clerk', volunteerId: null },
      },
      meta,
    ),
  ),
  fc.constant(
    new ConfirmRecord({ ...record, codeHash: 'h', at: at('18:00'), confirmer: null }, meta),
  ),
  fc.tuple(when, fc.constantFrom('d-1', 'd-2')).map(
    ([t, deviceId]) =>
      new WitnessPresence(
        {
          ...{ ...record, activityId: 'a-1', at: t, doubts: [], minutesAfter: 120 },
          device: { deviceId, sequence: 9 },
        },
        meta,
      ),
  ),
);

const gradeIn = (events: readonly ServiceBookEvent[]): number => {
  const found = fold(serviceBook, events).records.get('r-1');
  return found ? RANK.indexOf(gradeOf(found.evidence)) : -1;
};

function* steps(commands: readonly ServiceBookCommand[]) {
  const events: ServiceBookEvent[] = [];
  for (const c of commands) {
    const before = gradeIn(events);
    let decided: readonly ServiceBookEvent[];
    try {
      decided = serviceBook.decide(c, fold(serviceBook, events));
    } catch (error) {
      if (!(error instanceof Rejection)) throw error;
      continue;
    }
    events.push(...decided);
    yield { decided, rose: gradeIn(events) > before, grade: gradeIn(events) };
  }
}

describe('the grade of a record', () => {
  it('never rises without an event that brings evidence', () => {
    fc.assert(
      fc.property(fc.array(command, { minLength: 10, maxLength: 40 }), (commands) => {
        for (const { decided, rose } of steps(commands)) {
          const brings = decided.some(({ type }) => EVIDENCE.includes(type.split('.')[1] ?? ''));
          expect(rose && !brings).toBe(false);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('and really reaches every grade of signed evidence in such sequences', () => {
    const sequences = fc.sample(fc.array(command, { minLength: 40, maxLength: 40 }), {
      numRuns: 300,
      seed: 11,
    });
    const seen = new Set(
      sequences.flatMap((commands) => [...steps(commands)].map(({ grade }) => RANK[grade])),
    );
    for (const grade of ['A+', 'A', 'B']) expect(seen).toContain(grade);
  });
});
