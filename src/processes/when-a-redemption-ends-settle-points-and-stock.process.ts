import {
  type GoodsPickedUp,
  HandOutStock,
  type RedemptionEnded,
  ReturnPoints,
  ReturnStock,
  SpendPoints,
} from '../contexts/points/index.js';
import { localDateOf } from '../kernel/calendar.js';
import type { Recorded } from '../kernel/message.js';
import type { Process } from './process.js';

/**
 * When goods were picked up, their points are spent and the shelf has fewer; when a redemption ended
 * otherwise, both go back. The redemption alone decides which, so account and stock always agree.
 */
export const whenARedemptionEndsSettlePointsAndStock: Process = {
  name: 'when-a-redemption-ends-settle-points-and-stock',
  on: ['points.GoodsPickedUp', 'points.RedemptionEnded'],
  react(event, meta) {
    const { data } = event as Recorded<GoodsPickedUp | RedemptionEnded>;
    const { redemptionId, accountId, itemId, at } = data;
    if (event.type === 'points.GoodsPickedUp') {
      return [
        new SpendPoints({ accountId, redemptionId }, meta(0)),
        new HandOutStock({ itemId, redemptionId }, meta(1)),
      ];
    }
    return [
      new ReturnPoints({ accountId, redemptionId, on: localDateOf(at) }, meta(0)),
      new ReturnStock({ itemId, redemptionId }, meta(1)),
    ];
  },
};
