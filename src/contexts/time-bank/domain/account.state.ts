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
  /** Reached the account; 0 when a cap took it all. */
  readonly centiHours: number;
  /** Went over a cap. */
  readonly overflow: number;
}

/** What the rules need of an account. Amounts in hundredths of an hour, never negative. */
export interface Account {
  /** posted − held; a hold counts at once. */
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
      state.issued.set(recordId, { issuer, centiHours, overflow: overDailyCap + overAccountCap });
      state.earnedOn.set(earnedOn, (state.earnedOn.get(earnedOn) ?? 0) + centiHours);
      state.available += centiHours - event.data.repaidDebt;
      state.debt -= event.data.repaidDebt;
      return state;
    }
    case 'time-bank.IssueReversed': {
      const { recordId, centiHours, becameDebt } = event.data;
      state.reversed.add(recordId);
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
      state.available += event.data.released;
      return resolve(state, event.data.holdId, 'settled');
    case 'time-bank.HoldReleased':
      state.available += event.data.centiHours;
      return resolve(state, event.data.holdId, event.data.why);
    default:
      return state;
  }
}

function resolve(state: Account, holdId: string, as: Resolution): Account {
  state.open.delete(holdId);
  state.resolved.set(holdId, as);
  return state;
}
