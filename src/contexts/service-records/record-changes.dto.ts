import { ApiProperty } from '@nestjs/swagger';
import {
  IsIn,
  IsInt,
  IsISO8601,
  IsOptional,
  IsString,
  Length,
  Matches,
  Min,
  ValidateIf,
} from 'class-validator';
import { CORRECTION_REASONS, type CorrectionReason } from './domain/proposals.events.js';
import { VOID_REASONS, type VoidReason } from './domain/void-reasons.js';
import { ZONED } from './service-records.dto.js';

export class ObjectionDto {
  /** What is wrong. Kept in the vault. */
  @ApiProperty()
  @IsString()
  @Length(1, 1000)
  text!: string;
}

const CHANGES = ['dismiss', 'void', 'correct'] as const;
const isCorrection = ({ kind }: ProposalDto): boolean => kind === 'correct';

export class ProposalDto {
  @ApiProperty({ enum: CHANGES, description: '`dismiss` only while an objection is open' })
  @IsIn(CHANGES)
  kind!: (typeof CHANGES)[number];

  /** Why, in words. Kept in the vault. */
  @ApiProperty()
  @IsString()
  @Length(1, 1000)
  reason!: string;

  /** For `void`. */
  @ApiProperty({ required: false, enum: VOID_REASONS })
  @ValidateIf(({ kind }: ProposalDto) => kind === 'void')
  @IsIn(VOID_REASONS)
  voidReason?: VoidReason;

  /** For `correct`, as the following ones. */
  @ApiProperty({ required: false, enum: CORRECTION_REASONS })
  @ValidateIf(isCorrection)
  @IsIn(CORRECTION_REASONS)
  correctionReason?: CorrectionReason;

  @ApiProperty({ required: false, example: '2026-11-20T09:00:00+08:00' })
  @ValidateIf(isCorrection)
  @IsISO8601({ strict: true, strictSeparator: true })
  @Matches(ZONED)
  startsAt?: string;

  @ApiProperty({ required: false, example: '2026-11-20T11:00:00+08:00' })
  @ValidateIf(isCorrection)
  @IsISO8601({ strict: true, strictSeparator: true })
  @Matches(ZONED)
  endsAt?: string;

  /** Hundredths of an hour, when less than the interval counts. */
  @ApiProperty({ required: false })
  @IsOptional()
  @IsInt()
  @Min(1)
  centiHours?: number;

  /** SHA-256 (hex) of an uploaded proof. */
  @ApiProperty({ required: false })
  @IsOptional()
  @Matches(/^[0-9a-f]{64}$/)
  proofHash?: string;

  /** Why the day is longer than usual. Kept in the vault. */
  @ApiProperty({ required: false })
  @IsOptional()
  @IsString()
  @Length(0, 500)
  longDayReason?: string;
}

const DECISIONS = ['confirm', 'return'] as const;

export class DecisionDto {
  @ApiProperty({ enum: DECISIONS })
  @IsIn(DECISIONS)
  decision!: (typeof DECISIONS)[number];
}
