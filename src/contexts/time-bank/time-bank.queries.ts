import { Injectable } from '@nestjs/common';
import { PAGE_SIZE } from '../../http/page.js';
import { Rejection } from '../../kernel/rejection.js';
import { Databases } from '../../projections/databases.js';

/** All amounts in hundredths of an hour. */
export interface AccountView {
  readonly volunteerId: string;
  readonly available: number;
  readonly held: number;
  readonly debt: number;
  /** Earned over a cap, offered for donation. */
  readonly overflow: number;
}

export interface EntryView {
  readonly revision: number;
  readonly at: string;
  readonly kind: string;
  /** The record or hold that caused it. */
  readonly cause: string;
  readonly change: number;
  readonly available: number;
}

export interface HoldView {
  readonly holdId: string;
  readonly volunteerId: string;
  readonly centiHours: number;
  readonly heldAt: string;
  readonly expiresAt: string;
  readonly status: 'open' | 'settled' | 'cancelled' | 'expired';
  readonly settled: number;
}

export interface SupplyView {
  readonly issued: number;
  readonly available: number;
  readonly held: number;
  readonly debt: number;
  readonly overflow: number;
  readonly redeemed: number;
}

const HOLD = `
  SELECT hold_id AS holdId, volunteer_id AS volunteerId, centi_hours AS centiHours,
         held_at AS heldAt, expires_at AS expiresAt, status, settled
  FROM time_bank_hold`;

@Injectable()
export class TimeBankQueries {
  constructor(private readonly databases: Databases) {}

  account(volunteerId: string): AccountView {
    const of = (kind: string): number => this.#balance(`${kind}:${volunteerId}`);
    return {
      volunteerId,
      available: of('available'),
      held: of('held'),
      // Adding zero turns the negative zero of "no debt" into zero.
      debt: -of('debt') + 0,
      overflow: of('overflow'),
    };
  }

  /** Newest first; `after` is the revision of the last line seen. */
  statement(volunteerId: string, after = Number.MAX_SAFE_INTEGER): readonly EntryView[] {
    return this.databases.read
      .prepare<[string, number, number], EntryView>(
        `SELECT revision, at, kind, cause, change, available FROM time_bank_entry
         WHERE volunteer_id = ? AND revision < ? ORDER BY revision DESC LIMIT ?`,
      )
      .all(volunteerId, after, PAGE_SIZE);
  }

  /** @throws Rejection `time-bank/hold-unknown` */
  hold(holdId: string): HoldView {
    const found = this.databases.read
      .prepare<[string], HoldView>(`${HOLD} WHERE hold_id = ?`)
      .get(holdId);
    if (!found) throw new Rejection('time-bank/hold-unknown');
    return found;
  }

  expired(now: string, limit: number): readonly HoldView[] {
    return this.databases.read
      .prepare<[string, number], HoldView>(
        `${HOLD} WHERE status = 'open' AND expires_at <= ? ORDER BY expires_at LIMIT ?`,
      )
      .all(now, limit);
  }

  /** Where all credit ever issued is now. */
  supply(): SupplyView {
    const sum = (prefix: string): number =>
      this.databases.read
        .prepare<[string], { total: number | null }>(
          `SELECT sum(centi_hours) AS total FROM time_bank_balance WHERE account LIKE ? || '%'`,
        )
        .get(prefix)?.total ?? 0;
    return {
      issued: -sum('issuance:') + 0,
      available: sum('available:'),
      held: sum('held:'),
      debt: -sum('debt:') + 0,
      overflow: sum('overflow:'),
      redeemed: sum('retired'),
    };
  }

  #balance(account: string): number {
    return (
      this.databases.read
        .prepare<[string], { centiHours: number }>(
          'SELECT centi_hours AS centiHours FROM time_bank_balance WHERE account = ?',
        )
        .get(account)?.centiHours ?? 0
    );
  }
}
