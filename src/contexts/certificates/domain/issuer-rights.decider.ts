import type { Decider } from '../../../kernel/decider.js';
import { unreachable } from '../../../kernel/rejection.js';
import { reject } from './certificates.rejections.js';
import type {
  DelegateIssuing,
  IssuerRightsCommand,
  SucceedIssuer,
} from './issuer-rights.commands.js';
import type { IssuerRightsEvent, LetterheadSet } from './issuer-rights.events.js';

export interface IssuerRights {
  /** It issues nothing any more once this is set. */
  successorId: string | undefined;
  readonly delegates: Set<string>;
  letterhead: Letterhead;
  approvals: 1 | 2;
}

export type Letterhead = Pick<LetterheadSet['data'], 'englishName' | 'mongolianTitle'>;

/** How an organisation certifies: whom it gave its right to, its paper, how many approve. */
export const issuerRights: Decider<IssuerRightsCommand, IssuerRights, IssuerRightsEvent> = {
  category: 'certificateIssuer',
  streamId: ({ data }) => data.organisationId,
  initialState: () => ({
    successorId: undefined,
    delegates: new Set(),
    letterhead: { englishName: null, mongolianTitle: null },
    approvals: 1,
  }),
  decide(command, state) {
    switch (command.type) {
      case 'SucceedIssuer':
        return succeed(command.data, state);
      case 'DelegateIssuing':
        return delegate(command.data, state);
      case 'EndDelegation':
        if (!state.delegates.has(command.data.delegateId)) return [];
        return [{ type: 'certificates.DelegationEnded', data: command.data }];
      case 'SetLetterhead':
        if (isSame(state.letterhead, command.data)) return [];
        return [{ type: 'certificates.LetterheadSet', data: command.data }];
      case 'SetApprovals':
        if (state.approvals === command.data.approvals) return [];
        return [{ type: 'certificates.ApprovalsSet', data: command.data }];
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
      case 'certificates.ApprovalsSet':
        state.approvals = event.data.approvals;
        return state;
      default:
        return state;
    }
  },
};

function succeed(data: SucceedIssuer['data'], { successorId }: IssuerRights): IssuerRightsEvent[] {
  if (successorId === data.successorId) return [];
  if (successorId !== undefined) reject('certificates/already-succeeded');
  if (data.successorId === data.organisationId) reject('certificates/own-successor');
  return [{ type: 'certificates.IssuerSucceeded', data }];
}

function delegate(data: DelegateIssuing['data'], { delegates }: IssuerRights): IssuerRightsEvent[] {
  if (delegates.has(data.delegateId)) return [];
  if (data.delegateId === data.organisationId) reject('certificates/own-successor');
  return [{ type: 'certificates.IssuingDelegated', data }];
}

function isSame(a: Letterhead, b: Letterhead): boolean {
  return a.englishName === b.englishName && a.mongolianTitle === b.mongolianTitle;
}
