import { aMeta, given } from '../../../../test/support/given.js';
import { ClaimIdentity, ReleaseIdentity } from './identity.commands.js';
import { identity } from './identity.decider.js';
import type { IdentityEvent } from './identity.events.js';
import type { RegistrationFacts } from './registration-facts.js';
import { RegisterVolunteer } from './volunteer.commands.js';
import { volunteer } from './volunteer.decider.js';

const facts: RegistrationFacts = {
  ...{ identityHash: 'ab12', volunteerId: 'first', ageBand: 'adult', guardianConsent: null },
  ...{ consentVersion: '2026-01', divisionCode: '150602001003', registeredOn: '2026-11-21' },
  ...{ serviceCategories: ['community'], stationId: null, organisationId: null },
};
const claim = (data = facts) =>
  new ClaimIdentity({ ...data, agePolicyVersion: '2026-01' }, aMeta());
const claimed: IdentityEvent = { type: 'volunteers.IdentityClaimed', data: facts };
const released: IdentityEvent = {
  type: 'volunteers.IdentityReleased',
  data: { identityHash: 'ab12', volunteerId: 'first' },
};
const other = { ...facts, volunteerId: 'second' };

describe('an identity', () => {
  it('is claimed once, under the dated age bands', () => {
    given(identity)
      .when(claim())
      .then([{ ...claimed, policies: { 'volunteers/age-bands': '2026-01' } }]);
  });

  it('refuses a second person', () => {
    given(identity, [claimed]).when(claim(other)).thenRefuses('volunteers/already-registered');
  });

  it('is quiet when the same person claims it again', () => {
    given(identity, [claimed]).when(claim()).thenNothing();
  });

  it('can be claimed anew after its person was erased', () => {
    given(identity, [claimed, released])
      .when(claim(other))
      .then([expect.objectContaining({ type: 'volunteers.IdentityClaimed', data: other })]);
  });

  it('is released by who holds it, once', () => {
    const release = new ReleaseIdentity(released.data, aMeta());
    given(identity, [claimed]).when(release).then([released]);
    given(identity, [claimed, released]).when(release).thenNothing();
    given(identity, [claimed])
      .when(new ReleaseIdentity({ identityHash: 'ab12', volunteerId: 'second' }, aMeta()))
      .thenNothing();
  });
});

describe('a volunteer', () => {
  const registered = { type: 'volunteers.VolunteerRegistered', data: facts } as const;
  const register = (data = facts) => new RegisterVolunteer(data, aMeta());

  it('is registered, and asking again changes nothing', () => {
    given(volunteer).when(register()).then([registered]);
    given(volunteer, [registered]).when(register()).thenNothing();
  });

  it('is never another person', () => {
    given(volunteer, [registered])
      .when(register({ ...facts, identityHash: 'cd34' }))
      .thenRefuses('volunteers/already-registered');
  });
});
