import { aMeta, given } from '../../../../test/support/given.js';
import {
  DelegateIssuing,
  EndDelegation,
  SetApprovals,
  SetLetterhead,
  SucceedIssuer,
} from './issuer-rights.commands.js';
import { issuerRights } from './issuer-rights.decider.js';
import type { IssuerRightsEvent } from './issuer-rights.events.js';

const on = '2026-03-16';
const succeed = (successorId = 'o-2') =>
  new SucceedIssuer({ organisationId: 'o-1', successorId, cause: 'merged', on }, aMeta());
const delegate = (delegateId = 'o-3') =>
  new DelegateIssuing({ organisationId: 'o-1', delegateId, on }, aMeta());
const end = (delegateId = 'o-3') =>
  new EndDelegation({ organisationId: 'o-1', delegateId, on }, aMeta());
const succeeded: IssuerRightsEvent = {
  type: 'certificates.IssuerSucceeded',
  data: { organisationId: 'o-1', successorId: 'o-2', cause: 'merged', on },
};
const delegated: IssuerRightsEvent = {
  type: 'certificates.IssuingDelegated',
  data: { organisationId: 'o-1', delegateId: 'o-3', on },
};
const ended: IssuerRightsEvent = {
  type: 'certificates.DelegationEnded',
  data: { organisationId: 'o-1', delegateId: 'o-3', on },
};

describe('succession', () => {
  it('happens once, to another organisation', () => {
    given(issuerRights).when(succeed()).then([succeeded]);
    given(issuerRights, [succeeded]).when(succeed()).thenNothing();
    given(issuerRights, [succeeded])
      .when(succeed('o-4'))
      .thenRefuses('certificates/already-succeeded');
    given(issuerRights).when(succeed('o-1')).thenRefuses('certificates/own-successor');
  });
});

describe('delegation', () => {
  it('begins and ends, and a repeat is quiet', () => {
    given(issuerRights).when(delegate()).then([delegated]);
    given(issuerRights, [delegated]).when(delegate()).thenNothing();
    given(issuerRights, [delegated]).when(end()).then([ended]);
    given(issuerRights, [delegated, ended]).when(end()).thenNothing();
    given(issuerRights).when(end()).thenNothing();
  });

  it('is to another organisation', () => {
    given(issuerRights).when(delegate('o-1')).thenRefuses('certificates/own-successor');
  });
});

describe('the letterhead', () => {
  const letterhead = (over = {}) => ({
    ...{ organisationId: 'o-1', englishName: 'Committee', mongolianTitle: null, ...over },
  });
  const set = (over = {}) => new SetLetterhead(letterhead(over), aMeta());
  const isSet: IssuerRightsEvent = { type: 'certificates.LetterheadSet', data: letterhead() };

  it('is set, and a repeat is quiet', () => {
    given(issuerRights).when(set()).then([isSet]);
    given(issuerRights, [isSet]).when(set()).thenNothing();
    given(issuerRights)
      .when(set({ englishName: null }))
      .thenNothing();
  });

  it('changes, also back to none', () => {
    const none = letterhead({ englishName: null });
    given(issuerRights, [isSet])
      .when(set({ englishName: null }))
      .then([{ type: 'certificates.LetterheadSet', data: none }]);
  });
});

it('one person approves unless the issuer wants two', () => {
  const set = (approvals: 1 | 2) => new SetApprovals({ organisationId: 'o-1', approvals }, aMeta());
  const two: IssuerRightsEvent = {
    type: 'certificates.ApprovalsSet',
    data: { organisationId: 'o-1', approvals: 2 },
  };
  given(issuerRights).when(set(1)).thenNothing();
  given(issuerRights).when(set(2)).then([two]);
  given(issuerRights, [two]).when(set(2)).thenNothing();
  expect(given(issuerRights, [two]).when(set(1)).events).toHaveLength(1);
});
