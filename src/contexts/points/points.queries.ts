import { Injectable } from '@nestjs/common';
import { PAGE_SIZE } from '../../http/page.js';
import { Rejection } from '../../kernel/rejection.js';
import { Databases } from '../../projections/databases.js';
import {
  bookOf,
  POINTS_BOOKS,
  type PointsAccountId,
  type PointsBook,
} from './domain/points-account.events.js';
import {
  ENTRY_WORDS,
  type HolderView,
  type PointsAccountView,
  type PointsEntryView,
  type PointsSupplyView,
} from './points.views.js';

const LOTS_SHOWN = 12;

interface HolderRow {
  readonly code: string | null;
  readonly stationId: string | null;
  readonly organisationId: string | null;
  readonly divisionCode: string;
}

@Injectable()
export class PointsQueries {
  constructor(private readonly databases: Databases) {}

  /** @throws Rejection `points/account-unknown` */
  holder(accountId: string): HolderView {
    const row = this.databases.read
      .prepare<[string], HolderRow>(
        `SELECT code, station_id AS stationId, organisation_id AS organisationId,
                division_code AS divisionCode FROM points_holder WHERE account_id = ?`,
      )
      .get(accountId);
    if (!row || !isAccountId(accountId)) throw new Rejection('points/account-unknown');
    const { code, stationId, organisationId, divisionCode } = row;
    const personIds = this.databases.read
      .prepare<[string], { personId: string }>(
        'SELECT person_id AS personId FROM points_member WHERE account_id = ?',
      )
      .all(accountId)
      .map(({ personId }) => personId);
    const place = {
      stationId: stationId ?? undefined,
      organisationId: organisationId ?? undefined,
      divisionCode,
    };
    return { accountId, book: bookOf(accountId), code, place, personIds };
  }

  account(accountId: string): PointsAccountView {
    const of = (kind: string): number => this.#balance(`${kind}:${accountId}`);
    const lots = this.databases.read
      .prepare<[string, number], { points: number; expiresOn: string }>(
        `SELECT points, expires_on AS expiresOn FROM points_lot
         WHERE account_id = ? AND points > 0 ORDER BY expires_on LIMIT ?`,
      )
      .all(accountId, LOTS_SHOWN);
    // Adding zero turns the negative zero of "no debt" into zero.
    const debt = -of('debt') + 0;
    return { accountId, available: of('available'), held: of('held'), debt, lots };
  }

  /** Newest first; `after` is the revision of the last line seen. */
  statement(accountId: string, after = Number.MAX_SAFE_INTEGER): readonly PointsEntryView[] {
    return this.databases.read
      .prepare<[string, number, number], Omit<PointsEntryView, 'why'>>(
        `SELECT revision, at, kind, cause, change, available FROM points_entry
         WHERE account_id = ? AND revision < ? ORDER BY revision DESC LIMIT ?`,
      )
      .all(accountId, after, PAGE_SIZE)
      .map((row) => ({ ...row, why: ENTRY_WORDS[row.kind] ?? { zh: row.kind, en: row.kind } }));
  }

  supply(book: PointsBook): PointsSupplyView {
    const sum = (prefix: string): number =>
      this.databases.read
        .prepare<[string], { total: number | null }>(
          `SELECT sum(points) AS total FROM points_balance WHERE account LIKE ? || '%'`,
        )
        .get(prefix)?.total ?? 0;
    return {
      issued: -sum(`issuance:${book}.`) + 0,
      available: sum(`available:${book}.`),
      held: sum(`held:${book}.`),
      debt: -sum(`debt:${book}.`) + 0,
      redeemed: sum(`redeemed:${book}`),
      expired: sum(`expired:${book}`),
      forfeited: sum(`forfeited:${book}`),
    };
  }

  /** Accounts that hold points which have lapsed by a day. */
  lapsed(on: string, limit: number): readonly PointsAccountId[] {
    return this.databases.read
      .prepare<[string, number], { accountId: PointsAccountId }>(
        `SELECT DISTINCT account_id AS accountId FROM points_lot
         WHERE points > 0 AND expires_on <= ? LIMIT ?`,
      )
      .all(on, limit)
      .map(({ accountId }) => accountId);
  }

  /** What kind of service a record was: that of its activity; `other` of an imported one. */
  classOf(recordId: string): string {
    return (
      this.databases.read
        .prepare<[string], { category: string }>(
          `SELECT category FROM points_record JOIN points_activity USING (activity_id)
           WHERE record_id = ?`,
        )
        .get(recordId)?.category ?? 'other'
    );
  }

  #balance(account: string): number {
    return (
      this.databases.read
        .prepare<[string], { points: number }>(
          'SELECT points FROM points_balance WHERE account = ?',
        )
        .get(account)?.points ?? 0
    );
  }
}

function isAccountId(text: string): text is PointsAccountId {
  return POINTS_BOOKS.some((book) => text.startsWith(`${book}.`));
}
