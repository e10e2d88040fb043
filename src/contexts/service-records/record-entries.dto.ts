import { ApiProperty } from '@nestjs/swagger';
import {
  IsBoolean,
  IsISO8601,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Matches,
} from 'class-validator';
import { ZONED } from './service-records.dto.js';

/** Which shift, from when to when, and why: what every entry says. */
export class TimesDto {
  @ApiProperty()
  @IsUUID()
  activityId!: string;

  @ApiProperty()
  @IsUUID()
  shiftId!: string;

  @ApiProperty({ example: '2026-11-20T09:00:00+08:00' })
  @IsISO8601({ strict: true, strictSeparator: true })
  @Matches(ZONED)
  startsAt!: string;

  @ApiProperty({ example: '2026-11-20T11:00:00+08:00' })
  @IsISO8601({ strict: true, strictSeparator: true })
  @Matches(ZONED)
  endsAt!: string;

  /** Why it is typed in; for a self-report, why it comes late. Kept in the vault. */
  @ApiProperty({ required: false })
  @IsOptional()
  @IsString()
  @Length(0, 500)
  reason?: string;

  /** Why the day is longer than usual. Kept in the vault. */
  @ApiProperty({ required: false })
  @IsOptional()
  @IsString()
  @Length(0, 500)
  longDayReason?: string;

  /** SHA-256 (hex) of an uploaded proof. */
  @ApiProperty({ required: false })
  @IsOptional()
  @Matches(/^[0-9a-f]{64}$/)
  proofHash?: string;
}

export class EnterRecordDto extends TimesDto {
  @ApiProperty()
  @IsUUID()
  volunteerId!: string;
}

export class BackEntryDto extends EnterRecordDto {
  /** The recorder declares that the entry and its proof are true. */
  @ApiProperty()
  @IsBoolean()
  declaredTrue!: boolean;
}

export class SelfReportDto extends TimesDto {}
