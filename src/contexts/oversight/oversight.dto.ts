import { ApiProperty } from '@nestjs/swagger';
import { IsOptional, Matches } from 'class-validator';

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
