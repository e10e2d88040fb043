import { aMeta } from '../../../../test/support/given.js';
import {
  ApplyForStar,
  DecideStar,
  DecideStarObjection,
  DecideStarReview,
  GrantStar,
  ObjectToStar,
  RecheckStar,
} from './star.commands.js';
import type { StarEvent } from './star.events.js';
import { STAR_SCHEMES } from './star-scheme.policy.js';

const key = { volunteerId: 'v-1', scheme: 'national', applicationId: 'a-1' } as const;
export const [policy] = STAR_SCHEMES.national;
const ON = '2026-03-02';
export const DUE = '2026-03-10';
export const counted = (centiHours: number) => ({
  ...{ centiHours, from: '1900-01-01', until: ON, position: '7' },
});
export const apply = (centiHours = 30_000, over: Partial<ApplyForStar['data']> = {}) =>
  new ApplyForStar(
    {
      ...{ ...key, star: 2, tenureMonths: 12, gone: false, policy, applicant: 'v-account', on: ON },
      ...{ quality: { meanMark: null, upheldComplaints: 0 }, counted: counted(centiHours) },
      ...over,
    },
    aMeta(),
  );
export const applied: StarEvent = {
  type: 'honours.StarApplied',
  data: {
    ...{ ...key, star: 2, requiredCentiHours: 30_000, counted: counted(30_000) },
    ...{ applicant: 'v-account', on: ON },
    approverLevel: 'county',
  },
};
export const decide = (over: Partial<DecideStar['data']> = {}) =>
  new DecideStar(
    {
      ...key,
      ...{ approver: 'officer', approverVolunteerId: null },
      decision: 'approve',
      level: 'county',
      publicity: { from: ON, effectiveOn: DUE, provisional: false, policyVersion: policy.version },
      ...over,
    },
    aMeta(),
  );
export const publicised: StarEvent = {
  type: 'honours.StarPublicised',
  data: {
    ...{ ...key, star: 2, approver: 'officer', from: ON, effectiveOn: DUE, provisional: false },
    level: 'county',
  },
};
export const refused = (
  reason: 'not-approved' | 'objection-upheld' | 'hours-voided',
  decider: string,
) => ({
  type: 'honours.StarRefused' as const,
  data: { ...key, star: 2, reason, decider },
});
const objection = { ...key, objectionId: 'o-1', objector: 'neighbour', on: '2026-03-04' };
export const object = (over = {}) => new ObjectToStar({ ...objection, ...over }, aMeta());
export const objected: StarEvent = { type: 'honours.StarObjected', data: objection };
export const settle = (over: Partial<DecideStarObjection['data']> = {}) =>
  new DecideStarObjection(
    {
      ...{ ...key, objectionId: 'o-1', decider: 'chief', deciderVolunteerId: null },
      ...{
        level: 'county' as const,
        on: '2026-03-06',
        resumed: { effectiveOn: '2026-03-12', provisional: false },
      },
      outcome: 'dismiss',
      ...over,
    },
    aMeta(),
  );
export const dismissed: StarEvent = {
  type: 'honours.StarObjectionDismissed',
  data: {
    ...{ ...key, objectionId: 'o-1', decider: 'chief', on: '2026-03-06' },
    ...{ effectiveOn: '2026-03-12', provisional: false },
  },
};
export const grant = (centiHours = 30_000, on = DUE) =>
  new GrantStar({ ...key, counted: counted(centiHours), on }, aMeta());
export const granted: StarEvent = {
  type: 'honours.StarGranted',
  data: { ...key, star: 2, requiredCentiHours: 30_000, counted: counted(30_000), on: DUE },
};
export const recheck = (centiHours: number) => new RecheckStar({ ...key, centiHours }, aMeta());
export const opened = (centiHours: number): StarEvent => ({
  type: 'honours.StarReviewOpened',
  data: { ...key, centiHours, requiredCentiHours: 30_000 },
});
export const review = (outcome: 'keep' | 'revoke', over: Partial<DecideStarReview['data']> = {}) =>
  new DecideStarReview(
    {
      ...{ ...key, outcome, decider: 'chief', deciderVolunteerId: null },
      ...{ level: 'county', on: '2026-04-01', ...over },
    },
    aMeta(),
  );
export const kept: StarEvent = {
  type: 'honours.StarKept',
  data: { ...key, centiHours: 29_000, decider: 'chief', on: '2026-04-01' },
};
export const revoked: StarEvent = {
  type: 'honours.StarRevoked',
  data: { ...key, star: 2, decider: 'chief', on: '2026-04-01' },
};
export const held = [applied, publicised, granted];
