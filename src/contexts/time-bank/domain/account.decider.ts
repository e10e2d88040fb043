import { type Instant, millis } from '../../../kernel/calendar.js';
import type { Decider } from '../../../kernel/decider.js';
import { unreachable } from '../../../kernel/rejection.js';
import type {
  AccountCommand,
  HoldCredit,
  IssueCredit,
  ReleaseHold,
  ReverseIssue,
  SettleHold,
} from './account.commands.js';
import type { AccountEvent, HoldReleased, LedgerAccount, Posting } from './account.events.js';
import { type Account, emptyAccount, evolveAccount, heldOf, type Hold } from './account.state.js';
import { reject } from './time-bank.rejections.js';

/** One volunteer's time credit: earned once per record, held, settled, released, never below zero. */
export const account: Decider<AccountCommand, Account, AccountEvent> = {
  category: 'timeBankAccount',
  streamId: ({ data }) => data.volunteerId,
  initialState: emptyAccount,
  decide(command, state) {
    switch (command.type) {
      case 'IssueCredit':
        return issue(command.data, state);
      case 'ReverseIssue':
        return reverse(command.data, state);
      case 'HoldCredit':
        return hold(command.data, state);
      case 'SettleHold':
        return settle(command.data, state);
      case 'ReleaseHold':
        return release(command.data, state);
      default:
        return unreachable(command);
    }
  },
  evolve: evolveAccount,
};

/** Caps cut what is earned, never the hours; the part over a cap is offered for donation. */
function issue(data: IssueCredit['data'], state: Account): AccountEvent[] {
  const { volunteerId, recordId, earnedOn, issuer, policy } = data;
  requirePositive(data.centiHours);
  const before = state.issued.get(recordId);
  if (before) {
    if (before.centiHours + before.overflow !== data.centiHours)
      reject('time-bank/already-issued-differently');
    return [];
  }
  const dayLeft = Math.max(0, policy.dailyCapCentiHours - (state.earnedOn.get(earnedOn) ?? 0));
  const withinDay = Math.min(data.centiHours, dayLeft);
  // What repays a debt does not fill the account.
  const standing = state.available + heldOf(state) - state.debt;
  const room = Math.max(0, policy.accountCapCentiHours - standing);
  const centiHours = Math.min(withinDay, room);
  const overflow = data.centiHours - centiHours;
  const repaidDebt = Math.min(state.debt, centiHours);
  return [
    {
      type: 'time-bank.CreditIssued',
      data: {
        volunteerId,
        recordId,
        issuer,
        earnedOn,
        centiHours,
        overDailyCap: data.centiHours - withinDay,
        overAccountCap: withinDay - centiHours,
        repaidDebt,
        postings: postings(
          [`issuance:${issuer}`, `available:${volunteerId}`, centiHours],
          [`issuance:${issuer}`, `overflow:${volunteerId}`, overflow],
          [`available:${volunteerId}`, `debt:${volunteerId}`, repaidDebt],
        ),
      },
      policies: { credit: policy.version },
    },
  ];
}

function reverse({ volunteerId, recordId }: ReverseIssue['data'], state: Account): AccountEvent[] {
  const issued = state.issued.get(recordId);
  if (!issued || state.reversed.has(recordId)) return [];
  const { issuer, centiHours, overflow } = issued;
  const taken = Math.min(state.available, centiHours);
  const becameDebt = centiHours - taken;
  return [
    {
      type: 'time-bank.IssueReversed',
      data: {
        volunteerId,
        recordId,
        centiHours,
        becameDebt,
        overflow,
        postings: postings(
          [`available:${volunteerId}`, `issuance:${issuer}`, taken],
          [`debt:${volunteerId}`, `issuance:${issuer}`, becameDebt],
          [`overflow:${volunteerId}`, `issuance:${issuer}`, overflow],
        ),
      },
    },
  ];
}

/** Holds whose time is over make room first: each expires exactly at its time, not when swept. */
function hold(data: HoldCredit['data'], state: Account): AccountEvent[] {
  const { volunteerId, holdId, centiHours, at, expiresAt, policy } = data;
  requirePositive(centiHours);
  if (centiHours % policy.redeemStepCentiHours !== 0) {
    reject('time-bank/amount-not-in-steps', { stepCentiHours: policy.redeemStepCentiHours });
  }
  if (state.open.has(holdId) || state.resolved.has(holdId)) reject('time-bank/hold-exists');
  const expired = expireAll(volunteerId, state, at);
  const available = expired.reduce(
    (sum, { data }) => sum + data.centiHours - data.repaidDebt,
    state.available,
  );
  if (centiHours > available) {
    reject('time-bank/insufficient-credit', {
      availableCentiHours: available,
      askedCentiHours: centiHours,
    });
  }
  return [
    ...expired,
    {
      type: 'time-bank.CreditHeld',
      data: {
        volunteerId,
        holdId,
        centiHours,
        heldAt: at,
        expiresAt,
        postings: postings([`available:${volunteerId}`, `held:${volunteerId}`, centiHours]),
      },
      policies: { credit: policy.version },
    },
  ];
}

function expireAll(volunteerId: string, state: Account, at: Instant): HoldReleased[] {
  let { debt } = state;
  return [...state.open.values()]
    .filter((open) => isExpired(open, at))
    .map((open) => {
      const event = released({ volunteerId, open, debt, at });
      debt -= event.data.repaidDebt;
      return event;
    });
}

function settle(data: SettleHold['data'], state: Account): AccountEvent[] {
  const { volunteerId, holdId, centiHours, at } = data;
  requirePositive(centiHours);
  const open = openHold(holdId, state);
  if (isExpired(open, at)) reject('time-bank/hold-expired', { expiresAt: open.expiresAt });
  if (centiHours > open.centiHours) {
    reject('time-bank/exceeds-hold', {
      askedCentiHours: centiHours,
      heldCentiHours: open.centiHours,
    });
  }
  const rest = open.centiHours - centiHours;
  const repaidDebt = Math.min(state.debt, rest);
  return [
    {
      type: 'time-bank.HoldSettled',
      data: {
        volunteerId,
        holdId,
        centiHours,
        released: rest,
        repaidDebt,
        at,
        postings: postings(
          [`held:${volunteerId}`, 'retired', centiHours],
          [`held:${volunteerId}`, `available:${volunteerId}`, rest],
          [`available:${volunteerId}`, `debt:${volunteerId}`, repaidDebt],
        ),
      },
    },
  ];
}

function release({ volunteerId, holdId, at }: ReleaseHold['data'], state: Account): AccountEvent[] {
  const open = openHold(holdId, state);
  return [released({ volunteerId, open, debt: state.debt, at })];
}

/** A hold resolves once: settled, cancelled or expired. */
function openHold(holdId: string, state: Account): Hold {
  const open = state.open.get(holdId);
  if (open) return open;
  const resolved = state.resolved.get(holdId);
  if (resolved === 'settled') return reject('time-bank/hold-already-settled');
  if (resolved) return reject('time-bank/hold-already-released');
  return reject('time-bank/hold-unknown');
}

function isExpired({ expiresAt }: Hold, at: Instant): boolean {
  return millis(at) >= millis(expiresAt);
}

/** What comes back repays a debt before it can be spent again. */
function released({ volunteerId, open, debt, at }: Release): HoldReleased {
  const { holdId, centiHours } = open;
  const repaidDebt = Math.min(debt, centiHours);
  return {
    type: 'time-bank.HoldReleased',
    data: {
      volunteerId,
      holdId,
      centiHours,
      why: isExpired(open, at) ? 'expired' : 'cancelled',
      repaidDebt,
      at,
      postings: postings(
        [`held:${volunteerId}`, `available:${volunteerId}`, centiHours],
        [`available:${volunteerId}`, `debt:${volunteerId}`, repaidDebt],
      ),
    },
  };
}

interface Release {
  readonly volunteerId: string;
  readonly open: Hold;
  readonly debt: number;
  readonly at: Instant;
}

function requirePositive(centiHours: number): void {
  if (!Number.isSafeInteger(centiHours) || centiHours <= 0) {
    reject('time-bank/amount-not-positive');
  }
}

/** Debit, credit, amount; amounts of zero move nothing and are left out. */
function postings(...rows: readonly [LedgerAccount, LedgerAccount, number][]): Posting[] {
  return rows
    .filter(([, , centiHours]) => centiHours > 0)
    .map(([debit, credit, centiHours]) => ({ debit, credit, centiHours }));
}
