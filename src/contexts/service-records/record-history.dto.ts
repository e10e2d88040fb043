import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsISO8601, IsOptional, IsString, Length, Matches } from 'class-validator';
import {
  DEADLINE_KINDS,
  DEADLINE_STATES,
  type DeadlineKind,
  type DeadlineState,
} from './deadlines.handlers.js';

export class AsOfDto {
  /** The month of service. */
  @ApiProperty({ required: false, example: '2026-03' })
  @IsOptional()
  @Matches(/^\d{4}-(0[1-9]|1[0-2])$/)
  month?: string;

  /** What was recorded until the end of this day counts; today when absent. */
  @ApiProperty({ required: false, example: '2026-04-30' })
  @IsOptional()
  @Matches(/^\d{4}-\d{2}-\d{2}$/)
  @IsISO8601({ strict: true })
  asOf?: string;
}

export class DeadlinesDto {
  @ApiProperty({ required: false, enum: DEADLINE_KINDS, default: 'record' })
  @IsOptional()
  @IsIn(DEADLINE_KINDS)
  kind: DeadlineKind = 'record';

  @ApiProperty({ required: false, enum: DEADLINE_STATES, default: 'overdue' })
  @IsOptional()
  @IsIn(DEADLINE_STATES)
  state: DeadlineState = 'overdue';

  @ApiProperty({ required: false })
  @IsOptional()
  @IsString()
  @Length(1, 100)
  after?: string;
}
