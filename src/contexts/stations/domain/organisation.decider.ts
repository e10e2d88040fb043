import type { Decider } from '../../../kernel/decider.js';
import { isDivisionCode } from '../../../kernel/identifier.js';
import { unreachable } from '../../../kernel/rejection.js';
import { creditCodeChecks, isCreditCode } from './credit-code.js';
import type { OrganisationCommand, RegisterOrganisation } from './organisation.commands.js';
import type { OrganisationEvent } from './organisation.events.js';
import { reject } from './stations.rejections.js';

export interface Organisation {
  registered: boolean;
  signatoriesVersion: number;
}

export const organisation: Decider<OrganisationCommand, Organisation, OrganisationEvent> = {
  category: 'organisation',
  streamId: ({ data }) => data.organisationId,
  initialState: () => ({ registered: false, signatoriesVersion: 0 }),
  decide(command, state) {
    switch (command.type) {
      case 'RegisterOrganisation':
        return register(command.data, state);
      case 'NameSignatories': {
        const { organisationId } = command.data;
        if (!state.registered) reject('stations/organisation-unknown');
        const version = state.signatoriesVersion + 1;
        return [{ type: 'stations.SignatoriesNamed', data: { organisationId, version } }];
      }
      default:
        return unreachable(command);
    }
  },
  evolve(state, event) {
    switch (event.type) {
      case 'stations.OrganisationRegistered':
        return { ...state, registered: true };
      case 'stations.SignatoriesNamed':
        return { ...state, signatoriesVersion: event.data.version };
      default:
        return state;
    }
  },
};

function register(data: RegisterOrganisation['data'], state: Organisation): OrganisationEvent[] {
  if (state.registered) reject('stations/already-registered');
  if (!isDivisionCode(data.divisionCode)) reject('stations/division-code-malformed');
  const { creditCode } = data;
  if (creditCode !== null && !isCreditCode(creditCode)) reject('stations/credit-code-malformed');
  const creditCodeChecked = creditCode !== null && creditCodeChecks(creditCode);
  return [{ type: 'stations.OrganisationRegistered', data: { ...data, creditCodeChecked } }];
}
