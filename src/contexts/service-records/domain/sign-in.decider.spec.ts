import { given } from '../../../../test/support/given.js';
import { instantAt } from '../../../kernel/calendar.js';
import { serviceBook } from './service-book.decider.js';
import type { SignInLapsed } from './service-book.events.js';
import {
  at,
  code,
  enter,
  rejected,
  shift,
  signedIn,
  signIn,
  signOut,
  submitted,
  voided,
} from './service-book.fixture.js';

const signedOut = (time: string) => ({
  type: 'service-records.SignedOut' as const,
  data: { recordId: 'r-1', at: at(time), evidence: code },
});

describe('signing in', () => {
  it('is recorded with the time until which a sign-out counts', () => {
    given(serviceBook)
      .when(signIn('07:58'))
      .then([signedIn('07:58')]);
  });

  it('twice to one shift is one sign-in', () => {
    given(serviceBook, [signedIn('07:58')])
      .when(signIn('08:05'))
      .thenNothing();
  });

  it('refuses who may not take part, under the first reason (V9–V11)', () => {
    const unmet = [
      { reason: 'insurance-missing', facts: {} },
      { reason: 'qualification-expired', facts: { validUntil: '2026-03-06' } },
    ] as const;
    given(serviceBook)
      .when(signIn('07:58', { unmet }))
      .thenRefuses('service-records/insurance-missing');
    given(serviceBook)
      .when(signIn('07:58', { unmet: unmet.slice(1) }))
      .thenRefuses('service-records/qualification-expired', { validUntil: '2026-03-06' });
    given(serviceBook, [signedIn('07:58')])
      .when(signIn('08:05', { unmet }))
      .thenNothing();
  });

  it('opens 30 minutes before the shift and not a second earlier', () => {
    expect(given(serviceBook).when(signIn('07:30')).events).toHaveLength(1);
    given(serviceBook)
      .when(signIn('07:29:59'))
      .thenRefuses('service-records/sign-in-not-open', { minutes: 30 });
  });

  it.each([at('12:00'), '2026-03-07T04:00:00Z', '2026-03-07T04:00:00.001Z'])(
    'is over at the end of the shift: %s',
    (late) => {
      given(serviceBook)
        .when(signIn('12:00', { at: late }))
        .thenRefuses('service-records/shift-over');
    },
  );

  it('needs an activity that stands, was screened, and was joined', () => {
    for (const [over, reason] of [
      [{ cancelled: true }, 'activity-cancelled'],
      [{ recordable: false }, 'activity-not-recordable'],
      [{ enrolled: false }, 'not-enrolled'],
    ] as const) {
      given(serviceBook)
        .when(signIn('08:00', { shift: shift(over) }))
        .thenRefuses(`service-records/${reason}`);
    }
  });

  it('refuses to be in a second place while signed in to the first', () => {
    given(serviceBook, [signedIn('08:00')])
      .when(signIn('09:00', { recordId: 'r-2', shift: shift({ shiftId: 'h-2' }) }))
      .thenRefuses('service-records/already-signed-in');
  });

  it('refuses a second sign-in for one record: before the first, or when that has lapsed', () => {
    const lapsed: SignInLapsed = {
      type: 'service-records.SignInLapsed',
      data: { recordId: 'r-1', volunteerId: 'v-1', activityId: 'a-1', reason: 'overlaps' },
    };
    const again = signIn('07:45', { shift: shift({ shiftId: 'h-2' }) });
    for (const before of [[signedIn('08:00')], [signedIn('08:00'), lapsed]]) {
      given(serviceBook, before).when(again).thenRefuses('service-records/already-signed-in');
    }
  });

  it('refuses a time that another record has taken', () => {
    given(serviceBook, [submitted('08:00', '09:30', { recordId: 'r-9' })])
      .when(signIn('09:00'))
      .thenRefuses('service-records/overlaps');
    expect(
      given(serviceBook, [submitted('08:00', '09:00', { recordId: 'r-9' })]).when(signIn('09:00'))
        .events,
    ).toHaveLength(1);
  });

  it('refuses a shift that is recorded already, but not one whose record was rejected or voided', () => {
    const first = [signedIn('08:00'), submitted('08:00', '09:00')];
    const again = signIn('10:00', { recordId: 'r-2' });
    given(serviceBook, first).when(again).thenRefuses('service-records/already-recorded');
    for (const gone of [rejected, voided()]) {
      given(serviceBook, [...first, gone])
        .when(again)
        .then([signedIn('10:00', { recordId: 'r-2' })]);
    }
  });
});

describe('a sign-in without a sign-out', () => {
  const forgotten = signedIn('08:00');
  const next = shift({ shiftId: 'h-2', startsAt: at('14:00'), endsAt: at('16:00') });

  it('binds until the time for signing out has passed, then no longer', () => {
    given(serviceBook, [forgotten])
      .when(signIn('14:00', { recordId: 'r-2', shift: next }))
      .thenRefuses('service-records/already-signed-in');
    expect(
      given(serviceBook, [forgotten])
        .when(signIn('14:00:01', { recordId: 'r-2', shift: next }))
        .events.map(({ data }) => data.recordId),
    ).toEqual(['r-1', 'r-1', 'r-2']);
  });

  it('lets staff enter the hour once its time has passed, and not before', () => {
    given(serviceBook, [forgotten])
      .when(enter('08:00', '12:00', { now: at('13:00') }))
      .thenRefuses('service-records/overlaps');
    expect(
      given(serviceBook, [forgotten]).when(enter('08:00', '12:00', { now: at('14:01') })).events,
    ).toHaveLength(1);
  });
});

describe('signing out', () => {
  it('makes a record of the time inside the shift', () => {
    given(serviceBook, [signedIn('08:00')])
      .when(signOut('11:20'))
      .then([signedOut('11:20'), submitted('08:00', '11:20', { centiHours: 333 })]);
  });

  it('counts neither waiting before the shift nor standing about after it', () => {
    given(serviceBook, [signedIn('07:40')])
      .when(signOut('13:10'))
      .then([signedOut('13:10'), submitted('08:00', '12:00')]);
  });

  it('counts from the sign-in of a latecomer', () => {
    given(serviceBook, [signedIn('09:30')])
      .when(signOut('12:00'))
      .then([signedOut('12:00'), submitted('09:30', '12:00', { centiHours: 250 })]);
  });

  it('counts until two hours after the shift', () => {
    expect(given(serviceBook, [signedIn('08:00')]).when(signOut('14:00')).events).toHaveLength(2);
    given(serviceBook, [signedIn('08:00')])
      .when(signOut('14:00:01'))
      .thenRefuses('service-records/shift-over');
  });

  it('needs a sign-in, and to the same activity', () => {
    given(serviceBook).when(signOut('11:00')).thenRefuses('service-records/not-signed-in');
    given(serviceBook, [signedIn('08:00')])
      .when(signOut('11:00', { activityId: 'a-2' }))
      .thenRefuses('service-records/not-signed-in');
  });

  it('a second time finds nothing to sign out of', () => {
    given(serviceBook, [signedIn('08:00'), signedOut('11:00'), submitted('08:00', '11:00')])
      .when(signOut('11:30'))
      .thenRefuses('service-records/not-signed-in');
  });

  it.each([
    ['before the shift began', '07:40', '07:50'],
    ['within half a minute', '08:00:00', '08:00:35'],
  ])('%s makes no record', (_, from, to) => {
    given(serviceBook, [signedIn(from)])
      .when(signOut(to))
      .thenRefuses('service-records/no-time');
  });

  it('refuses when the time was recorded otherwise meanwhile', () => {
    given(serviceBook, [signedIn('08:00'), submitted('09:00', '10:00', { recordId: 'r-9' })])
      .when(signOut('11:00'))
      .thenRefuses('service-records/overlaps');
  });
});

describe('at midnight and New Year', () => {
  const last = '2026-12-31';
  const evening = shift({
    startsAt: instantAt(last, '20:00'),
    endsAt: instantAt(last, '23:59'),
  });
  const closesAt = instantAt('2027-01-01', '01:59');
  const eveningIn = signedIn('20:00', {
    ...{ at: instantAt(last, '20:00'), closesAt },
    ...{ shiftStartsAt: evening.startsAt, shiftEndsAt: evening.endsAt },
  });

  it('a shift of 31 December is of the old year, and so is its sign-out after midnight', () => {
    given(serviceBook)
      .when(signIn('20:00', { shift: evening, at: instantAt(last, '20:00') }))
      .then([eveningIn]);
    const out = signOut('00:00', { at: instantAt('2027-01-01', '00:20') });
    const [, record] = given(serviceBook, [eveningIn]).when(out).events;
    expect(record?.data).toMatchObject({
      ...{ date: last, startsAt: evening.startsAt, endsAt: evening.endsAt, centiHours: 398 },
    });
    expect(serviceBook.streamId(out)).toBe('v-1.2026');
  });

  it('a shift of 1 January is of the new year, also for who comes before midnight', () => {
    const early = shift({
      startsAt: instantAt('2027-01-01', '00:10'),
      endsAt: instantAt('2027-01-01', '02:00'),
    });
    const data = { shift: early, at: instantAt(last, '23:50') };
    expect(given(serviceBook).when(signIn('00:00', { ...data, year: 2027 })).events).toHaveLength(
      1,
    );
    given(serviceBook)
      .when(signIn('00:00', { ...data, year: 2026 }))
      .thenRefuses('service-records/wrong-book');
  });
});
