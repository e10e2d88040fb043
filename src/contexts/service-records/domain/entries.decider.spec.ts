import { given } from '../../../../test/support/given.js';
import { backEnter, selfReport } from './record-life.fixture.js';
import { serviceBook } from './service-book.decider.js';
import type { RecordSubmitted, ServiceBookEvent } from './service-book.events.js';
import {
  at,
  enter,
  importRow,
  publicised,
  rejected,
  reviewed,
  shift,
  signedIn,
  submitted,
  tookEffect,
  voided,
} from './service-book.fixture.js';

const hours = submitted('08:00', '12:00');
const inPublic = [hours, reviewed, publicised];
const effective = [...inPublic, tookEffect()];
const policies = { records: 'service-records/2021-02' };
const proofHash = 'a'.repeat(64);

describe('entering a record afterwards', () => {
  const entered: RecordSubmitted = {
    ...submitted('08:00', '11:20', {
      ...{ recordId: 'r-2', mode: 'entry', recorder: 'clerk', centiHours: 333 },
      ...{ evidence: { kind: 'entered', proofHash: null }, late: false, longDayExplained: false },
    }),
    policies,
  };

  it('makes a record with the proof it has', () => {
    given(serviceBook).when(enter('08:00', '11:20')).then([entered]);
    const proofHash = 'a'.repeat(64);
    given(serviceBook)
      .when(enter('08:00', '11:20', { proofHash }))
      .then([{ ...entered, data: { ...entered.data, evidence: { kind: 'entered', proofHash } } }]);
  });

  it('needs an activity that stands and was screened; enrolment may be missing', () => {
    for (const [over, reason] of [
      [{ cancelled: true }, 'activity-cancelled'],
      [{ recordable: false }, 'activity-not-recordable'],
    ] as const) {
      given(serviceBook)
        .when(enter('08:00', '11:20', { shift: shift(over) }))
        .thenRefuses(`service-records/${reason}`);
    }
    given(serviceBook)
      .when(enter('08:00', '11:20', { shift: shift({ enrolled: false }) }))
      .then([entered]);
  });

  it.each([
    ['07:59', '12:00'],
    ['08:00', '12:01'],
    ['06:00', '07:00'],
  ])('refuses %s to %s, which is outside the shift', (from, to) => {
    given(serviceBook)
      .when(enter(from, to))
      .thenRefuses('service-records/outside-shift', { from: at('08:00'), to: at('12:00') });
  });

  it('needs a reason, and comes within the days of the policy: later takes a document', () => {
    given(serviceBook)
      .when(enter('08:00', '11:20', { reasonStated: false }))
      .thenRefuses('service-records/reason-missing');
    const lastDay = { now: at('23:59', '2026-03-20') };
    given(serviceBook)
      .when(enter('08:00', '11:20', lastDay))
      .then([entered]);
    given(serviceBook)
      .when(enter('08:00', '11:20', { now: at('00:00', '2026-03-21') }))
      .thenRefuses('service-records/entry-late', { recordBy: '2026-03-20' });
  });

  it('refuses what breaks a rule of the interval', () => {
    given(serviceBook)
      .when(enter('11:00', '08:00'))
      .thenRefuses('service-records/end-before-start');
  });

  it('refuses another year than that of the book', () => {
    given(serviceBook)
      .when(enter('08:00', '11:20', { year: 2025 }))
      .thenRefuses('service-records/wrong-book');
  });

  it('refuses an id that has a record, even one that no longer counts', () => {
    for (const before of [[hours], [hours, rejected], [...effective, voided()]]) {
      given(serviceBook, before)
        .when(enter('08:00', '11:20', { recordId: 'r-1' }))
        .thenRefuses('service-records/record-exists');
    }
  });

  it('refuses an overlap with any record that counts, and takes what touches it', () => {
    for (const before of [[hours], inPublic, effective]) {
      given(serviceBook, before)
        .when(enter('11:59', '12:00'))
        .thenRefuses('service-records/overlaps');
    }
    const morning = submitted('08:00', '09:00');
    expect(given(serviceBook, [morning]).when(enter('09:00', '10:00')).events).toHaveLength(1);
  });

  it('takes the time of a record that was rejected or voided', () => {
    for (const gone of [rejected, voided()]) {
      given(serviceBook, [hours, gone]).when(enter('08:00', '11:20')).then([entered]);
    }
  });

  it('refuses the time of somebody who is signed in right now', () => {
    given(serviceBook, [signedIn('08:00')])
      .when(enter('08:30', '09:00', { now: at('09:30') }))
      .thenRefuses('service-records/overlaps');
    expect(
      given(serviceBook, [signedIn('09:00')]).when(enter('08:00', '09:00', { now: at('09:30') }))
        .events,
    ).toHaveLength(1);
  });
});

describe('importing a row', () => {
  const row = submitted('08:00', '12:00', {
    ...{ recordId: 'r-3', activityId: null, stationId: null, mode: 'import', centiHours: 100 },
    ...{ recorder: 'clerk', evidence: { kind: 'imported', fileHash: 'f'.repeat(64), row: 2 } },
  });

  it('keeps the stated hours, and the file and row they stand in', () => {
    given(serviceBook).when(importRow('08:00', '12:00')).then([row]);
  });

  it('may name no organisation', () => {
    given(serviceBook)
      .when(importRow('08:00', '12:00', { organisationId: null }))
      .then([{ ...row, data: { ...row.data, organisationId: null } }]);
  });

  it('refuses more hours than the interval has', () => {
    given(serviceBook)
      .when(importRow('08:00', '09:00', { statedCentiHours: 101 }))
      .thenRefuses('service-records/hours-exceed-interval', {
        ...{ statedCentiHours: 101, intervalCentiHours: 100 },
      });
  });

  it('refuses what is there already, by id and by time', () => {
    given(serviceBook, [row])
      .when(importRow('13:00', '14:00'))
      .thenRefuses('service-records/record-exists');
    given(serviceBook, [row])
      .when(importRow('11:00', '13:00', { recordId: 'r-4' }))
      .thenRefuses('service-records/overlaps');
  });

  it('refuses another year than that of the book', () => {
    given(serviceBook)
      .when(importRow('08:00', '09:00', { year: 2027 }))
      .thenRefuses('service-records/wrong-book');
  });
});

describe('entering from a document', () => {
  const entered: RecordSubmitted = {
    ...submitted('08:00', '11:20', {
      ...{ recordId: 'r-2', mode: 'back-entry', recorder: 'clerk', centiHours: 333 },
      ...{ evidence: { kind: 'back-entered', proofHash }, late: false, longDayExplained: false },
    }),
    policies,
  };

  it('is possible at any time, and says when it comes late', () => {
    given(serviceBook).when(backEnter()).then([entered]);
    given(serviceBook)
      .when(backEnter({ now: at('09:00', '2026-06-01') }))
      .then([{ ...entered, data: { ...entered.data, late: true } }]);
  });

  it.each([
    [{ proofHash: null }, 'proof-missing'],
    [{ reasonStated: false }, 'reason-missing'],
    [{ declaredTrue: false }, 'declaration-missing'],
    [{ shift: shift({ cancelled: true }) }, 'activity-cancelled'],
    [{ shift: shift({ recordable: false }) }, 'activity-not-recordable'],
    [{ endsAt: at('12:01') }, 'outside-shift'],
    [{ now: at('10:00') }, 'in-the-future'],
    [{ year: 2025 }, 'wrong-book'],
    [{ unmet: [{ reason: 'insurance-missing', facts: {} }] }, 'insurance-missing'],
  ] as const)('V14 and the rules of every entry: %j is refused as %s', (over, code) => {
    given(serviceBook).when(backEnter(over)).thenRefuses(`service-records/${code}`);
  });
});

describe('stating one’s own hours', () => {
  const stated = (over: Partial<RecordSubmitted['data']> = {}): RecordSubmitted => ({
    ...submitted('08:00', '11:20', {
      ...{ recordId: 'r-2', mode: 'self-report', recorder: 'own-account', centiHours: 333 },
      ...{ evidence: { kind: 'self-reported', proofHash: null } },
      ...{ late: false, longDayExplained: false, ...over },
    }),
    policies,
  });

  it('needs no proof and, in time, no reason', () => {
    given(serviceBook).when(selfReport()).then([stated()]);
    given(serviceBook)
      .when(selfReport({ proofHash }))
      .then([stated({ evidence: { kind: 'self-reported', proofHash } })]);
  });

  it('V7: late it needs a reason', () => {
    const now = at('09:00', '2026-03-21');
    given(serviceBook)
      .when(selfReport({ now }))
      .thenRefuses('service-records/late-reason-missing', { recordBy: '2026-03-20' });
    given(serviceBook)
      .when(selfReport({ now, reasonStated: true }))
      .then([stated({ late: true })]);
  });

  it('is about a shift in which one was enrolled', () => {
    given(serviceBook)
      .when(selfReport({ shift: shift({ enrolled: false }) }))
      .thenRefuses('service-records/not-enrolled');
  });
});

describe('V13: a day of more than eight hours', () => {
  const morning = submitted('00:00', '07:30', { recordId: 'r-9', centiHours: 750 });

  it.each([
    ['an entry', enter('08:00', '09:00')],
    ['an entry from a document', backEnter({ endsAt: at('09:00') })],
    ['a statement', selfReport({ endsAt: at('09:00') })],
  ])('needs a stated reason for %s', (_, command) => {
    given(serviceBook, [morning])
      .when(command)
      .thenRefuses('service-records/long-day-reason-missing', {
        ...{ dayCentiHours: 850, limitCentiHours: 800 },
      });
  });

  it('with a reason is taken, and says so; eight hours are not more than eight', () => {
    const [event] = given(serviceBook, [morning]).when(
      enter('08:00', '09:00', { longDayReasonStated: true }),
    ).events;
    expect(event).toMatchObject({ data: { longDayExplained: true } });
    expect(given(serviceBook, [morning]).when(enter('08:00', '08:30')).events).toHaveLength(1);
  });

  it('counts what stands on that day only', () => {
    const dayBefore = { ...morning, data: { ...morning.data, date: '2026-03-06' } };
    const gone: ServiceBookEvent = {
      type: 'service-records.RecordRejected',
      data: { recordId: 'r-9', version: 1, approver: 'manager' },
    };
    for (const other of [[dayBefore], [morning, gone]]) {
      expect(given(serviceBook, other).when(enter('08:00', '09:00')).events).toHaveLength(1);
    }
  });
});
