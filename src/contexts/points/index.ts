/** Front door: what others may know of points and of what is given for them. */
export { pointsFolds } from './domain/folds.js';
export {
  AwardPoints,
  AwardRecordPoints,
  ClosePointsAccount,
  ReturnPoints,
  SpendPoints,
  VoidAward,
} from './domain/points-account.commands.js';
export type {
  AwardCorrected,
  AwardVoided,
  LotPart,
  PointsAccountEvent,
  PointsAwarded,
  PointsExpired,
  PointsHeld,
  PointsPosting,
  PointsReturned,
  PointsSpent,
} from './domain/points-account.events.js';
export { pointsRejections } from './domain/points.rejections.js';
export type {
  GoodsPickedUp,
  RedemptionEnded,
  RedemptionEvent,
} from './domain/redemption.events.js';
export { HandOutStock, ReturnStock } from './domain/stock-item.commands.js';
export type { StockItemEvent, StockReturned } from './domain/stock-item.events.js';
export { pointsHoldersProjection } from './holders.projection.js';
export { pointsProjection } from './points.projection.js';
export { stockProjection } from './stock.projection.js';
