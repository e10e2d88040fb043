import { ApiProperty } from '@nestjs/swagger';
import {
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Matches,
  Max,
  Min,
} from 'class-validator';
import { CHECK_FINDINGS, type CheckFinding } from './domain/anomaly.events.js';
import { SAMPLE_MAX } from './domain/inspection.decider.js';

const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/;
const DATE = /^\d{4}-\d{2}-\d{2}$/;

export class PeriodDto {
  /** First day of service; the first of January when absent. */
  @ApiProperty({ required: false, example: '2026-01-01' })
  @IsOptional()
  @Matches(DATE)
  from?: string;

  /** Last day of service; today when absent. */
  @ApiProperty({ required: false, example: '2026-12-31' })
  @IsOptional()
  @Matches(DATE)
  to?: string;

  /** Language of a page: `zh` or `en`. */
  @ApiProperty({ required: false, enum: ['zh', 'en'] })
  @IsOptional()
  @Matches(/^(zh|en)$/)
  lang?: string;
}

export class AnnualReportDto {
  /** The year of service, issue, training …; the year before this one when absent. */
  @ApiProperty({ required: false, example: '2025' })
  @IsOptional()
  @Matches(/^\d{4}$/)
  year?: string;

  /** A day that is over: the ledger as it stood at its end; yesterday when absent. */
  @ApiProperty({ required: false, example: '2026-01-31' })
  @IsOptional()
  @Matches(DATE)
  asOf?: string;

  /** Language of a page: `zh` or `en`. */
  @ApiProperty({ required: false, enum: ['zh', 'en'] })
  @IsOptional()
  @Matches(/^(zh|en)$/)
  lang?: string;
}

export class AnomaliesDto {
  /** The month in which the records came into the book; this month when absent. */
  @ApiProperty({ required: false, example: '2026-03' })
  @IsOptional()
  @Matches(MONTH)
  month?: string;

  @ApiProperty({ required: false })
  @IsOptional()
  @IsUUID()
  organisation?: string;

  /** The `next` of the page before. */
  @ApiProperty({ required: false })
  @IsOptional()
  @IsString()
  @Length(1, 100)
  after?: string;
}

export class CheckAnomalyDto {
  @ApiProperty({ example: '2026-03' })
  @Matches(MONTH)
  month!: string;

  @ApiProperty({ enum: CHECK_FINDINGS })
  @IsIn(CHECK_FINDINGS)
  finding!: CheckFinding;

  /** What was looked at and found. Kept in the vault. */
  @ApiProperty({ required: false })
  @IsOptional()
  @IsString()
  @Length(0, 2_000)
  note?: string;
}

export class DrawSampleDto extends PeriodDto {
  @ApiProperty({ minimum: 1, maximum: SAMPLE_MAX })
  @IsInt()
  @Min(1)
  @Max(SAMPLE_MAX)
  size!: number;
}
