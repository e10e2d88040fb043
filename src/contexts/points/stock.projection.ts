import { type Projection, projects, type Statement, sql } from '../../projections/projection.js';
import type { RedemptionEvent } from './domain/redemption.events.js';
import type { StockItemEvent } from './domain/stock-item.events.js';

/** What stations have to give, every movement of it, and who waits to pick something up. */
export const stockProjection: Projection = {
  name: 'points-stock',
  version: 1,
  tables: ['points_item', 'points_stock_move', 'points_redemption'],
  schema: `
    CREATE TABLE points_item (
      item_id TEXT PRIMARY KEY, station_id TEXT NOT NULL, book TEXT NOT NULL, name TEXT NOT NULL,
      price_points INTEGER NOT NULL, on_hand INTEGER NOT NULL, reserved INTEGER NOT NULL,
      withdrawn INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX points_item_by_station ON points_item (station_id, item_id);
    CREATE TABLE points_stock_move (
      item_id TEXT NOT NULL, revision INTEGER NOT NULL, at TEXT NOT NULL, kind TEXT NOT NULL,
      cause TEXT NOT NULL, change INTEGER NOT NULL, on_hand INTEGER NOT NULL,
      PRIMARY KEY (item_id, revision)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE points_redemption (
      redemption_id TEXT PRIMARY KEY, account_id TEXT NOT NULL, item_id TEXT NOT NULL,
      station_id TEXT NOT NULL, count INTEGER NOT NULL, points INTEGER NOT NULL,
      opened_at TEXT NOT NULL, expires_at TEXT NOT NULL, status TEXT NOT NULL,
      misses INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX points_redemption_by_expiry ON points_redemption (status, expires_at);
    CREATE INDEX points_redemption_by_station
      ON points_redemption (station_id, status, redemption_id);
  `,
  on: {
    ...projects<StockItemEvent>({
      'points.ItemListed': ({ data: i }) => [
        sql(
          'INSERT INTO points_item VALUES (?, ?, ?, ?, ?, 0, 0, 0)',
          ...[i.itemId, i.stationId, i.book, i.name, i.pricePoints],
        ),
      ],
      'points.ItemPriced': ({ data: { itemId, pricePoints } }) => [
        sql('UPDATE points_item SET price_points = ? WHERE item_id = ?', pricePoints, itemId),
      ],
      'points.StockReceived': (event) => {
        const { itemId, count, receipt } = event.data;
        return [shelf(itemId, count, 0), move(event, { change: count, cause: receipt })];
      },
      'points.StockCounted': (event) => {
        const { itemId, before, counted, reason } = event.data;
        const change = counted - before;
        return [shelf(itemId, change, 0), move(event, { change, cause: reason })];
      },
      'points.StockReserved': ({ data: { itemId, count } }) => [shelf(itemId, 0, count)],
      'points.StockHandedOut': (event) => {
        const { itemId, redemptionId, count } = event.data;
        const line = move(event, { change: -count, cause: redemptionId });
        return [shelf(itemId, -count, -count), line];
      },
      'points.StockReturned': ({ data: { itemId, count } }) => [shelf(itemId, 0, -count)],
      'points.ItemWithdrawn': ({ data: { itemId } }) => [
        sql('UPDATE points_item SET withdrawn = 1 WHERE item_id = ?', itemId),
      ],
    }),
    ...projects<RedemptionEvent>({
      'points.RedemptionOpened': ({ data: r }) => [
        sql(
          `INSERT INTO points_redemption VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'open', 0)`,
          ...[r.redemptionId, r.accountId, r.itemId, r.stationId, r.count, r.points],
          ...[r.at, r.expiresAt],
        ),
      ],
      'points.PickUpMissed': ({ data: { redemptionId, misses } }) => [
        sql(
          'UPDATE points_redemption SET misses = ? WHERE redemption_id = ?',
          misses,
          redemptionId,
        ),
      ],
      'points.GoodsPickedUp': ({ data }) => [ended(data.redemptionId, 'picked-up')],
      'points.RedemptionEnded': ({ data }) => [ended(data.redemptionId, data.why)],
    }),
  },
};

function shelf(itemId: string, onHand: number, reserved: number): Statement {
  return sql(
    'UPDATE points_item SET on_hand = on_hand + ?, reserved = reserved + ? WHERE item_id = ?',
    ...[onHand, reserved, itemId],
  );
}

interface StockEvent {
  readonly type: string;
  readonly revision: number;
  readonly data: { readonly itemId: string };
  readonly meta: { readonly recordedAt: string };
}

function move(
  { type, revision, data: { itemId }, meta }: StockEvent,
  { change, cause }: { readonly change: number; readonly cause: string },
): Statement {
  return sql(
    `INSERT INTO points_stock_move VALUES (?, ?, ?, ?, ?, ?,
       coalesce((SELECT on_hand FROM points_item WHERE item_id = ?), 0))`,
    ...[itemId, revision, meta.recordedAt, type.slice('points.'.length), cause, change, itemId],
  );
}

function ended(redemptionId: string, status: string): Statement {
  return sql(
    'UPDATE points_redemption SET status = ? WHERE redemption_id = ?',
    status,
    redemptionId,
  );
}
