import { Module } from '@nestjs/common';
import { commandHandlers } from '../../cqrs/command-handlers.js';
import { CardPages } from './card-pages.controller.js';
import {
  AwardPoints,
  ClosePointsAccount,
  ExpirePoints,
  HoldPoints,
  ReturnPoints,
  SpendPoints,
  VoidAward,
} from './domain/points-account.commands.js';
import { pointsAccount } from './domain/points-account.decider.js';
import {
  AbandonRedemption,
  EndRedemption,
  OpenRedemption,
  PickUpGoods,
} from './domain/redemption.commands.js';
import { redemption } from './domain/redemption.decider.js';
import {
  CountStock,
  HandOutStock,
  ListItem,
  PriceItem,
  ReceiveStock,
  ReserveStock,
  ReturnStock,
  WithdrawItem,
} from './domain/stock-item.commands.js';
import { stockItem } from './domain/stock-item.decider.js';
import { PickUpCodes } from './pick-up-codes.js';
import { PointsController } from './points.controller.js';
import { PointsDeadlines } from './points-deadlines.handlers.js';
import { PointsQueries } from './points.queries.js';
import { AwardRecordPointsHandler } from './record-points.handlers.js';
import { RedemptionDesk } from './redemption.handlers.js';
import { RedemptionsController } from './redemptions.controller.js';
import { StockController } from './stock.controller.js';
import { StockQueries } from './stock.queries.js';

const ACCOUNT = [AwardPoints, VoidAward, HoldPoints, SpendPoints, ReturnPoints, ExpirePoints];
const SHELF = [ListItem, PriceItem, ReceiveStock, CountStock, WithdrawItem];

@Module({
  controllers: [PointsController, RedemptionsController, StockController, CardPages],
  providers: [
    PointsQueries,
    StockQueries,
    PickUpCodes,
    RedemptionDesk,
    PointsDeadlines,
    AwardRecordPointsHandler,
    ...commandHandlers(pointsAccount, [...ACCOUNT, ClosePointsAccount]),
    ...commandHandlers(stockItem, [...SHELF, ReserveStock, HandOutStock, ReturnStock]),
    ...commandHandlers(redemption, [
      ...[OpenRedemption, PickUpGoods, EndRedemption, AbandonRedemption],
    ]),
  ],
  exports: [PointsDeadlines],
})
export class PointsModule {}
