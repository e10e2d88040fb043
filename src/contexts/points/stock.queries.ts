import { Injectable } from '@nestjs/common';
import { PAGE_SIZE } from '../../http/page.js';
import type { Place } from '../../http/principal.js';
import { Rejection } from '../../kernel/rejection.js';
import { Databases } from '../../projections/databases.js';
import type { PointsAccountId } from './domain/points-account.events.js';
import type { ItemView, RedemptionView, StockMoveView } from './points.views.js';

const ITEM = `
  SELECT item_id AS itemId, station_id AS stationId, book, name, price_points AS pricePoints,
         on_hand AS onHand, reserved, withdrawn
  FROM points_item`;
const REDEMPTION = `
  SELECT redemption_id AS redemptionId, account_id AS accountId, item_id AS itemId,
         station_id AS stationId, count, points, opened_at AS openedAt, expires_at AS expiresAt,
         status, misses
  FROM points_redemption`;

type ItemRow = Omit<ItemView, 'withdrawn'> & { readonly withdrawn: number };

/** A hold of points whose redemption was never opened. */
export interface OrphanView {
  readonly redemptionId: string;
  readonly accountId: PointsAccountId;
  readonly itemId: string;
}

@Injectable()
export class StockQueries {
  constructor(private readonly databases: Databases) {}

  /** @throws Rejection `points/item-unknown` */
  item(itemId: string): ItemView {
    const row = this.databases.read
      .prepare<[string], ItemRow>(`${ITEM} WHERE item_id = ?`)
      .get(itemId);
    if (!row) throw new Rejection('points/item-unknown');
    return { ...row, withdrawn: row.withdrawn === 1 };
  }

  items(stationId: string, after = ''): readonly ItemView[] {
    return this.databases.read
      .prepare<[string, string, number], ItemRow>(
        `${ITEM} WHERE station_id = ? AND item_id > ? ORDER BY item_id LIMIT ?`,
      )
      .all(stationId, after, PAGE_SIZE)
      .map((row) => ({ ...row, withdrawn: row.withdrawn === 1 }));
  }

  /** Newest first. */
  moves(itemId: string, after = Number.MAX_SAFE_INTEGER): readonly StockMoveView[] {
    return this.databases.read
      .prepare<[string, number, number], StockMoveView>(
        `SELECT revision, at, kind, cause, change, on_hand AS onHand FROM points_stock_move
         WHERE item_id = ? AND revision < ? ORDER BY revision DESC LIMIT ?`,
      )
      .all(itemId, after, PAGE_SIZE);
  }

  /** @throws Rejection `points/station-unknown` */
  placeOfStation(stationId: string): Place {
    const row = this.databases.read
      .prepare<[string], { organisationId: string; divisionCode: string }>(
        `SELECT organisation_id AS organisationId, division_code AS divisionCode
         FROM points_station WHERE station_id = ?`,
      )
      .get(stationId);
    if (!row) throw new Rejection('points/station-unknown');
    return { stationId, ...row };
  }

  /** @throws Rejection `points/redemption-unknown` */
  redemption(redemptionId: string): RedemptionView {
    const row = this.databases.read
      .prepare<[string], RedemptionView>(`${REDEMPTION} WHERE redemption_id = ?`)
      .get(redemptionId);
    if (!row) throw new Rejection('points/redemption-unknown');
    return row;
  }

  /** Who waits at a station to pick something up. */
  waiting(stationId: string, after = ''): readonly RedemptionView[] {
    return this.databases.read
      .prepare<[string, string, number], RedemptionView>(
        `${REDEMPTION} WHERE station_id = ? AND status = 'open' AND redemption_id > ?
         ORDER BY redemption_id LIMIT ?`,
      )
      .all(stationId, after, PAGE_SIZE);
  }

  overdue(now: string, limit: number): readonly RedemptionView[] {
    return this.databases.read
      .prepare<[string, number], RedemptionView>(
        `${REDEMPTION} WHERE status = 'open' AND expires_at <= ? ORDER BY expires_at LIMIT ?`,
      )
      .all(now, limit);
  }

  /** Broke off between the first reservation and the opening. */
  orphans(heldBefore: string, limit: number): readonly OrphanView[] {
    return this.databases.read
      .prepare<[string, number], OrphanView>(
        `SELECT redemption_id AS redemptionId, account_id AS accountId, item_id AS itemId
         FROM points_hold WHERE open = 1 AND at < ?
           AND redemption_id NOT IN (SELECT redemption_id FROM points_redemption)
         ORDER BY at LIMIT ?`,
      )
      .all(heldBefore, limit);
  }
}
