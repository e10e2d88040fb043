import type { Decider } from '../../../kernel/decider.js';
import { unreachable } from '../../../kernel/rejection.js';
import { reject } from './certificates.rejections.js';
import type { IssuerRightsCommand } from './issuer-rights.commands.js';
import type { IssuerRightsEvent, LetterheadSet } from './issuer-rights.events.js';

export interface IssuerRights {
  /** It issues nothing any more once this is set. */
  successorId: string | undefined;
  readonly delegates: Set<string>;
  letterhead: Letterhead;
}

export type Letterhead = Pick<LetterheadSet['data'], 'englishName' | 'mongolianTitle'>;

/** What an organisation gave away of its right to certify what it recorded, and its paper. */
export const issuerRights: Decider<IssuerRightsCommand, IssuerRights, IssuerRightsEvent> = {
  category: 'certificateIssuer',
  streamId: ({ data }) => data.organisationId,
  initialState: () => ({
    successorId: undefined,
    delegates: new Set(),
    letterhead: { englishName: null, mongolianTitle: null },
  }),
  decide(command, { successorId, delegates, letterhead }) {
    const { data } = command;
    switch (command.type) {
      case 'SucceedIssuer':
        if (successorId === command.data.successorId) return [];
        if (successorId !== undefined) reject('certificates/already-succeeded');
        if (command.data.successorId === data.organisationId) reject('certificates/own-successor');
        return [{ type: 'certificates.IssuerSucceeded', data: command.data }];
      case 'DelegateIssuing':
        if (delegates.has(command.data.delegateId)) return [];
        if (command.data.delegateId === data.organisationId) reject('certificates/own-successor');
        return [{ type: 'certificates.IssuingDelegated', data: command.data }];
      case 'EndDelegation':
        if (!delegates.has(command.data.delegateId)) return [];
        return [{ type: 'certificates.DelegationEnded', data: command.data }];
      case 'SetLetterhead':
        if (isSame(letterhead, command.data)) return [];
        return [{ type: 'certificates.LetterheadSet', data: command.data }];
      default:
        return unreachable(command);
    }
  },
  evolve(state, event) {
    switch (event.type) {
      case 'certificates.IssuerSucceeded':
        state.successorId = event.data.successorId;
        return state;
      case 'certificates.IssuingDelegated':
        state.delegates.add(event.data.delegateId);
        return state;
      case 'certificates.DelegationEnded':
        state.delegates.delete(event.data.delegateId);
        return state;
      case 'certificates.LetterheadSet':
        state.letterhead = event.data;
        return state;
      default:
        return state;
    }
  },
};

function isSame(a: Letterhead, b: Letterhead): boolean {
  return a.englishName === b.englishName && a.mongolianTitle === b.mongolianTitle;
}
