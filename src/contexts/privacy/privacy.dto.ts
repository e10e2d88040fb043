import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsIn, IsInt, IsISO8601, IsOptional, IsUUID, Matches, Max, Min } from 'class-validator';
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

/** An instant in UTC, as events and the list of reads write it. */
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;

export class ListReadsDto {
  /** The first instant that counts. */
  @ApiProperty({ required: false, format: 'date-time', example: '2026-03-02T01:00:00.000Z' })
  @IsOptional()
  @Matches(INSTANT)
  from?: string;

  @ApiProperty({ required: false, format: 'date-time', example: '2026-03-02T01:00:00.000Z' })
  @IsOptional()
  @Matches(INSTANT)
  until?: string;

  /** Who read. */
  @ApiProperty({ required: false, format: 'uuid' })
  @IsOptional()
  @IsUUID()
  reader?: string;

  /** Whose data were read. */
  @ApiProperty({ required: false, format: 'uuid' })
  @IsOptional()
  @IsUUID()
  person?: string;

  /** `next` of the page before. */
  @ApiProperty({ required: false, type: Number, default: 0 })
  @IsOptional()
  @Transform(({ value }) => Number(value))
  @IsInt()
  @Min(0)
  @Max(Number.MAX_SAFE_INTEGER)
  after?: number;
}
