import { given } from '../../../../test/support/given.js';
import { loadCalendar } from '../../../platform/calendar.js';
import { serviceBook } from './service-book.decider.js';
import {
  publicised,
  rejected,
  review,
  reviewed,
  submitted,
  takeEffect,
  tookEffect,
  voided,
  voidRecord,
} from './service-book.fixture.js';

const hours = submitted('08:00', '12:00');
const inPublic = [hours, reviewed, publicised];
const effective = [...inPublic, tookEffect()];

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

  it('grades what was entered with a proof C, without one D, and what was imported D', () => {
    for (const [evidence, grade] of [
      [{ kind: 'entered', proofHash: 'a'.repeat(64) }, 'C'],
      [{ kind: 'entered', proofHash: null }, 'D'],
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
