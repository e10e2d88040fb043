import type { RecordWorth, ReverseIssue } from './account.commands.js';
import type {
  CreditIssued,
  IssueCorrected,
  IssueForestalled,
  IssueReversed,
} from './account.events.js';
import { type Account, type Issued, standingOf } from './account.state.js';
import { requirePositive } from './amounts.js';
import { earned, inSpendingOrder, type Part, split } from './parts.js';
import { type LedgerAccount, type Posting, postOut, postings } from './postings.js';
import { reject } from './time-bank.rejections.js';

/** Caps cut what is earned, never the hours; the part over a cap waits for its owner's choice. */
export function issue(data: RecordWorth, state: Account): (CreditIssued | IssueCorrected)[] {
  requirePositive(data.centiHours);
  const before = state.issued.get(data.recordId);
  if (!before) return [firstIssue(data, state)];
  const { status, version, centiHours, overflow } = before;
  if (status !== 'issued' || version > data.version) return [];
  if (version < data.version) return correct(data, state);
  if (centiHours + overflow !== data.centiHours) reject('time-bank/already-issued-differently');
  return [];
}

function firstIssue(data: RecordWorth, state: Account): CreditIssued {
  const { volunteerId, recordId, version, issuer, earnedOn, policy } = data;
  const worth = worthOf(data, state);
  const { centiHours, overDailyCap, overAccountCap } = worth;
  const { becameDebt: _, ...moved } = adjust(
    { volunteerId, issuer, from: `issuance:${issuer}` },
    { gain: centiHours, overflow: overDailyCap + overAccountCap },
    state,
  );
  return {
    type: 'time-bank.CreditIssued',
    data: { volunteerId, recordId, version, issuer, earnedOn, ...worth, ...moved },
    policies: { credit: policy.version },
  };
}

/** Never two steps: between taking back and issuing anew the credit could be gone. */
export function correct(data: RecordWorth, state: Account): (CreditIssued | IssueCorrected)[] {
  requirePositive(data.centiHours);
  const { volunteerId, recordId, version, earnedOn, policy } = data;
  const before = state.issued.get(recordId);
  if (!before) return [firstIssue(data, state)];
  if (before.status !== 'issued' || before.version >= version) return [];
  const worth = worthOf(data, state, before);
  const { centiHours, overDailyCap, overAccountCap } = worth;
  const moved = adjust(
    { volunteerId, issuer: before.issuer, from: `issuance:${before.issuer}` },
    {
      gain: centiHours - before.centiHours,
      overflow: overDailyCap + overAccountCap - before.overflow,
    },
    state,
  );
  const { status: _, issuer: __, ...previous } = before;
  return [
    {
      type: 'time-bank.IssueCorrected',
      data: {
        ...{ volunteerId, recordId, version, issuer: before.issuer, earnedOn },
        ...{ ...worth, previous, ...moved },
      },
      policies: { credit: policy.version },
    },
  ];
}

/**
 * Taking back what was never issued leaves a mark: an issue that was parked and comes later must
 * not bring credit for a void hour.
 */
export function reverse(
  { volunteerId, recordId }: ReverseIssue['data'],
  state: Account,
): (IssueReversed | IssueForestalled)[] {
  const issued = state.issued.get(recordId);
  if (issued?.status === 'void') return [];
  if (!issued) {
    const data = { volunteerId, recordId, into: [], outOf: [], postings: [] };
    return [{ type: 'time-bank.IssueForestalled', data }];
  }
  const { issuer, centiHours, overflow } = issued;
  // What a holder paid for a void hour does not come back by itself: it is out of circulation.
  const from = issued.status === 'paid' ? 'retired' : (`issuance:${issuer}` as const);
  const { repaidDebt: _, ...moved } = adjust(
    { volunteerId, issuer, from },
    { gain: -centiHours, overflow: -overflow },
    state,
  );
  return [
    {
      type: 'time-bank.IssueReversed',
      data: { volunteerId, recordId, centiHours, overflow, ...moved },
    },
  ];
}

interface Worth {
  readonly centiHours: number;
  readonly overDailyCap: number;
  readonly overAccountCap: number;
}

/** What of a record fits under both caps, as if it had not earned before. */
function worthOf(
  { centiHours, earnedOn, policy }: RecordWorth,
  state: Account,
  before?: Issued,
): Worth {
  const sameDay = before?.earnedOn === earnedOn ? before.centiHours : 0;
  const ofDay = (state.earnedOn.get(earnedOn) ?? 0) - sameDay;
  const withinDay = Math.min(centiHours, Math.max(0, policy.dailyCapCentiHours - ofDay));
  const standing = standingOf(state) - (before?.centiHours ?? 0);
  const room = Math.max(0, policy.accountCapCentiHours - standing);
  const within = Math.min(withinDay, room);
  return {
    centiHours: within,
    overDailyCap: centiHours - withinDay,
    overAccountCap: withinDay - within,
  };
}

interface Moved {
  readonly into: readonly Part[];
  readonly outOf: readonly Part[];
  readonly becameDebt: number;
  readonly repaidDebt: number;
  readonly postings: readonly Posting[];
}

/** Changes what records have brought: gains repay a debt, and what is not there becomes one. */
function adjust(
  who: { readonly volunteerId: string; readonly issuer: string; readonly from: LedgerAccount },
  change: { readonly gain: number; readonly overflow: number },
  state: Account,
): Moved {
  const { volunteerId: v, from } = who;
  const fromOverflow = Math.min(state.overflow, Math.max(0, -change.overflow));
  const fromHonour = Math.min(state.honour, Math.max(0, -change.overflow - fromOverflow));
  // Overflow that was donated since is owed by the one who gave away what was not theirs.
  const donated = Math.max(0, -change.overflow - fromOverflow - fromHonour);
  const gain = change.gain - donated;
  const closed = state.standing === 'closed';
  const repaidDebt = Math.min(state.debt, Math.max(0, gain));
  const kept = closed ? Math.max(0, gain) - repaidDebt : 0;
  const [outOf] = split(takingOrder(state, who.issuer), Math.max(0, -gain));
  const into = earned(who.issuer, Math.max(0, gain) - repaidDebt - kept);
  const taken = outOf.reduce((sum, { centiHours }) => sum + centiHours, 0);
  const becameDebt = Math.max(0, -gain) - taken;
  return {
    ...{ into, outOf, becameDebt, repaidDebt },
    postings: [
      ...postings(
        [from, `available:${v}`, Math.max(0, gain) - kept],
        [from, closed ? `honour:${v}` : `overflow:${v}`, Math.max(0, change.overflow)],
        [from, `honour:${v}`, kept],
        [`available:${v}`, `debt:${v}`, repaidDebt],
      ),
      ...postOut(v, outOf, from),
      ...postings(
        [`debt:${v}`, from, becameDebt],
        [`overflow:${v}`, from, fromOverflow],
        [`honour:${v}`, from, fromHonour],
      ),
    ],
  };
}

/** First what the same issuer gave, then the holder's own, then gifts; never grants. */
function takingOrder({ parts }: Account, issuer: string): Part[] {
  const own = inSpendingOrder(parts.values()).filter(({ kind }) => kind !== 'granted');
  const rank = (part: Part): number =>
    part.kind === 'gifted' ? 2 : part.issuer === issuer ? 0 : 1;
  return own.sort((a, b) => rank(a) - rank(b));
}
