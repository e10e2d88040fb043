import type { Instant, LocalDate } from '../../../kernel/calendar.js';
import type { AccountEvent } from './account.events.js';

export interface Hold {
  readonly holdId: string;
  readonly centiHours: number;
  readonly expiresAt: Instant;
}

export type Resolution = 'settled' | 'cancelled' | 'expired';

/** What one record brought. */
export interface Issued {
  readonly issuer: string;
  /** The day it counts for. */
  readonly earnedOn: LocalDate;
  /** Reached the account; 0 when a cap took it all. */
  readonly centiHours: number;
  /** Went over a cap. */
  readonly overflow: number;
}

/** What the rules need of an account. Amounts in hundredths of an hour, never negative. */
export interface Account {
  /** posted − held; a hold counts at once. Zero while there is a debt. */
  available: number;
  debt: number;
  readonly open: Map<string, Hold>;
  readonly resolved: Map<string, Resolution>;
  readonly issued: Map<string, Issued>;
  readonly reversed: Set<string>;
  /** Service day → credit earned for it. */
  readonly earnedOn: Map<LocalDate, number>;
}

export const emptyAccount = (): Account => ({
  available: 0,
  debt: 0,
  open: new Map(),
  resolved: new Map(),
  issued: new Map(),
  reversed: new Set(),
  earnedOn: new Map(),
});

export function heldOf({ open }: Account): number {
  let held = 0;
  for (const { centiHours } of open.values()) held += centiHours;
  return held;
}

export function evolveAccount(state: Account, event: AccountEvent): Account {
  switch (event.type) {
    case 'time-bank.CreditIssued': {
      const { recordId, issuer, earnedOn, centiHours, overDailyCap, overAccountCap } = event.data;
      const overflow = overDailyCap + overAccountCap;
      state.issued.set(recordId, { issuer, earnedOn, centiHours, overflow });
      state.earnedOn.set(earnedOn, (state.earnedOn.get(earnedOn) ?? 0) + centiHours);
      state.available += centiHours - event.data.repaidDebt;
      state.debt -= event.data.repaidDebt;
      return state;
    }
    case 'time-bank.IssueReversed': {
      const { recordId, centiHours, becameDebt } = event.data;
      state.reversed.add(recordId);
      giveBackDay(state, recordId);
      state.available -= centiHours - becameDebt;
      state.debt += becameDebt;
      return state;
    }
    case 'time-bank.CreditHeld': {
      const { holdId, centiHours, expiresAt } = event.data;
      state.open.set(holdId, { holdId, centiHours, expiresAt });
      state.available -= centiHours;
      return state;
    }
    case 'time-bank.HoldSettled':
      comeBack(state, event.data.released, event.data.repaidDebt);
      return resolve(state, event.data.holdId, 'settled');
    case 'time-bank.HoldReleased':
      comeBack(state, event.data.centiHours, event.data.repaidDebt);
      return resolve(state, event.data.holdId, event.data.why);
    default:
      return state;
  }
}

/** What was taken back no longer counts towards the cap of its day. */
function giveBackDay(state: Account, recordId: string): void {
  const issued = state.issued.get(recordId);
  if (!issued) return;
  const earned = state.earnedOn.get(issued.earnedOn) ?? 0;
  state.earnedOn.set(issued.earnedOn, earned - issued.centiHours);
}

function comeBack(state: Account, centiHours: number, repaidDebt: number): void {
  state.available += centiHours - repaidDebt;
  state.debt -= repaidDebt;
}

function resolve(state: Account, holdId: string, as: Resolution): Account {
  state.open.delete(holdId);
  state.resolved.set(holdId, as);
  return state;
}
