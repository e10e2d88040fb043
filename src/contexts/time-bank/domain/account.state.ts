import type { Instant, LocalDate } from '../../../kernel/calendar.js';
import type { Recall } from '../../../kernel/recall.js';
import type { AccountEvent, CreditHeld } from './account.events.js';
import type { Movement } from './movement.js';
import type { CreditReceived } from './transfer.events.js';
import { addParts, type Part, type Parts, removeParts, total } from './parts.js';

export interface Hold {
  readonly holdId: string;
  readonly centiHours: number;
  readonly expiresAt: Instant;
  readonly stationId: string | null;
  readonly parts: readonly Part[];
}

export type Resolution = 'settled' | 'cancelled' | 'expired';

/** What one record brought. */
export interface Issued {
  readonly version: number;
  readonly issuer: string;
  /** The day it counts for. */
  readonly earnedOn: LocalDate;
  /** Reached the account; 0 when a cap took it all. */
  readonly centiHours: number;
  /** Went over a cap. */
  readonly overflow: number;
  /** `paid`: not issued but paid from a hold; `void`: taken back, or forestalled. */
  readonly status: 'issued' | 'paid' | 'void';
}

export type Standing = 'open' | 'frozen' | 'estate' | 'closed';

/** What the rules need of an account. Amounts in hundredths of an hour, never negative. */
export interface Account {
  /** Spendable credit by origin: posted − held, a hold counts at once. */
  readonly parts: Parts;
  debt: number;
  overflow: number;
  honour: number;
  held: number;
  /** Of what is held, so much is granted: it counts towards no cap. */
  heldGrants: number;
  readonly open: Map<string, Hold>;
  readonly resolved: Recall<Resolution>;
  readonly issued: Recall<Issued>;
  /** Service day → credit issued for it. */
  readonly earnedOn: Recall<number>;
  /** Ids of all that was sent or arrived. */
  readonly transfers: Recall<true>;
  lapses: number;
  standing: Standing;
  honourOnly: boolean;
  /** Of an estate. */
  claimUntil: Instant | null;
  /** Its pool takes what is left or comes late. */
  divisionCode: string | null;
}

export const emptyAccount = (): Account => ({
  parts: new Map(),
  ...{ debt: 0, overflow: 0, honour: 0, held: 0, heldGrants: 0 },
  open: new Map(),
  resolved: new Map(),
  issued: new Map(),
  earnedOn: new Map(),
  transfers: new Map(),
  ...{ lapses: 0, standing: 'open', honourOnly: false, claimUntil: null, divisionCode: null },
});

/** What counts towards the cap of an account: grants do not, and what repays a debt does not. */
export function standingOf({ parts, held, heldGrants, debt }: Account): number {
  const all = [...parts.values()];
  return total(all) - grantedOf(all) + held - heldGrants - debt;
}

function grantedOf(parts: readonly Part[]): number {
  return total(parts.filter(({ kind }) => kind === 'granted'));
}

export function evolveAccount(state: Account, event: AccountEvent): Account {
  move(state, event.data);
  note(state, event);
  return state;
}

/** The postings and parts of an event say all that moved. */
function move(state: Account, { volunteerId, into, outOf, postings }: Movement): void {
  addParts(state.parts, into);
  removeParts(state.parts, outOf);
  for (const { debit, credit, centiHours } of postings) {
    post(state, [debit, volunteerId], -centiHours);
    post(state, [credit, volunteerId], centiHours);
  }
}

function post(state: Account, [name, owner]: readonly [string, string], amount: number): void {
  if (name === `debt:${owner}`) state.debt -= amount;
  else if (name === `overflow:${owner}`) state.overflow += amount;
  else if (name === `honour:${owner}`) state.honour += amount;
  else if (name === `held:${owner}`) state.held += amount;
}

/** What has to be remembered beside the amounts. */
function note(state: Account, event: AccountEvent): void {
  switch (event.type) {
    case 'time-bank.CreditIssued':
    case 'time-bank.IssueCorrected':
      return issuedAs(state, event.data.recordId, {
        ...event.data,
        overflow: event.data.overDailyCap + event.data.overAccountCap,
        status: 'issued',
      });
    case 'time-bank.IssueReversed':
    case 'time-bank.IssueForestalled':
      return issuedAs(state, event.data.recordId, { ...NOTHING, status: 'void' });
    case 'time-bank.CreditHeld':
      return held(state, event.data);
    case 'time-bank.HoldSettled':
      return resolve(state, event.data.holdId, 'settled');
    case 'time-bank.HoldReleased':
      return resolve(state, event.data.holdId, event.data.why);
    default:
      noteMore(state, event);
  }
}

type Later = Exclude<
  AccountEvent,
  { type: `time-bank.${'Issue' | 'Hold'}${string}` | 'time-bank.CreditIssued' }
>;

function noteMore(state: Account, event: Later): void {
  switch (event.type) {
    case 'time-bank.CreditGifted':
      state.transfers.set(event.data.giftId, true);
      return;
    case 'time-bank.CreditDonated':
      state.transfers.set(event.data.donationId, true);
      return;
    case 'time-bank.CreditReceived':
      return received(state, event.data);
    case 'time-bank.GrantLapsed':
      state.lapses += 1;
      return;
    case 'time-bank.HonourOnlyChosen':
      state.honourOnly = event.data.honourOnly;
      return;
    default:
      stand(state, event);
  }
}

function stand(state: Account, event: Later): void {
  if (event.type === 'time-bank.AccountFrozen') state.standing = 'frozen';
  if (event.type === 'time-bank.AccountUnfrozen') state.standing = 'open';
  if (event.type === 'time-bank.DeathReported') {
    state.standing = 'estate';
    state.claimUntil = event.data.claimUntil;
    state.divisionCode = event.data.divisionCode;
  }
  if (event.type === 'time-bank.AccountClosed') {
    state.standing = 'closed';
    state.divisionCode = event.data.divisionCode;
  }
}

const NOTHING = { version: 0, issuer: '', earnedOn: '', centiHours: 0, overflow: 0 } as const;

/** A day's cap counts what its records brought now, not what was taken back. */
function issuedAs(state: Account, recordId: string, now: Issued): void {
  const before = state.issued.get(recordId);
  if (before?.status === 'issued') addTo(state.earnedOn, before.earnedOn, -before.centiHours);
  const { version, issuer, earnedOn, centiHours, overflow, status } = now;
  state.issued.set(recordId, { version, issuer, earnedOn, centiHours, overflow, status });
  if (status === 'issued') addTo(state.earnedOn, earnedOn, centiHours);
}

/**
 * A record that was paid with it brought what reached the account, and what went over its cap:
 * nothing of what was retired or passed on, so that a void takes nothing back of it.
 */
function received(state: Account, data: CreditReceived['data']): void {
  const { transferId, recordId, overflow, from: issuer } = data;
  state.transfers.set(transferId, true);
  if (recordId === null || state.issued.has(recordId)) return;
  const centiHours = data.centiHours - overflow - data.retired - data.forwarded;
  const paid = { ...NOTHING, issuer, centiHours, overflow };
  state.issued.set(recordId, { ...paid, status: 'paid' });
}

function addTo(sums: Recall<number>, key: string, amount: number): void {
  const sum = (sums.get(key) ?? 0) + amount;
  if (sum === 0) sums.delete(key);
  else sums.set(key, sum);
}

function held(state: Account, data: CreditHeld['data']): void {
  const { holdId, centiHours, expiresAt, stationId, outOf: parts } = data;
  state.open.set(holdId, { holdId, centiHours, expiresAt, stationId, parts });
  state.heldGrants += grantedOf(parts);
}

function resolve(state: Account, holdId: string, as: Resolution): void {
  state.heldGrants -= grantedOf(state.open.get(holdId)?.parts ?? []);
  state.open.delete(holdId);
  state.resolved.set(holdId, as);
}
