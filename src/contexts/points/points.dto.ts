import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsInt, IsString, IsUUID, Length, Matches, Max, Min } from 'class-validator';
import {
  POINTS_BOOKS,
  type PointsAccountId,
  type PointsBook,
} from './domain/points-account.events.js';
import { STOCK_REASONS, type StockReason } from './domain/stock-item.events.js';

const POINTS_MAX = 1_000_000;
const COUNT_MAX = 100_000;
const ACCOUNT = /^(green|volunteer)\.[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export class RedeemDto {
  /** `green.<household>` or `volunteer.<volunteer>`. */
  @ApiProperty({ example: 'green.00000000-0000-4000-8000-000000000000' })
  @Matches(ACCOUNT)
  accountId!: PointsAccountId;

  @ApiProperty()
  @IsUUID()
  itemId!: string;

  @ApiProperty({ example: 1 })
  @IsInt()
  @Min(1)
  @Max(COUNT_MAX)
  count!: number;
}

export class PickUpDto {
  /** The six digits that the holder brings. */
  @ApiProperty({ example: '048213' })
  @IsString()
  @Length(1, 20)
  code!: string;
}

export class ListItemDto {
  @ApiProperty()
  @IsUUID()
  stationId!: string;

  /** Which kind of points it is given for. */
  @ApiProperty({ enum: POINTS_BOOKS })
  @IsIn(POINTS_BOOKS)
  book!: PointsBook;

  /** What it is: public. */
  @ApiProperty({ example: '洗衣液 1 升' })
  @IsString()
  @Length(1, 60)
  name!: string;

  @ApiProperty({ example: 100 })
  @IsInt()
  @Min(1)
  @Max(POINTS_MAX)
  pricePoints!: number;
}

export class PriceItemDto {
  @ApiProperty({ example: 100 })
  @IsInt()
  @Min(1)
  @Max(POINTS_MAX)
  pricePoints!: number;
}

export class ReceiveStockDto {
  @ApiProperty({ example: 24 })
  @IsInt()
  @Min(1)
  @Max(COUNT_MAX)
  count!: number;

  /** Number of the delivery note. */
  @ApiProperty({ example: 'RK-2026-0312' })
  @Matches(/^[0-9A-Za-z/._-]{1,40}$/)
  receipt!: string;
}

export class CountStockDto {
  /** What stands on the shelf, reserved pieces included. */
  @ApiProperty({ example: 22 })
  @IsInt()
  @Min(0)
  @Max(COUNT_MAX)
  counted!: number;

  @ApiProperty({ enum: STOCK_REASONS })
  @IsIn(STOCK_REASONS)
  reason!: StockReason;
}
