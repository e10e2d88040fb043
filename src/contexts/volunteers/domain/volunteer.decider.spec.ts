import fc from 'fast-check';
import { aMeta, given } from '../../../../test/support/given.js';
import { AGE_POLICIES } from '../../../kernel/age-policy.js';
import { fold } from '../../../kernel/decider.js';
import { Rejection } from '../../../kernel/rejection.js';
import type { RegistrationFacts } from './registration-facts.js';
import {
  GiveConsent,
  GiveGuardianConsent,
  LeaveService,
  ReturnToService,
  type VolunteerCommand,
  WithdrawConsent,
  WithdrawGuardianConsent,
} from './volunteer.commands.js';
import { volunteer } from './volunteer.decider.js';
import type { LeavingReason, VolunteerEvent } from './volunteer.events.js';

const ON = '2026-03-02';
const POLICIES = { 'volunteers/age-bands': '2026-01' };
const facts: RegistrationFacts = {
  ...{ identityHash: 'ab12', volunteerId: 'v-1', ageBand: '6-13', guardianConsent: true },
  ...{ consentVersion: '2026-01', divisionCode: '150602001003', registeredOn: '2026-01-05' },
  ...{ serviceCategories: ['community'], stationId: null, organisationId: null },
};
const registered: VolunteerEvent = { type: 'volunteers.VolunteerRegistered', data: facts };
const ages = (age: number | null) => ({ age, agePolicy: AGE_POLICIES[0] });

const word = {
  ...{ volunteerId: 'v-1', consentId: 'c-1', accompanies: true, on: ON },
  relation: 'parent',
} as const;
const giveWord = (age: number | null = 12, over = {}) =>
  new GiveGuardianConsent({ ...word, ...ages(age), ...over }, aMeta());
const wordGiven: VolunteerEvent = { type: 'volunteers.GuardianConsentGiven', data: word };
const withdrawWord = new WithdrawGuardianConsent({ volunteerId: 'v-1', on: ON }, aMeta());
const wordWithdrawn: VolunteerEvent = {
  type: 'volunteers.GuardianConsentWithdrawn',
  data: { volunteerId: 'v-1', consentId: 'c-1', on: ON },
};

const agreement = {
  ...{ volunteerId: 'v-1', textVersion: '2026-01', on: ON },
  purpose: 'transfer',
  by: 'self',
} as const;
const agree = (age: number | null, over: Partial<GiveConsent['data']> = {}) =>
  new GiveConsent({ ...agreement, ...ages(age), ...over }, aMeta());
const agreed: VolunteerEvent = { type: 'volunteers.ConsentGiven', data: agreement };
const withdraw = new WithdrawConsent({ volunteerId: 'v-1', purpose: 'transfer', on: ON }, aMeta());
const leave = (reason: LeavingReason = 'own-wish') =>
  new LeaveService({ volunteerId: 'v-1', reason, on: ON }, aMeta());
const left = (reason: LeavingReason = 'own-wish'): VolunteerEvent => ({
  type: 'volunteers.VolunteerLeft',
  data: { volunteerId: 'v-1', reason, on: ON },
});
const comeBack = new ReturnToService({ volunteerId: 'v-1', on: ON }, aMeta());

describe('a volunteer whom nobody registered', () => {
  it.each([giveWord(), withdrawWord, agree(40), withdraw, leave(), comeBack])(
    'refuses $type',
    (command) => {
      given(volunteer).when(command).thenRefuses('volunteers/unknown');
    },
  );
});

describe('the consent of a guardian', () => {
  it('is given for a minor, under the dated ages, once', () => {
    given(volunteer, [registered])
      .when(giveWord(17))
      .then([{ ...wordGiven, policies: POLICIES }]);
    given(volunteer, [registered, wordGiven]).when(giveWord()).thenNothing();
  });

  it.each([18, 40, null])('is not asked for at %s', (age) => {
    given(volunteer, [registered]).when(giveWord(age)).thenRefuses('volunteers/not-a-minor');
  });

  it('is withdrawn, once, and may be given anew', () => {
    given(volunteer, [registered, wordGiven]).when(withdrawWord).then([wordWithdrawn]);
    given(volunteer, [registered]).when(withdrawWord).thenNothing();
    expect(
      given(volunteer, [registered, wordGiven, wordWithdrawn]).when(
        giveWord(12, { consentId: 'c-2' }),
      ).events,
    ).toHaveLength(1);
  });

  it('is not given for who has left', () => {
    given(volunteer, [registered, left()]).when(giveWord()).thenRefuses('volunteers/has-left');
  });
});

describe('a consent for a purpose', () => {
  it('names the wording agreed to; another wording is agreed to anew', () => {
    given(volunteer, [registered])
      .when(agree(40))
      .then([{ ...agreed, policies: POLICIES }]);
    given(volunteer, [registered, agreed]).when(agree(40)).thenNothing();
    expect(
      given(volunteer, [registered, agreed]).when(agree(40, { textVersion: '2026-02' })).events,
    ).toHaveLength(1);
  });

  it('below 14 is the guardian’s; of an adult it is their own', () => {
    given(volunteer, [registered]).when(agree(13)).thenRefuses('volunteers/guardian-must-consent');
    expect(given(volunteer, [registered]).when(agree(13, { by: 'guardian' })).events).toHaveLength(
      1,
    );
    expect(given(volunteer, [registered]).when(agree(14)).events).toHaveLength(1);
    given(volunteer, [registered])
      .when(agree(18, { by: 'guardian' }))
      .thenRefuses('volunteers/not-a-minor');
  });

  it('V12: never lets a minor be named in public, whoever agrees', () => {
    for (const by of ['self', 'guardian'] as const) {
      given(volunteer, [registered])
        .when(agree(17, { purpose: 'publicity-by-name', by }))
        .thenRefuses('volunteers/minor-not-public');
    }
    expect(
      given(volunteer, [registered]).when(agree(18, { purpose: 'publicity-by-name' })).events,
    ).toHaveLength(1);
  });

  it('is withdrawn, once', () => {
    given(volunteer, [registered, agreed])
      .when(withdraw)
      .then([{ type: 'volunteers.ConsentWithdrawn', data: withdraw.data }]);
    given(volunteer, [registered]).when(withdraw).thenNothing();
  });

  it('is not given by who has left', () => {
    given(volunteer, [registered, left()]).when(agree(40)).thenRefuses('volunteers/has-left');
  });
});

describe('leaving', () => {
  it('happens once, and so does returning', () => {
    given(volunteer, [registered]).when(leave()).then([left()]);
    given(volunteer, [registered, left()]).when(leave('moved-away')).thenNothing();
    given(volunteer, [registered, left()])
      .when(comeBack)
      .then([{ type: 'volunteers.VolunteerReturned', data: comeBack.data }]);
    given(volunteer, [registered]).when(comeBack).thenNothing();
  });

  it('by death is for ever', () => {
    given(volunteer, [registered, left('died')])
      .when(comeBack)
      .thenRefuses('volunteers/has-died');
  });
});

describe('after any sequence of commands', () => {
  const command: fc.Arbitrary<VolunteerCommand> = fc.oneof(
    fc.constantFrom<VolunteerCommand>(withdrawWord, withdraw, leave(), leave('died'), comeBack),
    fc.integer({ min: 5, max: 30 }).map((age) => giveWord(age)),
    fc.integer({ min: 5, max: 30 }).map((age) => agree(age)),
  );

  it('a repeat adds nothing', () => {
    fc.assert(
      fc.property(fc.array(command, { maxLength: 30 }), (commands) => {
        const events: VolunteerEvent[] = [registered];
        for (const c of commands) {
          const decide = () => volunteer.decide(c, fold(volunteer, events));
          try {
            events.push(...decide());
          } catch (error) {
            if (error instanceof Rejection) continue;
            throw error;
          }
          expect(decide()).toEqual([]);
        }
      }),
    );
  });
});
