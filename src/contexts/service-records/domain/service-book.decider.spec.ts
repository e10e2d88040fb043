import { given } from '../../../../test/support/given.js';
import { loadCalendar } from '../../../platform/calendar.js';
import { serviceBook } from './service-book.decider.js';
import {
  at,
  enter,
  importRow,
  publicised,
  rejected,
  review,
  reviewed,
  shift,
  signedIn,
  submitted,
  takeEffect,
  tookEffect,
  voided,
  voidRecord,
} from './service-book.fixture.js';

const hours = submitted('08:00', '12:00');
const inPublic = [hours, reviewed, publicised];
const effective = [...inPublic, tookEffect()];

describe('entering a record afterwards', () => {
  const entered = submitted('08:00', '11:20', {
    ...{ recordId: 'r-2', mode: 'entry', recorder: 'clerk', centiHours: 333 },
    evidence: { kind: 'entered', proofHash: null },
  });

  it('makes a record of grade C evidence, with the proof it has', () => {
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

describe('reviewing', () => {
  it('approves and opens publicity with the dates of the calendar', () => {
    given(serviceBook, [hours]).when(review()).then([reviewed, publicised]);
  });

  it('rejects', () => {
    given(serviceBook, [hours])
      .when(review({ decision: 'reject' }))
      .then([rejected]);
  });

  it('is not of a record that nobody knows', () => {
    given(serviceBook).when(review()).thenRefuses('service-records/record-unknown');
  });

  it('is done once: a second one hears how the record stands', () => {
    for (const [before, status] of [
      [inPublic, 'publicised'],
      [[hours, rejected], 'rejected'],
      [effective, 'effective'],
      [[hours, voided()], 'voided'],
    ] as const) {
      given(serviceBook, before)
        .when(review())
        .thenRefuses('service-records/not-submitted', { status });
    }
  });

  it.each(['approve', 'reject'] as const)('nobody can %s their own record', (decision) => {
    given(serviceBook, [hours])
      .when(review({ decision, approverVolunteerId: 'v-1' }))
      .thenRefuses('service-records/own-record');
  });

  it.each(['approve', 'reject'] as const)('who recorded it can not %s it', (decision) => {
    given(serviceBook, [hours])
      .when(review({ decision, approver: 'own-account' }))
      .thenRefuses('service-records/recorder-is-approver');
  });

  it('another volunteer who is staff may approve', () => {
    given(serviceBook, [hours])
      .when(review({ approverVolunteerId: 'v-2' }))
      .then([reviewed, publicised]);
  });
});

describe('publicity', () => {
  // Effect comes on the first working day after three full ones: the fourth after the review.
  it.each([
    ['2026-03-02', '2026-03-06', 'a week without holidays'],
    ['2026-03-05', '2026-03-11', 'over a weekend'],
    ['2024-09-27', '2024-10-09', 'over a make-up Sunday and the National Day week'],
    ['2026-02-13', '2026-02-26', 'over Spring Festival'],
    ['2026-12-30', '2027-01-05', 'into a year without a calendar'],
  ])('begun on %s gives effect on %s: %s', (from, effectiveOn) => {
    expect(loadCalendar().after(from, 4).date).toBe(effectiveOn);
  });

  it('ten working days after Friday 27 September 2024 are 16 October, not the 11th', () => {
    expect(loadCalendar().after('2024-09-27', 10)).toEqual({
      ...{ date: '2024-10-16', provisional: false },
    });
  });
});

describe('taking effect', () => {
  it('counts the hours with their grade from the day on which publicity has passed', () => {
    given(serviceBook, inPublic).when(takeEffect()).then([tookEffect()]);
    given(serviceBook, inPublic)
      .when(takeEffect('2026-04-01'))
      .then([tookEffect({ on: '2026-04-01' })]);
  });

  it('happens once', () => {
    given(serviceBook, effective).when(takeEffect()).thenNothing();
  });

  it('waits for the last day of publicity to pass', () => {
    given(serviceBook, inPublic)
      .when(takeEffect('2026-03-12'))
      .thenRefuses('service-records/publicity-running', { effectiveOn: '2026-03-13' });
  });

  it('is not for a record that is not in public', () => {
    given(serviceBook).when(takeEffect()).thenRefuses('service-records/record-unknown');
    for (const [before, status] of [
      [[hours], 'submitted'],
      [[hours, rejected], 'rejected'],
      [[...inPublic, voided()], 'voided'],
    ] as const) {
      given(serviceBook, before)
        .when(takeEffect())
        .thenRefuses('service-records/not-publicised', { status });
    }
  });

  it('grades what was entered C and what was imported D', () => {
    for (const [evidence, grade] of [
      [{ kind: 'entered', proofHash: null }, 'C'],
      [{ kind: 'imported', fileHash: 'f', row: 1 }, 'D'],
    ] as const) {
      given(serviceBook, [submitted('08:00', '12:00', { evidence }), reviewed, publicised])
        .when(takeEffect())
        .then([tookEffect({ grade })]);
    }
  });
});

describe('voiding before effect', () => {
  it('takes the record out of the book', () => {
    for (const before of [[hours], inPublic, [hours, rejected]]) {
      given(serviceBook, before).when(voidRecord()).then([voided()]);
    }
  });

  it('happens once, to a record that is known', () => {
    given(serviceBook, [...effective, voided()])
      .when(voidRecord())
      .thenRefuses('service-records/already-voided');
    given(serviceBook).when(voidRecord()).thenRefuses('service-records/record-unknown');
  });
});
