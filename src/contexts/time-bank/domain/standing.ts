import type { AccountEvent } from './account.events.js';
import type { Account } from './account.state.js';
import { grantLapsed, isOver, lapse, released } from './lapsing.js';
import { addParts, type Part, type Parts, total } from './parts.js';
import { type LedgerAccount, type Posting, postings, postOut } from './postings.js';
import { requireKinship } from './relations.js';
import type {
  ChooseHonourOnly,
  ClaimEstate,
  CloseCreditAccount,
  CloseEstate,
  FreezeAccount,
  ReportDeath,
  UnfreezeAccount,
} from './standing.commands.js';
import type { AccountClosed } from './standing.events.js';
import { reject } from './time-bank.rejections.js';

/** Spending and giving are for an account in good standing. */
export function requireOpen({ standing, claimUntil }: Account): void {
  if (standing === 'frozen') reject('time-bank/account-frozen');
  if (standing === 'closed') reject('time-bank/account-closed');
  if (standing === 'estate') reject('time-bank/holder-died', { claimUntil });
}

const STILL = { into: [], outOf: [], postings: [] } as const;

export function freeze(data: FreezeAccount['data'], state: Account): AccountEvent[] {
  if (state.standing === 'frozen') return [];
  requireOpen(state);
  return [{ type: 'time-bank.AccountFrozen', data: { ...data, ...STILL } }];
}

export function unfreeze(data: UnfreezeAccount['data'], state: Account): AccountEvent[] {
  if (state.standing !== 'frozen') reject('time-bank/not-frozen');
  return [{ type: 'time-bank.AccountUnfrozen', data: { ...data, ...STILL } }];
}

export function chooseHonourOnly(data: ChooseHonourOnly['data'], state: Account): AccountEvent[] {
  if (state.honourOnly === data.honourOnly) return [];
  requireOpen(state);
  return [{ type: 'time-bank.HonourOnlyChosen', data: { ...data, ...STILL } }];
}

/** Nothing is left open behind: no hold, no debt, no overflow that waits for a choice. */
export function close(data: CloseCreditAccount['data'], state: Account): AccountEvent[] {
  const { volunteerId, at } = data;
  requireOpen(state);
  const lapsed = lapse(volunteerId, state, at);
  if (lapsed.open.length > 0) reject('time-bank/holds-open', { openHolds: lapsed.open.length });
  if (lapsed.debt > 0) reject('time-bank/account-in-debt', { debtCentiHours: lapsed.debt });
  const lapses = lapsed.events.filter(({ type }) => type === 'time-bank.GrantLapsed').length;
  const { reason, rest, transferId, divisionCode } = data;
  const closing = { volunteerId, at, transferId, divisionCode, reason, rest, ...NO_RELATIVE };
  return [
    ...lapsed.events,
    ...closed({ closing, parts: lapsed.parts, debt: 0, lapses: state.lapses + lapses }, state),
  ];
}

/** All holds come back at once: the dead redeem nothing. */
export function reportDeath(data: ReportDeath['data'], state: Account): AccountEvent[] {
  const { volunteerId, evidenceHash, divisionCode, claimUntil, at, policy } = data;
  if (state.standing !== 'frozen') requireOpen(state);
  let { debt } = state;
  const holds = [...state.open.values()].map((hold) => {
    const event = released({ volunteerId, hold, debt, at });
    debt -= event.data.repaidDebt;
    return event;
  });
  const death = { volunteerId, evidenceHash, divisionCode, claimUntil, at };
  return [
    ...holds,
    {
      type: 'time-bank.DeathReported',
      data: { ...death, ...STILL },
      policies: { credit: policy.version },
    },
  ];
}

export function claimEstate(data: ClaimEstate['data'], state: Account): AccountEvent[] {
  const { volunteerId, transferId, to, relation, evidenceHash, at, policy } = data;
  const { claimUntil, divisionCode } = requireEstate(state);
  if (isOver(claimUntil, at)) reject('time-bank/claim-period-over', { claimUntil });
  if (to === volunteerId) reject('time-bank/same-account');
  requireKinship(data, policy.estateRelations, policy.version);
  const relative = { rest: 'relative', to, relation, evidenceHash } as const;
  const closing = {
    volunteerId,
    at,
    transferId,
    divisionCode,
    reason: 'died',
    ...relative,
  } as const;
  return settleEstate(closing, state).map((event) =>
    event.type === 'time-bank.AccountClosed'
      ? { ...event, policies: { credit: policy.version } }
      : event,
  );
}

export function closeEstate(data: CloseEstate['data'], state: Account): AccountEvent[] {
  const { claimUntil, divisionCode } = requireEstate(state);
  if (!isOver(claimUntil, data.at)) reject('time-bank/claim-period-running', { claimUntil });
  return settleEstate(
    { ...data, divisionCode, reason: 'died', rest: 'pool', ...NO_RELATIVE },
    state,
  );
}

function settleEstate(closing: Closing, state: Account): AccountEvent[] {
  const parts: Parts = new Map();
  addParts(parts, [...state.parts.values()]);
  return closed({ closing, parts, debt: state.debt, lapses: state.lapses }, state);
}

function requireEstate({ standing, claimUntil, divisionCode }: Account) {
  if (standing === 'closed') reject('time-bank/account-closed');
  if (standing !== 'estate' || claimUntil === null || divisionCode === null) {
    return reject('time-bank/no-estate');
  }
  return { claimUntil, divisionCode };
}

const NO_RELATIVE = { to: null, relation: null, evidenceHash: null } as const;

type Closing = Omit<
  AccountClosed['data'],
  'centiHours' | 'overflowKept' | 'writtenOff' | 'into' | 'outOf' | 'postings'
>;

interface Left {
  readonly closing: Closing;
  readonly parts: Parts;
  readonly debt: number;
  readonly lapses: number;
}

/** Grants go back to their pools, everything else where the closing says; debts are written off. */
function closed({ closing, parts, debt, lapses }: Left, { overflow }: Account): AccountEvent[] {
  const { volunteerId: v, at, rest, transferId } = closing;
  const all = [...parts.values()];
  const grants = all.filter(({ kind }) => kind === 'granted');
  const own: Part[] = all.filter(({ kind }) => kind !== 'granted');
  const to: LedgerAccount = rest === 'statement' ? 'carried' : `transit:${transferId}`;
  const moved: Posting[] = [
    ...postOut(v, own, to),
    ...postings([`overflow:${v}`, `honour:${v}`, overflow], ['written-off', `debt:${v}`, debt]),
  ];
  const data = { ...closing, centiHours: total(own), overflowKept: overflow, writtenOff: debt };
  return [
    ...grants.map((part, index) =>
      grantLapsed({ volunteerId: v, part, nth: lapses + index + 1, at, why: 'closed' }),
    ),
    { type: 'time-bank.AccountClosed', data: { ...data, into: [], outOf: own, postings: moved } },
  ];
}
