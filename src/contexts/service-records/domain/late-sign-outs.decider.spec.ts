import { given } from '../../../../test/support/given.js';
import { fold } from '../../../kernel/decider.js';
import type { EndEvidence } from './evidence.policy.js';
import type { LateSignOutDismissed } from './late-sign-outs.events.js';
import {
  acceptLate,
  corrected,
  decide,
  dismiss,
  LATE,
  person,
  propose,
  proposed,
  seen,
} from './record-life.fixture.js';
import { serviceBook } from './service-book.decider.js';
import type { ServiceBookEvent } from './service-book.events.js';
import {
  at,
  code,
  personalCode,
  review,
  shift,
  signedIn,
  signIn,
  signOut,
  submitted,
  voided,
} from './service-book.fixture.js';

const VERSION = 'service-records/2021-02';
const policy: EndEvidence = { kind: 'policy' };

/** Nobody signed out: until the end of the shift. */
const closed: readonly ServiceBookEvent[] = [
  signedIn('08:00'),
  {
    type: 'service-records.SignedOut',
    data: { recordId: 'r-1', at: at('12:00'), evidence: policy },
    policies: { closing: VERSION },
  },
  submitted('08:00', '12:00', {
    recorder: 'system',
    evidence: { kind: 'signed', in: code, out: policy, confirmed: false },
  }),
];
const lapsed: ServiceBookEvent = {
  type: 'service-records.SignInLapsed',
  data: { recordId: 'r-1', volunteerId: 'v-1', activityId: 'a-1', reason: 'overlaps' },
  policies: { closing: VERSION },
};
const late = (time: string, over = {}) => signOut(time, { evidence: LATE, ...over });
const dismissed: LateSignOutDismissed = {
  type: 'service-records.LateSignOutDismissed',
  data: { lateSignOutId: 'l-1', recordId: 'r-1', volunteerId: 'v-1', dismisser: 'second' },
};
const accept = (over = {}) => propose(acceptLate(over));
const accepted = proposed({
  ...{ kind: 'correct', reason: 'late-sign-out', lateSignOutId: 'l-1', date: '2026-03-07' },
  ...{ startsAt: at('08:00'), endsAt: at('11:20'), centiHours: 333 },
  evidence: { kind: 'signed', in: code, out: LATE, confirmed: false },
});

describe('a sign-out that comes after its sign-in was closed by policy', () => {
  it('is noted with what it would come to, and changes neither hours nor grade', () => {
    const after = given(serviceBook, closed).when(late('11:20'));
    after.then([seen()]);
    const before = fold(serviceBook, closed).records;
    expect(fold(serviceBook, [...closed, ...after.events]).records).toEqual(before);
  });

  it('is noted once for each scan, and once more for another device', () => {
    given(serviceBook, [...closed, seen()])
      .when(late('11:20'))
      .thenNothing();
    given(serviceBook, [...closed, seen(), dismissed])
      .when(late('11:20'))
      .thenNothing();
    expect(
      given(serviceBook, [...closed, seen()]).when(late('11:20', { lateSignOutId: 'l-2' })).events,
    ).toHaveLength(1);
  });

  it('counts inside the shift only, as every sign-out', () => {
    given(serviceBook, closed)
      .when(late('13:30'))
      .then([seen({ at: at('13:30'), endsAt: at('12:00'), centiHours: 400 })]);
  });

  it('is noted of a sign-in that lapsed as well: nothing a device saw is lost', () => {
    given(serviceBook, [signedIn('08:00'), lapsed])
      .when(late('11:20'))
      .then([seen()]);
  });

  it('belongs to the sign-in that had begun last, when two of one activity were closed', () => {
    const second = {
      ...{ recordId: 'r-2', shiftId: 'h-2', shiftStartsAt: at('13:00'), shiftEndsAt: at('15:00') },
      closesAt: at('17:00'),
    };
    const lapsedAgain = { ...lapsed, data: { ...lapsed.data, recordId: 'r-2' } };
    given(serviceBook, [...closed, signedIn('12:50', second), lapsedAgain])
      .when(late('13:30'))
      .then([
        seen({
          ...{ recordId: 'r-2', at: at('13:30'), startsAt: at('13:00'), endsAt: at('13:30') },
          centiHours: 50,
        }),
      ]);
  });

  it('is told from the sign-in that is open now, in the same activity', () => {
    const again = signedIn('13:40', {
      ...{ recordId: 'r-2', shiftId: 'h-2', shiftStartsAt: at('14:00'), shiftEndsAt: at('16:00') },
      closesAt: at('18:00'),
    });
    given(serviceBook, [...closed, again])
      .when(late('11:20'))
      .then([seen()]);
    expect(given(serviceBook, [...closed, again]).when(late('15:00')).events[0]).toMatchObject({
      ...{ type: 'service-records.SignedOut', data: { recordId: 'r-2' } },
    });
  });

  it.each<[string, ReturnType<typeof signOut>, string]>([
    ['after a sign-out counted', late('14:01'), 'not-signed-in'],
    ['before the sign-in', late('07:59'), 'not-signed-in'],
    ['of another activity', late('11:20', { activityId: 'a-2' }), 'not-signed-in'],
    ['without time', late('08:00:20'), 'no-time'],
  ])('is refused %s', (_, command, reason) => {
    given(serviceBook, closed).when(command).thenRefuses(`service-records/${reason}`);
  });

  it('is refused with the code of the sign-in', () => {
    const byDevice = [signedIn('08:00', { evidence: personalCode(1, 77) }), ...closed.slice(1)];
    given(serviceBook, byDevice)
      .when(late('11:20', { evidence: personalCode(2, 77) }))
      .thenRefuses('service-records/code-replayed');
  });
});

describe('accepting it', () => {
  const open = [...closed, seen()];

  it('proposes a correction with the evidence of both ends, which a second person confirms', () => {
    given(serviceBook, open).when(accept()).then([accepted]);
    const confirmed = given(serviceBook, [...open, accepted]).when(decide());
    confirmed.then([
      corrected({
        ...{ wasEffective: false, reason: 'late-sign-out', lateSignOutId: 'l-1', grade: 'B' },
        ...{ startsAt: at('08:00'), endsAt: at('11:20'), centiHours: 333 },
        evidence: { kind: 'signed', in: code, out: LATE, confirmed: false },
        previous: {
          ...{ version: 1, date: '2026-03-07', startsAt: at('08:00'), endsAt: at('12:00') },
          ...{ centiHours: 400, grade: 'B' },
        },
      }),
    ]);
    given(serviceBook, [...open, accepted, ...confirmed.events])
      .when(dismiss())
      .thenRefuses('service-records/late-sign-out-settled');
    given(serviceBook, [...open, accepted, ...confirmed.events])
      .when(accept())
      .thenRefuses('service-records/late-sign-out-settled');
  });

  it('is refused to the volunteer, alone, for another record, and where the time is taken', () => {
    given(serviceBook, open)
      .when(propose(accept().data.change, { by: person('own', 'v-1') }))
      .thenRefuses('service-records/own-change');
    given(serviceBook, [...open, accepted])
      .when(decide({ by: person('first') }))
      .thenRefuses('service-records/proposer-is-decider');
    given(serviceBook, open)
      .when(accept({ lateSignOutId: 'l-9' }))
      .thenRefuses('service-records/late-sign-out-unknown');
    const entered = submitted('10:00', '11:00', { recordId: 'r-9' });
    given(serviceBook, [signedIn('08:00'), ...closed.slice(1), seen(), voided(), entered])
      .when(accept())
      .thenRefuses('service-records/not-changeable');
  });

  it('needs a reason for a long day, as every correction', () => {
    const early = submitted('00:00', '07:00', { recordId: 'r-9', centiHours: 700 });
    given(serviceBook, [...open, early])
      .when(accept())
      .thenRefuses('service-records/long-day-reason-missing', {
        ...{ dayCentiHours: 1033, limitCentiHours: 800 },
      });
    expect(
      given(serviceBook, [...open, early]).when(accept({ longDayReason: true })).events,
    ).toHaveLength(1);
  });
});

describe('dismissing it', () => {
  const open = [...closed, seen()];

  it('leaves the record as it is, and is quiet the second time', () => {
    given(serviceBook, open).when(dismiss()).then([dismissed]);
    given(serviceBook, [...open, dismissed])
      .when(dismiss())
      .thenNothing();
    given(serviceBook, [...open, dismissed])
      .when(accept())
      .thenRefuses('service-records/late-sign-out-settled');
  });

  it('is refused to the volunteer, of an unknown one, and while it is proposed to accept it', () => {
    given(serviceBook, open)
      .when(dismiss({ by: person('own', 'v-1') }))
      .thenRefuses('service-records/own-change');
    given(serviceBook, closed).when(dismiss()).thenRefuses('service-records/late-sign-out-unknown');
    given(serviceBook, [...open, accepted])
      .when(dismiss())
      .thenRefuses('service-records/proposal-open');
  });
});

describe('the review of a record that a device has something to say of', () => {
  it('waits until that is settled; rejecting it does not', () => {
    given(serviceBook, [...closed, seen()])
      .when(review())
      .thenRefuses('service-records/late-sign-out-open');
    expect(
      given(serviceBook, [...closed, seen()]).when(review({ decision: 'reject' })).events,
    ).toHaveLength(1);
    expect(given(serviceBook, [...closed, seen(), dismissed]).when(review()).events).toHaveLength(
      2,
    );
  });
});

describe('a sign-in that comes after a later one', () => {
  const next = signedIn('10:30', {
    ...{ recordId: 'r-2', activityId: 'a-2', shiftId: 'h-2' },
    ...{ shiftStartsAt: at('10:30'), shiftEndsAt: at('12:30'), closesAt: at('14:30') },
  });
  const first = signIn('08:00', { evidence: LATE });

  it('is closed by that one: its time ends where the later one begins', () => {
    const { events } = given(serviceBook, [next]).when(first);
    expect(events.map(({ type, data }) => [type.split('.')[1], data])).toMatchObject([
      ['SignedIn', { recordId: 'r-1', closesAt: at('14:00') }],
      ['SignedOut', { recordId: 'r-1', at: at('10:30'), evidence: policy }],
      ['RecordSubmitted', { startsAt: at('08:00'), endsAt: at('10:30'), centiHours: 250 }],
    ]);
    const book = fold(serviceBook, [next, ...events]);
    expect(book.open).toMatchObject({ recordId: 'r-2' });
    expect(book.records.get('r-1')).toMatchObject({ shiftId: 'h-1', status: 'submitted' });
  });

  it('leaves the later one open, and its own sign-out goes to review', () => {
    const { events } = given(serviceBook, [next]).when(first);
    expect(given(serviceBook, [next, ...events]).when(late('10:20')).events).toMatchObject([
      { type: 'service-records.LateSignOutSeen', data: { centiHours: 233, grade: 'B' } },
    ]);
    expect(
      given(serviceBook, [next, ...events]).when(signOut('12:30', { activityId: 'a-2' })).events[1],
    ).toMatchObject({ data: { recordId: 'r-2', centiHours: 200 } });
  });

  it('is the same sign-in when it is of the shift that is open, and refused when recorded', () => {
    given(serviceBook, [signedIn('09:00')])
      .when(first)
      .thenNothing();
    given(serviceBook, [...closed, next])
      .when(signIn('08:30', { recordId: 'r-7', shift: shift() }))
      .thenRefuses('service-records/already-recorded');
  });
});
