import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsISO8601, IsOptional, Matches } from 'class-validator';
import {
  ERASURE_GROUNDS,
  type ErasureGround,
  REFUSAL_REASONS,
  type RefusalReason,
} from './domain/erasure.events.js';

const OUTCOMES = ['erase', 'restrict', 'refuse'] as const;

export class RequestErasureDto {
  @ApiProperty({ enum: ERASURE_GROUNDS })
  @IsIn(ERASURE_GROUNDS)
  ground!: ErasureGround;
}

export class DecideErasureDto {
  @ApiProperty({ enum: OUTCOMES })
  @IsIn(OUTCOMES)
  outcome!: (typeof OUTCOMES)[number];

  /** With `refuse`: why (PIPL art. 50). */
  @ApiProperty({ enum: REFUSAL_REASONS, required: false })
  @IsOptional()
  @IsIn(REFUSAL_REASONS)
  reason?: RefusalReason;

  /** With `restrict`: the day until which a law makes us keep the data, where one does. */
  @ApiProperty({ required: false, format: 'date', example: '2029-03-02' })
  @IsOptional()
  @Matches(/^\d{4}-\d{2}-\d{2}$/)
  @IsISO8601({ strict: true })
  retainUntil?: string;
}
