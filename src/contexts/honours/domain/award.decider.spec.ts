import { aMeta, given } from '../../../../test/support/given.js';
import { CheckAward, HandInAward, RecordAward, RevokeAward } from './award.commands.js';
import { award } from './award.decider.js';
import type { AwardHandedIn, AwardRecorded, AwardRevoked } from './award.events.js';

const TODAY = '2026-03-12';
const PROOF = 'ab'.repeat(32);
const own: AwardRecorded['data'] = {
  ...{ awardId: 'w-1', volunteerId: 'v-1', organisationId: 'o-1', on: '2026-03-05' },
  ...{ proofHash: null, recorder: 'clerk' },
  path: 'own',
  level: 'organisation',
};
const record = (over: Partial<RecordAward['data']> = {}) =>
  new RecordAward({ ...own, path: 'own', today: TODAY, actorVolunteerId: null, ...over }, aMeta());
const recorded = (over: Partial<AwardRecorded['data']> = {}): AwardRecorded => ({
  type: 'honours.AwardRecorded',
  data: { ...own, ...over },
});
const paper: AwardHandedIn['data'] = {
  ...{ awardId: 'w-1', volunteerId: 'v-1', organisationId: 'o-1', on: '2026-03-05' },
  ...{ proofHash: PROOF, applicant: 'v-account' },
  path: 'other',
  level: 'county',
};
const handIn = (over: Partial<HandInAward['data']> = {}) =>
  new HandInAward({ ...paper, today: TODAY, ...over }, aMeta());
const handedIn: AwardHandedIn = { type: 'honours.AwardHandedIn', data: paper };
const check = (over: Partial<CheckAward['data']> = {}) =>
  new CheckAward(
    { awardId: 'w-1', decision: 'confirm', checker: 'clerk', actorVolunteerId: null, ...over },
    aMeta(),
  );
const end: AwardRevoked['data'] = {
  ...{ awardId: 'w-1', volunteerId: 'v-1', on: TODAY, revoker: 'clerk' },
  reason: 'paper-false',
};
const revoke = (actorVolunteerId: string | null = null) =>
  new RevokeAward(
    {
      ...{ awardId: 'w-1', on: TODAY, revoker: 'clerk', actorVolunteerId },
      reason: 'paper-false',
    },
    aMeta(),
  );
const revoked: AwardRevoked = { type: 'honours.AwardRevoked', data: end };
const refusedAward = {
  type: 'honours.AwardRefused',
  data: { awardId: 'w-1', volunteerId: 'v-1', checker: 'clerk' },
} as const;

describe('an award of the own organisation', () => {
  it('is recorded at once, and once', () => {
    given(award).when(record()).then([recorded()]);
    given(award, [recorded()]).when(record()).thenRefuses('honours/award-exists');
  });

  it('is recorded by somebody else, of a day that has come', () => {
    given(award)
      .when(record({ actorVolunteerId: 'v-1' }))
      .thenRefuses('honours/own-honour');
    given(award)
      .when(record({ on: '2026-03-13' }))
      .thenRefuses('honours/in-the-future');
    expect(given(award).when(record({ on: TODAY })).events).toHaveLength(1);
  });
});

describe('an award of a government', () => {
  it('is recorded on the paper that was handed in', () => {
    given(award)
      .when(record({ path: 'government' }))
      .thenRefuses('honours/proof-missing');
    given(award)
      .when(record({ path: 'government', proofHash: PROOF }))
      .then([recorded({ path: 'government', proofHash: PROOF })]);
  });
});

describe('an award of others', () => {
  it('is handed in by the volunteer, once', () => {
    given(award).when(handIn()).then([handedIn]);
    given(award, [handedIn]).when(handIn()).thenRefuses('honours/award-exists');
    given(award)
      .when(handIn({ on: '2026-03-13' }))
      .thenRefuses('honours/in-the-future');
  });

  it('stands in the record when somebody else has checked it', () => {
    const { applicant: _applicant, ...facts } = paper;
    given(award, [handedIn])
      .when(check())
      .then([{ type: 'honours.AwardRecorded', data: { ...facts, recorder: 'clerk' } }]);
    given(award, [handedIn])
      .when(check({ decision: 'refuse' }))
      .then([refusedAward]);
  });

  it('is checked neither by its holder nor by who handed it in', () => {
    given(award, [handedIn])
      .when(check({ actorVolunteerId: 'v-1' }))
      .thenRefuses('honours/own-honour');
    given(award, [handedIn])
      .when(check({ checker: 'v-account' }))
      .thenRefuses('honours/applicant-is-decider');
  });

  it('is checked once', () => {
    given(award).when(check()).thenRefuses('honours/award-unknown');
    for (const [event, status] of [
      [recorded(), 'recorded'],
      [refusedAward, 'refused'],
    ] as const) {
      given(award, [handedIn, event])
        .when(check())
        .thenRefuses('honours/award-not-waiting', { status });
    }
  });
});

describe('revoking an award', () => {
  it('happens once, and never by its holder', () => {
    given(award, [recorded()]).when(revoke()).then([revoked]);
    given(award, [recorded(), revoked]).when(revoke()).thenNothing();
    given(award, [recorded()]).when(revoke('v-1')).thenRefuses('honours/own-honour');
  });

  it('needs one that stands in the record', () => {
    given(award).when(revoke()).thenRefuses('honours/award-unknown');
    given(award, [handedIn])
      .when(revoke())
      .thenRefuses('honours/award-not-recorded', { status: 'handed-in' });
  });
});
