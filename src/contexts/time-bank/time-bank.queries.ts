import { Injectable } from '@nestjs/common';
import { PAGE_SIZE } from '../../http/page.js';
import { placeOf } from '../../http/place-of.js';
import type { Place } from '../../http/principal.js';
import { addDays, instantAt, type LocalDate } from '../../kernel/calendar.js';
import { Databases } from '../../projections/databases.js';
import { explain } from './domain/explanations.js';
import type { Part } from './domain/parts.js';
import { reject } from './domain/time-bank.rejections.js';
import type {
  AccountView,
  BalanceOnDate,
  Balances,
  EntryView,
  HoldView,
} from './time-bank.views.js';

const HOLD = `
  SELECT hold_id AS holdId, volunteer_id AS volunteerId, station_id AS stationId,
         provider_id AS providerId, centi_hours AS centiHours, held_at AS heldAt,
         expires_at AS expiresAt, status, settled
  FROM time_bank_hold`;

interface StandingRow {
  readonly standing: string;
  readonly honourOnly: number;
  readonly claimUntil: string | null;
}

/** Accounts, their statements and holds. */
@Injectable()
export class TimeBankQueries {
  constructor(private readonly databases: Databases) {}

  account(volunteerId: string): AccountView {
    const of = (kind: string): number => this.#balance(`${kind}:${volunteerId}`);
    const row = this.databases.read
      .prepare<[string], StandingRow>(
        `SELECT standing, honour_only AS honourOnly, claim_until AS claimUntil
         FROM time_bank_account WHERE volunteer_id = ?`,
      )
      .get(volunteerId);
    const [earned, gifted, granted] = [of('available'), of('gifted'), of('granted')];
    return {
      ...{ volunteerId, available: earned + gifted + granted, earned, gifted, granted },
      held: of('held'),
      // Adding zero turns the negative zero of "no debt" into zero.
      debt: -of('debt') + 0,
      overflow: of('overflow'),
      honour: of('honour'),
      standing: row?.standing ?? 'open',
      honourOnly: row?.honourOnly === 1,
      claimUntil: row?.claimUntil ?? null,
      parts: this.#parts(volunteerId),
    };
  }

  /** What the books said at the end of a day. */
  balanceOn(volunteerId: string, asOf: LocalDate): BalanceOnDate {
    const found = this.databases.read
      .prepare<[string, string], Balances>(
        `SELECT available, held, debt, overflow FROM time_bank_entry
         WHERE volunteer_id = ? AND at < ? ORDER BY at DESC, revision DESC LIMIT 1`,
      )
      .get(volunteerId, endOf(asOf));
    const nothing = { available: 0, held: 0, debt: 0, overflow: 0 };
    return { volunteerId, asOf, ...(found ?? nothing) };
  }

  /** Newest first; `after` is the revision of the last line seen. */
  statement(volunteerId: string, { after, asOf }: StatementPage): readonly EntryView[] {
    const until = asOf === undefined ? '9' : endOf(asOf);
    return this.databases.read
      .prepare<[string, number, string, number], EntryRow>(
        `SELECT revision, at, kind, cause, change, available, held, debt, detail
         FROM time_bank_entry
         WHERE volunteer_id = ? AND revision < ? AND at < ? ORDER BY revision DESC LIMIT ?`,
      )
      .all(volunteerId, after ?? Number.MAX_SAFE_INTEGER, until, PAGE_SIZE)
      .map(({ detail, ...row }) => ({ ...row, why: explain(row.kind, detailOf(detail)) }));
  }

  /** What went away with the holder, when the account was closed with a statement. */
  carried(volunteerId: string): Readonly<Record<string, unknown>> | null {
    const found = this.databases.read
      .prepare<[string], { detail: string }>(
        `SELECT detail FROM time_bank_entry WHERE volunteer_id = ? AND kind = 'AccountClosed'
         ORDER BY revision DESC LIMIT 1`,
      )
      .get(volunteerId);
    return found ? detailOf(found.detail) : null;
  }

  /** @throws Rejection `time-bank/hold-unknown` */
  hold(holdId: string): HoldView {
    const found = this.databases.read
      .prepare<[string], HoldView>(`${HOLD} WHERE hold_id = ?`)
      .get(holdId);
    return found ?? reject('time-bank/hold-unknown');
  }

  expired(now: string, limit: number): readonly HoldView[] {
    return this.databases.read
      .prepare<[string, number], HoldView>(
        `${HOLD} WHERE status = 'open' AND expires_at <= ? ORDER BY expires_at LIMIT ?`,
      )
      .all(now, limit);
  }

  /** Whose grants have run out and were not written down as lapsed. */
  withLapsedGrants(now: string, limit: number): readonly string[] {
    return this.databases.read
      .prepare<[string, number], { id: string }>(
        `SELECT DISTINCT volunteer_id AS id FROM time_bank_part
         WHERE expires_at IS NOT NULL AND expires_at <= ? LIMIT ?`,
      )
      .all(now, limit)
      .map(({ id }) => id);
  }

  /** Estates nobody claimed in time. */
  unclaimed(now: string, limit: number): readonly string[] {
    return this.databases.read
      .prepare<[string, number], { id: string }>(
        `SELECT volunteer_id AS id FROM time_bank_account
         WHERE standing = 'estate' AND claim_until <= ? ORDER BY claim_until LIMIT ?`,
      )
      .all(now, limit)
      .map(({ id }) => id);
  }

  isKnown(volunteerId: string): boolean {
    return this.#home(volunteerId) !== undefined;
  }

  /**
   * Where an account is at home: where its holder registered, and every station whose records it
   * earned by.
   */
  places(volunteerId: string): readonly Place[] {
    const home = this.#home(volunteerId);
    const issuers = this.databases.read
      .prepare<[string], PlaceRow>(
        `SELECT coalesce(u.station_id, i.issuer) AS stationId,
                coalesce(u.organisation_id, i.issuer) AS organisationId,
                u.division_code AS divisionCode
         FROM time_bank_issuer i LEFT JOIN time_bank_unit u ON u.unit_id = i.issuer
         WHERE i.volunteer_id = ? ORDER BY i.issuer`,
      )
      .all(volunteerId);
    return [...(home ? [home] : []), ...issuers].map(placeOf);
  }

  /** The division whose pool is the account's; @throws Rejection `time-bank/holder-unknown` */
  divisionOf(volunteerId: string): string {
    const [place] = this.places(volunteerId).filter(({ divisionCode }) => divisionCode);
    return place?.divisionCode ?? reject('time-bank/holder-unknown');
  }

  #home(volunteerId: string): PlaceRow | undefined {
    return this.databases.read
      .prepare<[string], PlaceRow>(
        `SELECT station_id AS stationId, organisation_id AS organisationId,
                division_code AS divisionCode
         FROM time_bank_home WHERE volunteer_id = ?`,
      )
      .get(volunteerId);
  }

  #parts(volunteerId: string): readonly Part[] {
    return this.databases.read
      .prepare<[string], Part>(
        `SELECT kind, issuer, nullif(grant_id, '') AS grantId, expires_at AS expiresAt,
                centi_hours AS centiHours
         FROM time_bank_part WHERE volunteer_id = ? ORDER BY kind, issuer, grant_id`,
      )
      .all(volunteerId);
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

export interface StatementPage {
  readonly after?: number | undefined;
  readonly asOf?: LocalDate | undefined;
}

type EntryRow = Omit<EntryView, 'why'> & { readonly detail: string };

interface PlaceRow {
  readonly stationId: string | null;
  readonly organisationId: string | null;
  readonly divisionCode: string | null;
}

/** The first moment that is no longer part of the day. */
function endOf(date: LocalDate): string {
  return instantAt(addDays(date, 1), '00:00');
}

function detailOf(text: string): Readonly<Record<string, unknown>> {
  return JSON.parse(text) as Record<string, unknown>;
}
