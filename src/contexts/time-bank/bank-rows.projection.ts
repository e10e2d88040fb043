import type { Recorded } from '../../kernel/message.js';
import { type Statement, sql } from '../../projections/projection.js';
import type { AcceptanceEvent } from './domain/acceptance.events.js';
import type { PoolEvent } from './domain/pool.events.js';

type BankEvent = PoolEvent | AcceptanceEvent;
type Rows = {
  readonly [T in BankEvent['type']]: (
    event: Recorded<Extract<BankEvent, { type: T }>>,
  ) => readonly Statement[];
};

/** What each event of a pool or an agreement means for their lists. */
export const bankRows: Rows = {
  'time-bank.PoolReceived': (event) => {
    const { transferId, cause, centiHours } = event.data;
    return pooled(event, { kind: cause, cause: transferId, change: centiHours });
  },
  'time-bank.PoolGranted': (event) => {
    const { grantId, centiHours, ground, approver } = event.data;
    const granted = { kind: 'grant', cause: grantId, change: -centiHours };
    return pooled(event, { ...granted, ground, approver });
  },
  'time-bank.GuarantorNamed': ({ data: { divisionCode, organisationId } }) => [
    sql(
      `INSERT INTO time_bank_pool VALUES (?, ?)
       ON CONFLICT (division_code) DO UPDATE SET guarantor_id = excluded.guarantor_id`,
      ...[divisionCode, organisationId],
    ),
  ],
  'time-bank.AcceptanceProposed': ({ data }) => [
    sql(
      `INSERT INTO time_bank_acceptance VALUES (?, ?, ?, 'proposed', ?, ?, ?, NULL, 0)
       ON CONFLICT (pair) DO UPDATE SET status = 'proposed', proposed_by = excluded.proposed_by,
         limit_centi_hours = excluded.limit_centi_hours, every_months = excluded.every_months`,
      ...[data.pair, ...data.pair.split('.'), data.proposedBy, data.limitCentiHours],
      data.everyMonths,
    ),
  ],
  'time-bank.AcceptanceAgreed': ({ data }) => [
    sql(
      `UPDATE time_bank_acceptance SET status = 'agreed', limit_centi_hours = ?, every_months = ?,
         next_netting_on = coalesce(next_netting_on, ?) WHERE pair = ?`,
      ...[data.limitCentiHours, data.everyMonths, data.firstNettingOn, data.pair],
    ),
  ],
  'time-bank.AcceptanceEnded': ({ data: { pair } }) => [
    sql(`UPDATE time_bank_acceptance SET status = 'ended' WHERE pair = ?`, pair),
  ],
  'time-bank.SpendCleared': ({ data: { pair } }) => [
    sql(
      `INSERT OR IGNORE INTO time_bank_acceptance
       VALUES (?, ?, ?, 'none', NULL, 0, 0, NULL, 0)`,
      ...[pair, ...pair.split('.')],
    ),
  ],
  'time-bank.AcceptanceNetted': ({ data: { pair, centiHours, nextNettingOn } }) => [
    sql(
      'UPDATE time_bank_acceptance SET last_netted = ?, next_netting_on = ? WHERE pair = ?',
      ...[centiHours, nextNettingOn, pair],
    ),
  ],
};

interface PoolLine {
  readonly kind: string;
  readonly cause: string;
  readonly change: number;
  readonly ground?: string;
  readonly approver?: string;
}

/** A line of the pool's log; the balance beside it is the one this very event has left. */
function pooled(event: Recorded<PoolEvent>, line: PoolLine): Statement[] {
  const { divisionCode } = event.data;
  return [
    sql('INSERT OR IGNORE INTO time_bank_pool VALUES (?, NULL)', divisionCode),
    sql(
      `INSERT INTO time_bank_pool_entry VALUES (?, ?, ?, ?, ?, ?,
         coalesce((SELECT centi_hours FROM time_bank_balance WHERE account = ?), 0), ?, ?)`,
      ...[divisionCode, event.revision, event.meta.recordedAt, line.kind, line.cause],
      ...[line.change, `pool:${divisionCode}`, line.ground ?? null, line.approver ?? null],
    ),
  ];
}
