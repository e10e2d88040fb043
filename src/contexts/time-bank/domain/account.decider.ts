import type { Decider } from '../../../kernel/decider.js';
import type { AccountCommand } from './account.commands.js';
import type { AccountEvent } from './account.events.js';
import { type Account, emptyAccount, evolveAccount } from './account.state.js';
import { hold, release, settle } from './holding.js';
import { correct, issue, reverse } from './issuing.js';
import {
  chooseHonourOnly,
  claimEstate,
  close,
  closeEstate,
  freeze,
  reportDeath,
  unfreeze,
} from './standing.js';
import type { StandingCommand } from './standing.commands.js';
import type { TransferCommand } from './transfer.commands.js';
import { donate, give, keepOverflow, lapseGrants, receive } from './transferring.js';

/** One volunteer's time credit: earned once per record, held, spent, given, never below zero. */
export const account: Decider<AccountCommand, Account, AccountEvent> = {
  category: 'timeBankAccount',
  streamId: ({ data }) => data.volunteerId,
  initialState: emptyAccount,
  decide(command, state) {
    switch (command.type) {
      case 'IssueCredit':
        return issue(command.data, state);
      case 'CorrectIssue':
        return correct(command.data, state);
      case 'ReverseIssue':
        return reverse(command.data, state);
      case 'HoldCredit':
        return hold(command.data, state);
      case 'SettleHold':
        return settle(command.data, state);
      case 'ReleaseHold':
        return release(command.data, state);
      default:
        return decideMore(command, state);
    }
  },
  evolve: evolveAccount,
  snapshot: { version: 1, byKey: ['resolved', 'issued', 'earnedOn', 'transfers'] },
};

function decideMore(
  command: TransferCommand | StandingCommand,
  state: Account,
): readonly AccountEvent[] {
  switch (command.type) {
    case 'GiveCredit':
      return give(command.data, state);
    case 'DonateCredit':
      return donate(command.data, state);
    case 'KeepOverflow':
      return keepOverflow(command.data, state);
    case 'ReceiveCredit':
      return receive(command.data, state);
    case 'LapseGrants':
      return lapseGrants(command.data, state);
    default:
      return decideStanding(command, state);
  }
}

function decideStanding(command: StandingCommand, state: Account): readonly AccountEvent[] {
  switch (command.type) {
    case 'FreezeAccount':
      return freeze(command.data, state);
    case 'UnfreezeAccount':
      return unfreeze(command.data, state);
    case 'ChooseHonourOnly':
      return chooseHonourOnly(command.data, state);
    case 'CloseCreditAccount':
      return close(command.data, state);
    case 'ReportDeath':
      return reportDeath(command.data, state);
    case 'ClaimEstate':
      return claimEstate(command.data, state);
    case 'CloseEstate':
      return closeEstate(command.data, state);
  }
}
