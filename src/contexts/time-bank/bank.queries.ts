import { Injectable } from '@nestjs/common';
import { PAGE_SIZE } from '../../http/page.js';
import { placeOf } from '../../http/place-of.js';
import type { Place } from '../../http/principal.js';
import type { LocalDate } from '../../kernel/calendar.js';
import { Databases } from '../../projections/databases.js';
import { reject } from './domain/time-bank.rejections.js';
import { agreementWarning } from './domain/warnings.js';
import type {
  AcceptanceView,
  PoolEntryView,
  PoolView,
  SupplyView,
  WarnedAcceptanceView,
} from './time-bank.views.js';

const ACCEPTANCE = `
  SELECT pair, first_id AS first, second_id AS second, status, proposed_by AS proposedBy,
         limit_centi_hours AS limitCentiHours, next_netting_on AS nextNettingOn,
         coalesce((SELECT centi_hours FROM time_bank_balance
                   WHERE account = 'clearing:' || first_id || '.' || second_id), 0) AS position
  FROM time_bank_acceptance`;

interface Flow {
  readonly kind: string;
  readonly debit: string;
  readonly credit: string;
  readonly centiHours: number;
}

/** Pools, agreements between stations, and where all credit is. */
@Injectable()
export class BankQueries {
  constructor(private readonly databases: Databases) {}

  pool(divisionCode: string): PoolView {
    const guarantor = this.databases.read
      .prepare<[string], { organisationId: string; name: string | null }>(
        `SELECT guarantor_id AS organisationId, u.name AS name FROM time_bank_pool p
         LEFT JOIN time_bank_unit u ON u.unit_id = p.guarantor_id
         WHERE p.division_code = ? AND guarantor_id IS NOT NULL`,
      )
      .get(divisionCode);
    return {
      divisionCode,
      balance: this.#sumOf('account = ?', `pool:${divisionCode}`),
      guarantor: guarantor ? { ...guarantor, name: guarantor.name ?? '' } : null,
    };
  }

  /** The approval log, newest first; `after` is the revision of the last line seen. */
  poolEntries(divisionCode: string, after = Number.MAX_SAFE_INTEGER): readonly PoolEntryView[] {
    return this.databases.read
      .prepare<[string, number, number], PoolEntryView>(
        `SELECT revision, at, kind, cause, change, balance, ground, approver
         FROM time_bank_pool_entry WHERE division_code = ? AND revision < ?
         ORDER BY revision DESC LIMIT ?`,
      )
      .all(divisionCode, after, PAGE_SIZE);
  }

  /** @throws Rejection `time-bank/station-unknown` */
  unit(unitId: string): Place & { readonly name: string } {
    const found = this.databases.read
      .prepare<
        [string],
        { stationId: string | null; organisationId: string; divisionCode: string; name: string }
      >(
        `SELECT station_id AS stationId, organisation_id AS organisationId,
                division_code AS divisionCode, name FROM time_bank_unit WHERE unit_id = ?`,
      )
      .get(unitId);
    if (!found) return reject('time-bank/station-unknown');
    return { ...placeOf(found), name: found.name };
  }

  acceptances(stationId: string, after = ''): readonly AcceptanceView[] {
    return this.databases.read
      .prepare<[string, string, string, number], AcceptanceView>(
        `${ACCEPTANCE} WHERE (first_id = ? OR second_id = ?) AND pair > ? ORDER BY pair LIMIT ?`,
      )
      .all(stationId, stationId, after, PAGE_SIZE);
  }

  /** The same for people: warned where what either of the two is owed comes near the limit. */
  warnedAcceptances(
    stationId: string,
    { after, warnPercent }: { readonly after: string | undefined; readonly warnPercent: number },
  ): readonly WarnedAcceptanceView[] {
    return this.acceptances(stationId, after).map((view) => {
      const sides = view.status === 'agreed' ? [view.first, view.second] : [];
      const warnings = sides.flatMap((creditor) => {
        const use = { owed: owedTo(creditor, view), held: this.#heldAt(creditor), warnPercent };
        const warning = agreementWarning({ ...use, limit: view.limitCentiHours });
        return warning ? [{ ...warning, creditor }] : [];
      });
      return { ...view, warnings };
    });
  }

  /** Whose credit a station honours, and for how much more: what is held there counts already. */
  accepted(stationId: string): readonly { issuer: string; roomCentiHours: number }[] {
    return this.acceptances(stationId)
      .filter(({ status }) => status === 'agreed')
      .map((view) => {
        const { first, second, limitCentiHours } = view;
        const issuer = first === stationId ? second : first;
        const room = limitCentiHours - owedTo(stationId, view) - this.#heldAt(stationId);
        return { issuer, roomCentiHours: Math.max(0, room) };
      });
  }

  nettingDue(today: LocalDate, limit: number): readonly AcceptanceView[] {
    return this.databases.read
      .prepare<[string, number], AcceptanceView>(
        `${ACCEPTANCE} WHERE next_netting_on <= ? ORDER BY next_netting_on LIMIT ?`,
      )
      .all(today, limit);
  }

  /** Where all credit ever issued is, at the end of a day or now. */
  supply(asOf?: LocalDate): SupplyView {
    const flows = this.databases.read
      .prepare<[string], Flow>(
        `SELECT kind, debit, credit, sum(centi_hours) AS centiHours FROM time_bank_flow
         WHERE day <= ? GROUP BY kind, debit, credit`,
      )
      .all(asOf ?? '9');
    const { at, moved } = summed(flows);
    const [issued, redeemed] = [moved('CreditIssued', 'issuance'), moved('HoldSettled', 'held')];
    return {
      asOf: asOf ?? null,
      ...{ issued: -at('issuance') + 0, available: at('available'), gifted: at('gifted') },
      ...{ granted: at('granted'), held: at('held'), debt: -at('debt') + 0 },
      ...{ overflow: at('overflow'), honour: at('honour'), pool: at('pool') },
      ...{ inTransit: at('transit'), retired: at('retired'), carried: at('carried') },
      ...{ writtenOff: -at('written-off') + 0, redeemed, donated: moved('CreditDonated') },
      ...{ grantedEver: moved('PoolGranted'), giftedEver: moved('CreditGifted') },
      frozen: this.#frozen(),
      clearing: this.#sumOf(
        "account >= ? AND account < 'clearing;' AND centi_hours > 0",
        'clearing:',
      ),
      redemptionPercent: issued === 0 ? null : Math.floor((redeemed * 100) / issued),
    };
  }

  /** Open holds at a station count as if they were spent: the limit is never oversold by them. */
  #heldAt(stationId: string): number {
    return (
      this.databases.read
        .prepare<[string], { total: number | null }>(
          `SELECT sum(centi_hours) AS total FROM time_bank_hold
           WHERE status = 'open' AND station_id = ?`,
        )
        .get(stationId)?.total ?? 0
    );
  }

  #frozen(): number {
    return (
      this.databases.read
        .prepare<[], { total: number | null }>(
          `SELECT sum(p.centi_hours) AS total FROM time_bank_account a
           JOIN time_bank_part p ON p.volunteer_id = a.volunteer_id
           WHERE a.standing IN ('frozen', 'estate')`,
        )
        .get()?.total ?? 0
    );
  }

  #sumOf(where: string, account: string): number {
    return (
      this.databases.read
        .prepare<[string], { total: number | null }>(
          `SELECT sum(centi_hours) AS total FROM time_bank_balance WHERE ${where}`,
        )
        .get(account)?.total ?? 0
    );
  }
}

/** What the other of the two owes a station; below zero it owes itself. */
function owedTo(stationId: string, { first, position }: AcceptanceView): number {
  return first === stationId ? position : -position;
}

/** What families of accounts come to, and what events of a kind moved out of which. */
function summed(flows: readonly Flow[]): {
  readonly at: (family: string) => number;
  readonly moved: (kind: string, from?: string) => number;
} {
  const balances = new Map<string, number>();
  for (const { debit, credit, centiHours } of flows) {
    balances.set(debit, (balances.get(debit) ?? 0) - centiHours);
    balances.set(credit, (balances.get(credit) ?? 0) + centiHours);
  }
  return {
    at: (family) => balances.get(family) ?? 0,
    moved: (kind, from) =>
      flows
        .filter((flow) => flow.kind === kind && (from === undefined || flow.debit === from))
        .filter(
          ({ credit }) => kind !== 'HoldSettled' || credit === 'retired' || credit === 'transit',
        )
        .reduce((sum, { centiHours }) => sum + centiHours, 0),
  };
}
