import { given } from '../../../../test/support/given.js';
import {
  correct,
  corrected,
  decide,
  decided,
  object,
  objected,
  person,
  propose,
  proposed,
  returned,
  shorter,
} from './record-life.fixture.js';
import { serviceBook } from './service-book.decider.js';
import {
  publicised,
  rejected,
  reviewed,
  submitted,
  takeEffect,
  tookEffect,
  voided,
} from './service-book.fixture.js';

/** In public from Monday 9 March; Tuesday to Thursday are full days; effect on Friday the 13th. */
const hours = submitted('08:00', '12:00');
const inPublic = [hours, reviewed, publicised];
const effective = [...inPublic, tookEffect()];
const afterEffect = objected({ on: '2026-03-20', stopsEffect: false, workingDaysLeft: null });

describe('objecting', () => {
  it.each([
    ['2026-03-09', 3, 'on the day of the review nothing is over yet'],
    ['2026-03-10', 3, 'the day of the objection is not a full one'],
    ['2026-03-11', 2, 'Tuesday was'],
    ['2026-03-12', 1, 'only Thursday is left'],
  ])('during publicity, on %s, stops the clock with %d days left: %s', (on, workingDaysLeft) => {
    const [event] = given(serviceBook, inPublic).when(object({ on })).events;
    expect(event).toMatchObject({
      type: 'service-records.ObjectionRaised',
      data: { on, stopsEffect: true, workingDaysLeft },
    });
    given(serviceBook, [...inPublic, objected()])
      .when(takeEffect('2026-04-01'))
      .thenRefuses('service-records/not-publicised', { status: 'objected' });
  });

  it('has a deadline of its own, ten working days on', () => {
    given(serviceBook, inPublic).when(object()).then([objected()]);
  });

  it('to a record in effect, or due to be, opens a check and stops nothing', () => {
    const decideBy = '2026-04-03';
    given(serviceBook, effective)
      .when(object({ on: '2026-03-20' }))
      .then([objected({ ...afterEffect.data, decideBy })]);
    given(serviceBook, inPublic)
      .when(object({ on: '2026-03-13' }))
      .then([
        objected({
          ...{ on: '2026-03-13', stopsEffect: false, workingDaysLeft: null },
          decideBy: '2026-03-27',
        }),
      ]);
    given(serviceBook, [...inPublic, { ...afterEffect }])
      .when(takeEffect())
      .then([tookEffect()]);
  });

  it('is not for what is not in public or in effect', () => {
    given(serviceBook).when(object()).thenRefuses('service-records/record-unknown');
    for (const [before, status] of [
      [[hours], 'submitted'],
      [[hours, rejected], 'rejected'],
      [[hours, voided()], 'voided'],
    ] as const) {
      given(serviceBook, before)
        .when(object())
        .thenRefuses('service-records/not-open-to-objection', { status });
    }
  });

  it('is quiet on repeat, one at a time, and once for each account and version', () => {
    const before = [...inPublic, objected()];
    given(serviceBook, before).when(object()).thenNothing();
    given(serviceBook, before)
      .when(object({ objectionId: 'x-2', objector: 'other' }))
      .thenRefuses('service-records/objection-open');
    const dismissed = [...before, proposed({ kind: 'dismiss' }), decided('dismissed'), publicised];
    given(serviceBook, dismissed)
      .when(object({ objectionId: 'x-2' }))
      .thenRefuses('service-records/already-objected');
    expect(
      given(serviceBook, dismissed).when(object({ objectionId: 'x-2', objector: 'other' })).events,
    ).toHaveLength(1);
    const second = [...dismissed, tookEffect(), proposed(shorter), corrected()];
    expect(given(serviceBook, second).when(object({ objectionId: 'x-2' })).events).toHaveLength(1);
  });

  it('overtakes a proposal that was waiting', () => {
    const before = [...inPublic, proposed(shorter), objected()];
    given(serviceBook, before).when(decide()).thenRefuses('service-records/proposal-unknown');
  });
});

describe('deciding an objection', () => {
  const open = [...inPublic, objected()];
  const about = { objectionId: 'x-1' };

  it.each([
    ['the recorder', person('own-account', null)],
    ['the objector', person('neighbour')],
    ['the volunteer', person('any', 'v-1')],
  ])('is not for %s, neither first nor second', (_, by) => {
    given(serviceBook, open)
      .when(propose({ kind: 'dismiss' }, { by }))
      .thenRefuses('service-records/involved-in-objection');
    for (const decision of ['confirm', 'return'] as const) {
      given(serviceBook, [...open, proposed({ kind: 'dismiss' }, about)])
        .when(decide({ by, decision }))
        .thenRefuses('service-records/involved-in-objection');
    }
  });

  it('dismissed: publicity goes on for the full working days that were left', () => {
    given(serviceBook, open)
      .when(propose({ kind: 'dismiss' }))
      .then([proposed({ kind: 'dismiss' }, about)]);
    // Decided on Friday the 20th: Monday to Wednesday are full days, effect comes on Thursday.
    given(serviceBook, [...open, proposed({ kind: 'dismiss' }, about)])
      .when(decide())
      .then([
        decided('dismissed'),
        {
          ...publicised,
          data: { ...publicised.data, from: '2026-03-20', effectiveOn: '2026-03-26' },
        },
      ]);
  });

  it('dismissed after effect: nothing else happens', () => {
    given(serviceBook, [...effective, afterEffect, proposed({ kind: 'dismiss' }, about)])
      .when(decide())
      .then([decided('dismissed')]);
  });

  it('upheld by a correction: the new version is reviewed anew, or counts at once', () => {
    given(serviceBook, open)
      .when(propose(correct()))
      .then([proposed(shorter, about)]);
    given(serviceBook, [...open, proposed(shorter, about)])
      .when(decide())
      .then([decided('corrected'), corrected({ wasEffective: false })]);
    given(serviceBook, [...effective, afterEffect, proposed(shorter, about)])
      .when(decide())
      .then([decided('corrected'), corrected()]);
  });

  it('upheld by a void', () => {
    const change = { kind: 'void', reason: 'objection-upheld' } as const;
    given(serviceBook, [...open, proposed(change, about)])
      .when(decide())
      .then([decided('voided'), voided({ reason: 'objection-upheld' })]);
  });

  it('returned: the objection stays open for another proposal', () => {
    const before = [...open, proposed({ kind: 'dismiss' }, about), returned];
    given(serviceBook, before)
      .when(propose({ kind: 'dismiss' }, { proposalId: 'p-2' }))
      .then([proposed({ kind: 'dismiss' }, { ...about, proposalId: 'p-2' })]);
    given(serviceBook, before)
      .when(takeEffect('2026-04-01'))
      .thenRefuses('service-records/not-publicised');
  });
});
