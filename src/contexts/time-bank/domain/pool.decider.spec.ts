import { aMeta, given } from '../../../../test/support/given.js';
import { DIVISION, NOW, policy, posting, PROOF, VERSION } from './account.fixture.js';
import { nextQuarter } from './dates.js';
import { GrantFromPool, NameGuarantor, PutIntoPool } from './pool.commands.js';
import { pool } from './pool.decider.js';
import type { PoolEvent } from './pool.events.js';

const put = (centiHours: number, transferId = 'd-1') =>
  new PutIntoPool({ divisionCode: DIVISION, transferId, cause: 'donation', centiHours }, aMeta());
const grant = (centiHours: number, over: Partial<GrantFromPool['data']> = {}) =>
  new GrantFromPool(
    {
      ...{ divisionCode: DIVISION, grantId: 'g-1', volunteerId: 'v-1', centiHours },
      ...{ ground: 'solitary-80', evidenceHash: PROOF, approver: 'a-1', month: '2026-03' },
      ...{ approverVolunteerId: null, expiresAt: '2026-03-31T16:00:00.000Z', at: NOW, policy },
      ...over,
    },
    aMeta(),
  );
const filled = (centiHours: number): PoolEvent[] => [...given(pool).when(put(centiHours)).events];
const after = (before: PoolEvent[], command: GrantFromPool): PoolEvent[] => [
  ...before,
  ...given(pool, before).when(command).events,
];

describe('the pool of a division', () => {
  it('takes what is on its way to it, once', () => {
    given(pool)
      .when(put(300))
      .then([
        {
          type: 'time-bank.PoolReceived',
          data: {
            ...{ divisionCode: DIVISION, transferId: 'd-1', cause: 'donation', centiHours: 300 },
            postings: [posting('transit:d-1', `pool:${DIVISION}`, 300)],
          },
        },
      ]);
    given(pool, filled(300)).when(put(300)).thenNothing();
    given(pool).when(put(0)).thenRefuses('time-bank/amount-not-positive');
  });

  it('grants to those in need, with ground, proof and approver', () => {
    const [event] = given(pool, filled(300)).when(grant(300)).events;
    expect(event).toMatchObject({
      type: 'time-bank.PoolGranted',
      data: {
        ...{ ground: 'solitary-80', evidenceHash: PROOF, approver: 'a-1' },
        postings: [posting(`pool:${DIVISION}`, 'transit:g-1', 300)],
      },
      policies: { credit: VERSION },
    });
  });

  it('never grants what it does not have', () => {
    given(pool, filled(300))
      .when(grant(301))
      .thenRefuses('time-bank/pool-insufficient', { poolCentiHours: 300, askedCentiHours: 301 });
  });

  it('keeps to the quota of a person and month', () => {
    const before = after(filled(5_000), grant(700));
    given(pool, before)
      .when(grant(301, { grantId: 'g-2' }))
      .thenRefuses('time-bank/monthly-quota-exceeded', {
        ...{ grantedCentiHours: 700, quotaCentiHours: 1_000, policyVersion: VERSION },
      });
    for (const over of [{ month: '2026-04' }, { volunteerId: 'v-2' }]) {
      const command = grant(301, { grantId: 'g-2', ...over });
      expect(given(pool, before).when(command).events).toHaveLength(1);
    }
  });

  it('grants nothing to the one who approves, on no other ground, twice or without amount', () => {
    const before = filled(900);
    given(pool, before)
      .when(grant(100, { approverVolunteerId: 'v-1' }))
      .thenRefuses('time-bank/own-grant');
    given(pool, before)
      .when(grant(100, { ground: 'friend-of-mine' }))
      .thenRefuses('time-bank/ground-not-accepted', {
        ground: 'friend-of-mine',
        accepted: 'solitary-80, hardship-disabled, hardship',
        policyVersion: VERSION,
      });
    given(pool, after(before, grant(100)))
      .when(grant(100))
      .thenRefuses('time-bank/grant-exists');
    given(pool, before).when(grant(-5)).thenRefuses('time-bank/amount-not-positive');
  });

  it('has a guarantor by name', () => {
    const name = (organisationId: string) =>
      new NameGuarantor({ divisionCode: DIVISION, organisationId, at: NOW }, aMeta());
    const { events } = given(pool).when(name('o-1'));
    expect(events).toHaveLength(1);
    given(pool, [...events])
      .when(name('o-1'))
      .thenNothing();
    expect(given(pool, [...events]).when(name('o-2')).events).toHaveLength(1);
  });

  it.each([
    ['2026-01-01', '2026-04-01'],
    ['2026-03-31', '2026-04-01'],
    ['2026-09-30', '2026-10-01'],
    ['2026-12-31', '2027-01-01'],
  ])('grants of %s end on %s', (on, until) => {
    expect(nextQuarter(on)).toBe(until);
  });
});
