import type { CommandMeta } from '../../../kernel/message.js';
import type {
  ApprovalsSet,
  DelegationEnded,
  IssuerSucceeded,
  IssuingDelegated,
  LetterheadSet,
} from './issuer-rights.events.js';

export class SucceedIssuer {
  readonly type = 'SucceedIssuer';
  constructor(
    readonly data: IssuerSucceeded['data'],
    readonly meta: CommandMeta,
  ) {}
}

export class DelegateIssuing {
  readonly type = 'DelegateIssuing';
  constructor(
    readonly data: IssuingDelegated['data'],
    readonly meta: CommandMeta,
  ) {}
}

export class EndDelegation {
  readonly type = 'EndDelegation';
  constructor(
    readonly data: DelegationEnded['data'],
    readonly meta: CommandMeta,
  ) {}
}

export class SetLetterhead {
  readonly type = 'SetLetterhead';
  constructor(
    readonly data: LetterheadSet['data'],
    readonly meta: CommandMeta,
  ) {}
}

export class SetApprovals {
  readonly type = 'SetApprovals';
  constructor(
    readonly data: ApprovalsSet['data'],
    readonly meta: CommandMeta,
  ) {}
}

export type IssuerRightsCommand =
  SucceedIssuer | DelegateIssuing | EndDelegation | SetLetterhead | SetApprovals;
