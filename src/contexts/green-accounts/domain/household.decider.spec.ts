import { aMeta, given } from '../../../../test/support/given.js';
import { DROP_POLICIES, pointsOfDrop } from './drop.policy.js';
import {
  AnnulDrop,
  CloseHousehold,
  CorrectDrop,
  InspectDrop,
  JoinHousehold,
  LeaveHousehold,
  RegisterHousehold,
} from './household.commands.js';
import { household } from './household.decider.js';
import type { DropInspected, HouseholdEvent } from './household.events.js';

const [policy] = DROP_POLICIES;
const householdId = 'h';
const facts = {
  ...{ householdId, stationId: 's', organisationId: 'o' },
  ...{ divisionCode: '150602001003', code: '0ABCD-EFGHJ' },
};
const claim = { householdId, personId: 'p-1', claimId: 'c-1' };
const at = '2026-03-07T01:00:00.000Z';
const register = new RegisterHousehold(facts, aMeta());
const join = new JoinHousehold(claim, aMeta());
const leave = new LeaveHousehold({ householdId, personId: 'p-1' }, aMeta());
const close = new CloseHousehold({ householdId, on: '2026-03-09' }, aMeta());
const inspect = (over: Partial<InspectDrop['data']> = {}) =>
  new InspectDrop(
    {
      ...{ householdId, dropId: 'd-1', stationId: 's', kind: 'kitchen', passed: true },
      ...{ grams: 800, pieces: null, inspectorId: 'p-9', at, on: '2026-03-07', policy },
      ...over,
    } as InspectDrop['data'],
    aMeta(),
  );
const correct = (over: Partial<CorrectDrop['data']> = {}) =>
  new CorrectDrop(
    {
      ...{ householdId, dropId: 'd-1', passed: false, grams: 800, pieces: null },
      ...{ correctorId: 'p-8', on: '2026-03-08', policy, ...over },
    },
    aMeta(),
  );
const annul = (annullerId = 'p-8') =>
  new AnnulDrop({ householdId, dropId: 'd-1', reason: 'fraud', annullerId }, aMeta());

const registered: HouseholdEvent = { type: 'green-accounts.HouseholdRegistered', data: facts };
const joined: HouseholdEvent = { type: 'green-accounts.HouseholdMemberJoined', data: claim };
const left: HouseholdEvent = { type: 'green-accounts.HouseholdMemberLeft', data: claim };
const closed: HouseholdEvent = {
  type: 'green-accounts.HouseholdClosed',
  data: { householdId, members: [{ personId: 'p-1', claimId: 'c-1' }], on: '2026-03-09' },
};
const dropped = (over: Partial<DropInspected['data']> = {}): DropInspected => ({
  type: 'green-accounts.DropInspected',
  data: {
    ...{ dropId: 'd-1', householdId, stationId: 's', kind: 'kitchen', passed: true },
    ...{ grams: 800, pieces: null, inspectorId: 'p-9', at, on: '2026-03-07' },
    ...{ points: 10, pointsExpireOn: '2028-03-07', ...over },
  },
  policies: { 'green-account': policy.version },
});
const annulled: HouseholdEvent = { type: 'green-accounts.DropAnnulled', data: annul().data };
const home = [registered, joined];

describe('a household', () => {
  it('registers once', () => {
    given(household).when(register).then([registered]);
    given(household, [registered]).when(register).thenRefuses('green-accounts/household-exists');
  });

  it('takes in who holds its claim, once per claim', () => {
    given(household, [registered]).when(join).then([joined]);
    given(household, home).when(join).thenNothing();
    given(household, [...home, left])
      .when(join)
      .thenNothing();
    given(household).when(join).thenRefuses('green-accounts/household-unknown');
  });

  it('turns away who comes when it is closed', () => {
    given(household, [registered, { ...closed, data: { ...closed.data, members: [] } }] as never)
      .when(join)
      .then([left]);
  });

  it('lets its members go', () => {
    given(household, home).when(leave).then([left]);
    given(household, [...home, left])
      .when(leave)
      .thenNothing();
    given(household).when(leave).thenRefuses('green-accounts/household-unknown');
  });

  it('closes with its members, quietly again', () => {
    given(household, home).when(close).then([closed]);
    given(household, [...home, closed])
      .when(close)
      .thenNothing();
    given(household).when(close).thenRefuses('green-accounts/household-unknown');
  });
});

describe('a drop', () => {
  it('that passed brings ten points, valid for 24 months', () => {
    given(household, home).when(inspect()).then([dropped()]);
    given(household, [...home, dropped()])
      .when(inspect())
      .thenNothing();
  });

  it('that failed brings none', () => {
    given(household, home)
      .when(inspect({ passed: false }))
      .then([dropped({ passed: false, points: 0 })]);
  });

  it('is inspected by somebody of another household', () => {
    given(household, home)
      .when(inspect({ inspectorId: 'p-1' }))
      .thenRefuses('green-accounts/inspector-of-household');
    given(household, [...home, left])
      .when(inspect({ inspectorId: 'p-1' }))
      .then([dropped({ inspectorId: 'p-1' })]);
  });

  it('earns twice a day; the third is written down, the fourth is refused', () => {
    const two = [...home, dropped(), dropped({ dropId: 'd-2' })];
    given(household, two)
      .when(inspect({ dropId: 'd-3' }))
      .then([dropped({ dropId: 'd-3', points: 0 })]);
    const three = [...two, dropped({ dropId: 'd-3', points: 0 })];
    given(household, three)
      .when(inspect({ dropId: 'd-4' }))
      .thenRefuses('green-accounts/too-many-drops', { dropsPerDay: 3 });
    given(household, three)
      .when(inspect({ dropId: 'd-4', on: '2026-03-08' }))
      .then([dropped({ dropId: 'd-4', on: '2026-03-08', pointsExpireOn: '2028-03-08' })]);
  });

  it.each([0, -1, 200_001, 1.5, Number.MAX_SAFE_INTEGER + 1])('refuses %d grams', (grams) => {
    given(household, home)
      .when(inspect({ grams }))
      .thenRefuses('green-accounts/weight-out-of-range');
  });

  it.each([0, -1, 1_001, 0.5])('refuses %d pieces', (pieces) => {
    given(household, home)
      .when(inspect({ grams: null, pieces }))
      .thenRefuses('green-accounts/count-out-of-range');
  });

  it('is weighed or counted, one of the two', () => {
    for (const measure of [
      { grams: null, pieces: null },
      { grams: 1, pieces: 1 },
    ]) {
      given(household, home).when(inspect(measure)).thenRefuses('green-accounts/measure-missing');
    }
  });

  it('needs a household that is there and open', () => {
    given(household).when(inspect()).thenRefuses('green-accounts/household-unknown');
    given(household, [...home, closed])
      .when(inspect())
      .thenRefuses('green-accounts/household-closed');
  });
});

describe('correcting a drop', () => {
  const before = [...home, dropped()];

  it('is done by a third person, and points follow', () => {
    const [event] = given(household, before).when(correct()).events;
    expect(event).toMatchObject({
      type: 'green-accounts.DropCorrected',
      data: { version: 2, passed: false, points: 0, correctorId: 'p-8', stationId: 's' },
    });
    const [again] = given(household, [...before, ...(event ? [event] : [])]).when(
      correct({ passed: true }),
    ).events;
    expect(again?.data).toMatchObject({ version: 3, points: 10 });
  });

  it('counts the other drops of the day: what was freed is not earned twice', () => {
    const three = [...before, dropped({ dropId: 'd-2' }), dropped({ dropId: 'd-3', points: 0 })];
    const [event] = given(household, three).when(correct({ dropId: 'd-3', passed: true })).events;
    expect(event?.data).toMatchObject({ points: 0 });
  });

  it('and annulling refuse the inspector, the household and what is not there', () => {
    for (const command of [correct({ correctorId: 'p-9' }), annul('p-9')]) {
      given(household, before).when(command).thenRefuses('green-accounts/own-inspection');
    }
    for (const command of [correct({ correctorId: 'p-1' }), annul('p-1')]) {
      given(household, before).when(command).thenRefuses('green-accounts/inspector-of-household');
    }
    for (const command of [correct(), annul()]) {
      given(household, home).when(command).thenRefuses('green-accounts/drop-unknown');
      given(household, [...before, closed])
        .when(command)
        .thenRefuses('green-accounts/household-closed');
    }
    given(household, before)
      .when(correct({ grams: 0 }))
      .thenRefuses('green-accounts/weight-out-of-range');
  });

  it('annulling is quiet again, and the last word', () => {
    given(household, before).when(annul()).then([annulled]);
    given(household, [...before, annulled])
      .when(annul())
      .thenNothing();
    given(household, [...before, annulled])
      .when(correct())
      .thenRefuses('green-accounts/drop-annulled');
  });
});

describe('the rates', () => {
  const day = { scored: 0, points: 0 };
  it.each([
    ['kitchen', { grams: 5_000, pieces: null }, 10],
    ['recyclable', { grams: 2_999, pieces: null }, 14],
    ['hazardous', { grams: null, pieces: 4 }, 14],
    ['residual', { grams: 5_000, pieces: null }, 0],
    ['recyclable', { grams: 200_000, pieces: null }, 60],
  ] as const)('%s of %j bring %d', (kind, measure, points) => {
    expect(pointsOfDrop({ kind, passed: true, ...measure }, day, policy)).toBe(points);
  });

  it('leave what the day has left', () => {
    const drop = { kind: 'recyclable', passed: true, grams: 10_000, pieces: null } as const;
    expect(pointsOfDrop(drop, { scored: 1, points: 55 }, policy)).toBe(5);
    expect(pointsOfDrop(drop, { scored: 2, points: 20 }, policy)).toBe(0);
  });
});
