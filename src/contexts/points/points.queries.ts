import { Injectable } from '@nestjs/common';
import { PAGE_SIZE } from '../../http/page.js';
import { addDays, instantAt, type LocalDate } from '../../kernel/calendar.js';
import { Rejection } from '../../kernel/rejection.js';
import { Databases } from '../../projections/databases.js';
import { explain } from './domain/explanations.js';
import {
  bookOf,
  POINTS_BOOKS,
  type PointsAccountId,
  type PointsBook,
} from './domain/points-account.events.js';
import type {
  HolderView,
  PointsAccountView,
  PointsEntryView,
  PointsOnDate,
  PointsSupplyView,
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

  /** What the books said at the end of a day. */
  balanceOn(accountId: string, asOf: LocalDate): PointsOnDate {
    const found = this.databases.read
      .prepare<[string, string], Omit<PointsOnDate, 'accountId' | 'asOf'>>(
        `SELECT available, held, debt FROM points_entry
         WHERE account_id = ? AND at < ? ORDER BY at DESC, revision DESC LIMIT 1`,
      )
      .get(accountId, endOf(asOf));
    return { accountId, asOf, ...(found ?? { available: 0, held: 0, debt: 0 }) };
  }

  /** Newest first; `after` is the revision of the last line seen. */
  statement(
    accountId: PointsAccountId,
    { after = Number.MAX_SAFE_INTEGER, asOf }: PointsStatementPage = {},
  ): readonly PointsEntryView[] {
    return this.databases.read
      .prepare<[string, number, string, number], EntryRow>(
        `SELECT revision, at, kind, cause, change, available, held, debt, detail
         FROM points_entry
         WHERE account_id = ? AND revision < ? AND at < ? ORDER BY revision DESC LIMIT ?`,
      )
      .all(accountId, after, asOf === undefined ? '9' : endOf(asOf), PAGE_SIZE)
      .map(({ detail, ...row }) => {
        const told = JSON.parse(detail) as Readonly<Record<string, unknown>>;
        return { ...row, why: explain(row.kind, told, bookOf(accountId)) };
      });
  }

  /** Where all points of a kind are, at the end of a day or now. */
  supply(book: PointsBook, asOf?: LocalDate): PointsSupplyView {
    const flows = this.databases.read
      .prepare<[string], { debit: string; credit: string; points: number }>(
        `SELECT debit, credit, sum(points) AS points FROM points_flow
         WHERE day <= ? GROUP BY debit, credit`,
      )
      .all(asOf ?? '9');
    const at = (family: string): number => {
      const account = `${family}:${book}`;
      return flows.reduce((sum, { debit, credit, points }) => {
        return sum + (credit === account ? points : 0) - (debit === account ? points : 0);
      }, 0);
    };
    const [issued, redeemed] = [-at('issuance') + 0, at('redeemed')];
    return {
      ...{ issued, available: at('available'), held: at('held'), debt: -at('debt') + 0, redeemed },
      ...{ expired: at('expired'), forfeited: at('forfeited') },
      redemptionPercent: issued === 0 ? null : Math.floor((redeemed * 100) / issued),
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

/** A page of a statement, as of a day if one is given. */
export interface PointsStatementPage {
  readonly after?: number | undefined;
  readonly asOf?: LocalDate | undefined;
}

type EntryRow = Omit<PointsEntryView, 'why'> & { readonly detail: string };

function endOf(date: LocalDate): string {
  return instantAt(addDays(date, 1), '00:00');
}

function isAccountId(text: string): text is PointsAccountId {
  return POINTS_BOOKS.some((book) => text.startsWith(`${book}.`));
}
