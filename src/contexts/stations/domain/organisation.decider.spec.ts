import fc from 'fast-check';
import { aMeta, given } from '../../../../test/support/given.js';
import { fold } from '../../../kernel/decider.js';
import { NameSignatories, RegisterOrganisation } from './organisation.commands.js';
import { organisation } from './organisation.decider.js';
import type { OrganisationEvent } from './organisation.events.js';

/** The code of the standard's own example. */
const CODE = '91350100M000100Y43';
const facts = {
  organisationId: 'o-1',
  legalName: '东胜区交通街道民生社区居民委员会',
  kind: 'residents-committee',
  creditCode: CODE,
  divisionCode: '150602001003',
  phone: '0477-8123456',
} as const;
const register = (over: Partial<RegisterOrganisation['data']> = {}) =>
  new RegisterOrganisation({ ...facts, ...over }, aMeta());
const name = new NameSignatories({ organisationId: 'o-1' }, aMeta());
const registered: OrganisationEvent = {
  type: 'stations.OrganisationRegistered',
  data: { ...facts, creditCodeChecked: true },
};
const named = (version: number): OrganisationEvent => ({
  type: 'stations.SignatoriesNamed',
  data: { organisationId: 'o-1', version },
});

describe('registering an organisation', () => {
  it('records it with its credit code checked', () => {
    given(organisation).when(register()).then([registered]);
  });

  it('takes a code whose check character does not fit, and says so', () => {
    const creditCode = '91350100M000100Y44';
    given(organisation)
      .when(register({ creditCode }))
      .then([
        {
          type: 'stations.OrganisationRegistered',
          data: { ...facts, creditCode, creditCodeChecked: false },
        },
      ]);
  });

  it('takes a committee without a code, which is not called checked', () => {
    given(organisation)
      .when(register({ creditCode: null }))
      .then([
        {
          type: 'stations.OrganisationRegistered',
          data: { ...facts, creditCode: null, creditCodeChecked: false },
        },
      ]);
  });

  it('refuses to register it again', () => {
    given(organisation, [registered]).when(register()).thenRefuses('stations/already-registered');
  });

  it.each(['15060200100', '1506020010030', '15060200100x'])(
    'refuses the division code %s',
    (divisionCode) => {
      given(organisation)
        .when(register({ divisionCode }))
        .thenRefuses('stations/division-code-malformed');
    },
  );

  it.each(['91350100M000100Y4', '91350100I000100Y43', '91350100m000100y43', ''])(
    'refuses the credit code "%s"',
    (creditCode) => {
      given(organisation)
        .when(register({ creditCode }))
        .thenRefuses('stations/credit-code-malformed');
    },
  );
});

describe('naming who signs', () => {
  it('counts a version each time: the names themselves stand in the vault', () => {
    given(organisation, [registered])
      .when(name)
      .then([named(1)]);
    given(organisation, [registered, named(1)])
      .when(name)
      .then([named(2)]);
  });

  it('refuses for an organisation that nobody registered', () => {
    given(organisation).when(name).thenRefuses('stations/organisation-unknown');
  });
});

it('registers at most once and numbers signatories without a gap, whatever is asked', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(register(), name)), (commands) => {
      const events: OrganisationEvent[] = [];
      for (const command of commands) {
        try {
          events.push(...organisation.decide(command, fold(organisation, events)));
        } catch {
          continue;
        }
      }
      const versions = events.flatMap((e) =>
        e.type === 'stations.SignatoriesNamed' ? [e.data.version] : [],
      );
      expect(versions).toEqual(versions.map((_, index) => index + 1));
      expect(events.filter(({ type }) => type.endsWith('Registered')).length).toBeLessThan(2);
    }),
  );
});
