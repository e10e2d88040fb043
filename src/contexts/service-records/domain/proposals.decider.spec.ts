import { given } from '../../../../test/support/given.js';
import {
  correct,
  corrected,
  decide,
  decided,
  objected,
  person,
  propose,
  proposed,
  returned,
  shorter,
  strike,
} from './record-life.fixture.js';
import { serviceBook } from './service-book.decider.js';
import {
  at,
  publicised,
  rejected,
  review,
  reviewed,
  shift,
  signedIn,
  submitted,
  tookEffect,
  voided,
  voidRecord,
} from './service-book.fixture.js';

const hours = submitted('08:00', '12:00');
const inPublic = [hours, reviewed, publicised];
const effective = [...inPublic, tookEffect()];
const proof = 'a'.repeat(64);

describe('proposing a change: the first of two persons', () => {
  it('of any record that stands is a proposal and changes nothing yet', () => {
    for (const before of [[hours], inPublic, effective]) {
      given(serviceBook, before)
        .when(propose(correct()))
        .then([proposed(shorter)]);
      const change = { kind: 'void', reason: 'did-not-take-place' } as const;
      given(serviceBook, before)
        .when(propose(change))
        .then([proposed(change)]);
    }
  });

  it('is quiet on repeat, and refused while another one waits', () => {
    const before = [...effective, proposed(shorter)];
    given(serviceBook, before).when(propose(correct())).thenNothing();
    given(serviceBook, before)
      .when(propose(correct(), { proposalId: 'p-2' }))
      .thenRefuses('service-records/proposal-open');
  });

  it('can be made again when the one before was returned', () => {
    given(serviceBook, [...effective, proposed(shorter), returned])
      .when(propose(correct(), { proposalId: 'p-2' }))
      .then([proposed(shorter, { proposalId: 'p-2' })]);
  });

  it('is not for a record that is unknown, rejected or void', () => {
    given(serviceBook).when(propose(correct())).thenRefuses('service-records/record-unknown');
    for (const gone of [rejected, voided()]) {
      given(serviceBook, [hours, gone])
        .when(propose(correct()))
        .thenRefuses('service-records/not-changeable');
    }
  });

  it('nobody changes their own record; its recorder may say that it is wrong', () => {
    given(serviceBook, effective)
      .when(propose(correct(), { by: person('clerk', 'v-1') }))
      .thenRefuses('service-records/own-change');
    given(serviceBook, effective)
      .when(propose(correct(), { by: person('own-account', 'v-2') }))
      .then([proposed(shorter, { proposer: 'own-account' })]);
  });

  it('there is nothing to dismiss without an objection', () => {
    given(serviceBook, inPublic)
      .when(propose({ kind: 'dismiss' }))
      .thenRefuses('service-records/no-objection-open');
  });
});

describe('a correction keeps the rules of an entry', () => {
  const refuses = (over: Parameters<typeof correct>[0], code: string, more = {}) =>
    given(serviceBook, effective)
      .when(propose(correct(over), more))
      .thenRefuses(code);

  it('V2, V4, V5: within a day, over, more than nothing', () => {
    refuses({ endsAt: at('08:00') }, 'service-records/no-time');
    refuses({ endsAt: at('07:00') }, 'service-records/end-before-start');
    refuses({ endsAt: at('00:30', '2026-03-08') }, 'service-records/crosses-midnight');
    refuses({}, 'service-records/in-the-future', { now: at('10:00') });
    refuses({ statedCentiHours: 301 }, 'service-records/hours-exceed-interval');
  });

  it('V1: within a shift of its activity; an imported record has none', () => {
    refuses({ startsAt: at('07:00') }, 'service-records/outside-shift');
    given(serviceBook, effective)
      .when(propose(correct({ shifts: null })))
      .then([proposed(shorter)]);
  });

  it('V3: no overlap with another record; its own old time is free', () => {
    const other = submitted('12:00', '13:00', { recordId: 'r-2' });
    const shifts = [shift({ endsAt: at('14:00') })];
    given(serviceBook, [...effective, other])
      .when(propose(correct({ endsAt: at('12:30'), shifts })))
      .thenRefuses('service-records/overlaps');
    given(serviceBook, [...effective, other])
      .when(propose(correct({ startsAt: at('09:00'), endsAt: at('12:00'), shifts })))
      .then([proposed({ ...shorter, startsAt: at('09:00'), endsAt: at('12:00') })]);
  });

  it('stays in the book of its year', () => {
    const interval = { startsAt: at('08:00', '2025-12-31'), endsAt: at('11:00', '2025-12-31') };
    given(serviceBook, effective)
      .when(propose(correct({ ...interval, shifts: null })))
      .thenRefuses('service-records/leaves-its-year', { year: 2026 });
  });

  it('V13: a day of more than eight hours needs a reason', () => {
    const evening = submitted('13:00', '18:30', { recordId: 'r-2', centiHours: 550 });
    given(serviceBook, [...effective, evening])
      .when(propose(correct()))
      .thenRefuses('service-records/long-day-reason-missing', {
        ...{ dayCentiHours: 850, limitCentiHours: 800 },
      });
    given(serviceBook, [...effective, evening])
      .when(propose(correct({ longDayReason: true })))
      .then([proposed(shorter)]);
  });

  it('must change something: the time, the hours or the proof', () => {
    refuses({ endsAt: at('12:00') }, 'service-records/nothing-corrected');
    const withProof = correct({ endsAt: at('12:00'), proofHash: proof });
    const change = { ...shorter, endsAt: at('12:00'), centiHours: 400 };
    given(serviceBook, effective)
      .when(propose(withProof))
      .then([proposed({ ...change, evidence: { kind: 'entered', proofHash: proof } })]);
    given(serviceBook, effective)
      .when(propose(correct({ endsAt: at('12:00'), statedCentiHours: 350 })))
      .then([proposed({ ...change, centiHours: 350 })]);
  });
});

describe('deciding a proposal: the second person', () => {
  const waiting = [...effective, proposed(shorter)];

  it('corrects an effective record at once, with what left and what came', () => {
    given(serviceBook, waiting).when(decide()).then([corrected()]);
  });

  it('makes a record before effect wait for its review again, as a new version', () => {
    for (const before of [[hours], inPublic]) {
      const after = [...before, proposed(shorter), corrected({ wasEffective: false })];
      given(serviceBook, after.slice(0, -1))
        .when(decide())
        .then([corrected({ wasEffective: false })]);
      given(serviceBook, after)
        .when(review({ approver: 'first' }))
        .thenRefuses('service-records/recorder-is-approver');
      expect(given(serviceBook, after).when(review()).events).toMatchObject([
        { data: { version: 2, approver: 'manager' } },
        { data: { version: 2, effectiveOn: '2026-03-13' } },
      ]);
    }
  });

  it('takes the grade of its own evidence, up or down', () => {
    const evidence = { kind: 'entered', proofHash: proof } as const;
    const imported = submitted('08:00', '12:00', {
      evidence: { kind: 'imported', fileHash: 'f', row: 1 },
    });
    const [event] = given(serviceBook, [imported, proposed({ ...shorter, evidence })]).when(
      decide(),
    ).events;
    expect(event).toMatchObject({ data: { grade: 'C', evidence, previous: { grade: 'D' } } });
  });

  it('voids with the proposed reason, and the hours leave the book', () => {
    const change = { kind: 'void', reason: 'entered-in-error' } as const;
    given(serviceBook, [...effective, proposed(change)])
      .when(decide())
      .then([voided({ wasEffective: true, centiHours: 400, reason: 'entered-in-error' })]);
  });

  it('may return it: nothing has changed', () => {
    given(serviceBook, waiting)
      .when(decide({ decision: 'return' }))
      .then([returned]);
  });

  it('is another person, and not the volunteer', () => {
    for (const decision of ['confirm', 'return'] as const) {
      given(serviceBook, waiting)
        .when(decide({ decision, by: person('first') }))
        .thenRefuses('service-records/proposer-is-decider');
      given(serviceBook, waiting)
        .when(decide({ decision, by: person('second', 'v-1') }))
        .thenRefuses('service-records/own-change');
    }
  });

  it('decides what waits: not what was decided, returned or never proposed', () => {
    for (const before of [effective, [...waiting, returned], [...waiting, corrected()]]) {
      given(serviceBook, before).when(decide()).thenRefuses('service-records/proposal-unknown');
    }
    given(serviceBook, waiting)
      .when(decide({ proposalId: 'p-2' }))
      .thenRefuses('service-records/proposal-unknown');
  });

  it('sees what has come since: the time may be taken by now', () => {
    const later = { ...shorter, endsAt: at('13:00'), centiHours: 500 };
    const other = submitted('12:00', '13:00', { recordId: 'r-2' });
    given(serviceBook, [...effective, proposed(later), other])
      .when(decide())
      .thenRefuses('service-records/overlaps');
  });

  it('a record that takes effect meanwhile is corrected as one in effect', () => {
    given(serviceBook, [...inPublic, proposed(shorter), tookEffect()])
      .when(decide())
      .then([corrected()]);
  });
});

describe('a corrected record', () => {
  it('can be corrected again, and voided with what it has now', () => {
    const change = { kind: 'void', reason: 'entered-in-error' } as const;
    const before = [...effective, proposed(shorter), corrected(), proposed(change)];
    given(serviceBook, before)
      .when(decide())
      .then([
        voided({ version: 2, wasEffective: true, centiHours: 300, reason: 'entered-in-error' }),
      ]);
  });

  it('gives the time free that it has left', () => {
    const after = [...effective, proposed(shorter), corrected()];
    const shifts = [shift({ shiftId: 'h-2' })];
    given(serviceBook, [...after, submitted('11:00', '12:00', { recordId: 'r-2' })])
      .when(propose(correct({ startsAt: at('10:00'), endsAt: at('11:30'), shifts })))
      .thenRefuses('service-records/overlaps');
  });

  it('still blocks a second sign-in to its shift', () => {
    const before = [signedIn('08:00'), hours, reviewed, publicised, proposed(shorter)];
    const state = [...before, corrected({ wasEffective: false })];
    const record = state.reduce(serviceBook.evolve, serviceBook.initialState()).records.get('r-1');
    expect(record).toMatchObject({ shiftId: 'h-1', status: 'submitted', version: 2 });
  });
});

describe('voiding', () => {
  it('takes two persons once the record counts, and while an objection is open', () => {
    given(serviceBook, effective)
      .when(voidRecord())
      .thenRefuses('service-records/effective-needs-two');
    given(serviceBook, [...inPublic, objected()])
      .when(voidRecord())
      .thenRefuses('service-records/objection-open');
  });

  it('for what was no volunteer service goes through everything, once', () => {
    const reason = 'not-volunteer-service';
    const gone = voided({ reason });
    for (const before of [[hours], inPublic, [...inPublic, objected()]]) {
      given(serviceBook, before).when(strike()).then([gone]);
    }
    given(serviceBook, effective)
      .when(strike())
      .then([voided({ wasEffective: true, centiHours: 400, reason })]);
    for (const before of [
      [hours, gone],
      [hours, rejected],
    ]) {
      given(serviceBook, before).when(strike()).thenNothing();
    }
    given(serviceBook).when(strike()).thenRefuses('service-records/record-unknown');
  });

  it('ends an open objection and an open proposal', () => {
    const before = [...inPublic, objected(), proposed({ kind: 'dismiss' }), voided()];
    given(serviceBook, before).when(decide()).thenRefuses('service-records/proposal-unknown');
    expect(decided('voided').data.outcome).toBe('voided');
  });
});
