import { fold } from '../../../kernel/decider.js';
import { type CommandMeta, SYSTEM_ACTOR } from '../../../kernel/message.js';
import {
  type AccountCommand,
  CorrectIssue,
  HoldCredit,
  IssueCredit,
  ReleaseHold,
  ReverseIssue,
  SettleHold,
} from './account.commands.js';
import { account } from './account.decider.js';
import type { AccountEvent } from './account.events.js';
import { creditPolicyOn } from './credit.policy.js';
import type { Part } from './parts.js';
import type { LedgerAccount, Posting } from './postings.js';
import {
  ClaimEstate,
  CloseCreditAccount,
  CloseEstate,
  FreezeAccount,
  ReportDeath,
  UnfreezeAccount,
} from './standing.commands.js';
import { DonateCredit, GiveCredit, KeepOverflow, ReceiveCredit } from './transfer.commands.js';

export const policy = creditPolicyOn('2026-03-07');
export const VERSION = policy.version;
export const [NOW, LATER, EXPIRY] = [
  '2026-03-07T01:00:00.000Z',
  '2026-03-08T01:00:00.000Z',
  '2026-04-06T16:00:00.000Z',
] as const;
export const DIVISION = '150602001003';
export const PROOF = 'a'.repeat(64);
export const own = { volunteerId: 'v-1' };
/** What `issue` says of the record, unless it is told otherwise. */
export const record = { recordId: 'r-1', version: 1, issuer: 's-1', earnedOn: '2026-03-07' };
const meta: CommandMeta = {
  commandId: '00000000-0000-4000-8000-000000000001',
  inputHash: '0'.repeat(64),
  correlationId: '00000000-0000-4000-8000-000000000001',
  actor: SYSTEM_ACTOR,
  channel: 'process',
  at: NOW,
};

/** Everything one can ask of the account `v-1`, with what a test does not care about filled in. */
export const issue = (centiHours: number, over: Partial<IssueCredit['data']> = {}) =>
  new IssueCredit(
    {
      ...{ ...own, recordId: 'r-1', version: 1, earnedOn: '2026-03-07', centiHours },
      ...{ issuer: 's-1', policy, ...over },
    },
    meta,
  );
export const correct = (centiHours: number, over: Partial<CorrectIssue['data']> = {}) =>
  new CorrectIssue(issue(centiHours, { version: 2, ...over }).data, meta);
export const reverse = (recordId = 'r-1') => new ReverseIssue({ ...own, recordId }, meta);
export const hold = (centiHours: number, over: Partial<HoldCredit['data']> = {}) =>
  new HoldCredit(
    {
      ...{ ...own, holdId: 'h-1', centiHours, stationId: null, accepted: [], age: null },
      ...{ at: NOW, expiresAt: EXPIRY, policy, ...over },
    },
    meta,
  );
export const settle = (centiHours: number, over: Partial<SettleHold['data']> = {}) =>
  new SettleHold(
    { ...own, holdId: 'h-1', centiHours, providerId: null, recordId: null, at: LATER, ...over },
    meta,
  );
export const release = (over: Partial<ReleaseHold['data']> = {}) =>
  new ReleaseHold({ ...own, holdId: 'h-1', at: LATER, ...over }, meta);
export const give = (centiHours: number, over: Partial<GiveCredit['data']> = {}) =>
  new GiveCredit(
    {
      ...{ ...own, giftId: 'g-1', to: 'v-2', relation: 'parent', evidenceHash: PROOF },
      ...{ centiHours, at: NOW, policy, ...over },
    },
    meta,
  );
export const donate = (centiHours: number, over: Partial<DonateCredit['data']> = {}) =>
  new DonateCredit(
    {
      ...{ ...own, donationId: 'd-1', divisionCode: DIVISION, source: 'credit' },
      ...{ centiHours, at: NOW, ...over },
    },
    meta,
  );
export const keepOverflow = (centiHours: number) =>
  new KeepOverflow({ ...own, centiHours, at: NOW }, meta);
export const receive = (parts: readonly Part[], over: Partial<ReceiveCredit['data']> = {}) =>
  new ReceiveCredit(
    {
      ...{ ...own, transferId: 't-1', cause: 'gift', from: 'v-9', parts },
      ...{ recordId: null, policy, ...over },
    },
    meta,
  );
export const receiveGrant = (centiHours: number, expiresAt = '2026-03-31T16:00:00.000Z') =>
  receive([granted(centiHours, expiresAt)], {
    ...{ transferId: 'grant-1', cause: 'grant', from: `pool:${DIVISION}` },
  });
export const freeze = () => new FreezeAccount({ ...own, reason: 'dispute', at: NOW }, meta);
export const unfreeze = () => new UnfreezeAccount({ ...own, at: NOW }, meta);
export const close = (rest: 'pool' | 'statement' = 'pool') =>
  new CloseCreditAccount(
    {
      ...{ ...own, transferId: 'c-1', reason: 'moved-away', rest },
      ...{ divisionCode: DIVISION, at: LATER },
    },
    meta,
  );
export const reportDeath = () =>
  new ReportDeath(
    {
      ...{ ...own, evidenceHash: PROOF, divisionCode: DIVISION },
      ...{ claimUntil: '2027-03-06T16:00:00.000Z', at: LATER, policy },
    },
    meta,
  );
export const claim = (over: Partial<ClaimEstate['data']> = {}) =>
  new ClaimEstate(
    {
      ...{ ...own, transferId: 'c-1', to: 'v-2', relation: 'child', evidenceHash: PROOF },
      ...{ at: '2026-09-01T01:00:00.000Z', policy, ...over },
    },
    meta,
  );
export const closeEstate = (at: string) => new CloseEstate({ ...own, transferId: 'c-1', at }, meta);

export const part = (centiHours: number, over: Partial<Part> = {}): Part => ({
  ...{ kind: 'earned', issuer: 's-1', grantId: null, expiresAt: null, centiHours, ...over },
});
export const granted = (centiHours: number, expiresAt = '2026-03-31T16:00:00.000Z'): Part =>
  part(centiHours, { kind: 'granted', issuer: `pool:${DIVISION}`, grantId: 'grant-1', expiresAt });
export const posting = (debit: LedgerAccount, credit: LedgerAccount, centiHours: number) =>
  ({ debit, credit, centiHours }) satisfies Posting;

/** An account with so much in it, earned on other days than the day of the tests. */
export const rich = (centiHours: number) => {
  const cap = { ...policy, dailyCapCentiHours: 200_000 };
  return issue(centiHours, { recordId: 'r-0', earnedOn: '2026-01-01', policy: cap });
};
export const earn = (centiHours: number) => posting('issuance:s-1', 'available:v-1', centiHours);

/** The events of an account that was asked all this. */
export function after(...commands: readonly AccountCommand[]): AccountEvent[] {
  return commands.reduce<AccountEvent[]>(
    (events, command) => [...events, ...account.decide(command, fold(account, events))],
    [],
  );
}

/** What postings come to, whoever wrote them. */
export function balancesOf(events: readonly { data: { postings: readonly Posting[] } }[]) {
  const sums = new Map<string, number>();
  for (const { data } of events) {
    for (const { debit, credit, centiHours } of data.postings) {
      if (!Number.isSafeInteger(centiHours) || centiHours <= 0 || debit === credit) {
        throw new Error(`malformed posting ${debit} ${credit} ${centiHours}`);
      }
      sums.set(debit, (sums.get(debit) ?? 0) - centiHours);
      sums.set(credit, (sums.get(credit) ?? 0) + centiHours);
    }
  }
  return Object.fromEntries([...sums].filter(([, sum]) => sum !== 0));
}
