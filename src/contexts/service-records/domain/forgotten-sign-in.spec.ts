import { given } from '../../../../test/support/given.js';
import { serviceBook } from './service-book.decider.js';
import type { ServiceBookEvent } from './service-book.events.js';
import {
  at,
  closeSignIn,
  code,
  personalCode,
  shift,
  signedIn,
  signIn,
  signOut,
  submitted,
} from './service-book.fixture.js';

const VERSION = 'service-records/2021-02';

/** What a forgotten sign-in comes to. */
const closed = (from: string, to: string, over = {}): ServiceBookEvent[] => [
  {
    type: 'service-records.SignedOut',
    data: { recordId: 'r-1', at: at(to), evidence: { kind: 'policy' } },
    policies: { closing: VERSION },
  },
  submitted(from, to, {
    recorder: 'system',
    evidence: { kind: 'signed', in: code, out: { kind: 'policy' }, confirmed: false },
    ...over,
  }),
];
const lapsed = (reason: 'no-time' | 'overlaps'): ServiceBookEvent[] => [
  {
    type: 'service-records.SignInLapsed',
    data: { recordId: 'r-1', volunteerId: 'v-1', activityId: 'a-1', reason },
    policies: { closing: VERSION },
  },
];

describe('closing a forgotten sign-in', () => {
  it('counts until the end of the shift, and names the policy', () => {
    given(serviceBook, [signedIn('09:30')])
      .when(closeSignIn('2026-03-08'))
      .then(closed('09:30', '12:00', { centiHours: 250 }));
  });

  it('counts from the beginning of the shift, and four hours at most', () => {
    const long = signedIn('07:50', { shiftEndsAt: at('17:00'), closesAt: at('19:00') });
    given(serviceBook, [long])
      .when(closeSignIn('2026-03-08'))
      .then(closed('08:00', '12:00', { centiHours: 400 }));
  });

  it('waits twelve hours after the last sign-out that counts, for devices that are offline', () => {
    given(serviceBook, [signedIn('08:00')])
      .when(closeSignIn('2026-03-08', { now: at('02:00', '2026-03-08') }))
      .thenRefuses('service-records/sign-in-still-open', { closesAt: at('02:00', '2026-03-08') });
    expect(
      given(serviceBook, [signedIn('08:00')]).when(
        closeSignIn('2026-03-08', { now: at('02:00:01', '2026-03-08') }),
      ).events,
    ).toHaveLength(2);
  });

  it('is quiet when there is a sign-out after all, nothing at all, or another sign-in', () => {
    given(serviceBook).when(closeSignIn('2026-03-08')).thenNothing();
    given(serviceBook, [signedIn('08:00'), ...closed('08:00', '12:00')])
      .when(closeSignIn('2026-03-08'))
      .thenNothing();
    given(serviceBook, [signedIn('08:00', { recordId: 'r-2' })])
      .when(closeSignIn('2026-03-08'))
      .thenNothing();
  });

  it('comes to nothing when staff has entered that time meanwhile, and then is over', () => {
    const before = [signedIn('08:00'), submitted('10:00', '11:00', { recordId: 'r-9' })];
    given(serviceBook, before).when(closeSignIn('2026-03-08')).then(lapsed('overlaps'));
    given(serviceBook, [...before, ...lapsed('overlaps')])
      .when(closeSignIn('2026-03-08'))
      .thenNothing();
  });

  it('comes to nothing when there is no time in it', () => {
    given(serviceBook, [signedIn('11:59:40')])
      .when(closeSignIn('2026-03-08'))
      .then(lapsed('no-time'));
  });

  it('a sign-out that a device kept still counts until then', () => {
    expect(given(serviceBook, [signedIn('08:00')]).when(signOut('11:20')).events[1]).toMatchObject({
      data: { centiHours: 333, evidence: { out: code } },
    });
  });
});

describe('the next sign-in', () => {
  const next = shift({ shiftId: 'h-2', startsAt: at('14:00'), endsAt: at('16:00') });

  it('closes the forgotten one first, so that its hours are not lost', () => {
    given(serviceBook, [signedIn('08:00')])
      .when(signIn('14:00:01', { recordId: 'r-2', shift: next }))
      .then([
        ...closed('08:00', '12:00'),
        signedIn('14:00:01', {
          ...{ recordId: 'r-2', shiftId: 'h-2', shiftStartsAt: at('14:00') },
          ...{ shiftEndsAt: at('16:00'), closesAt: at('18:00') },
        }),
      ]);
  });
});

describe('a personal code', () => {
  const shown = signedIn('08:00', { evidence: personalCode(1, 59_000_000) });

  it('that was scanned to sign in signs nobody out; a fresh one and a card do', () => {
    given(serviceBook, [shown])
      .when(signOut('08:10', { evidence: personalCode(2, 59_000_000) }))
      .thenRefuses('service-records/code-replayed');
    for (const window of [59_000_001, undefined]) {
      expect(
        given(serviceBook, [shown]).when(signOut('08:10', { evidence: personalCode(2, window) }))
          .events,
      ).toHaveLength(2);
    }
  });
});
