import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsISO8601, IsOptional, IsString, IsUUID, Length, Matches } from 'class-validator';
import { VOID_REASONS, type VoidReason } from './domain/void-reasons.js';

export const ZONED = /(Z|[+-]\d{2}:\d{2})$/;

export class ScanDto {
  @ApiProperty()
  @IsUUID()
  activityId!: string;

  /** The code behind `i=` or `o=` of the scanned address. */
  @ApiProperty()
  @IsString()
  @Length(10, 40)
  code!: string;
}

export class EnterRecordDto {
  @ApiProperty()
  @IsUUID()
  volunteerId!: string;

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

  /** Why it is typed in afterwards. Kept in the vault. */
  @ApiProperty()
  @IsString()
  @Length(1, 500)
  reason!: string;

  /** SHA-256 (hex) of the proof document. */
  @ApiProperty({ required: false })
  @IsOptional()
  @Matches(/^[0-9a-f]{64}$/)
  proofHash?: string;
}

export class ReviewDto {
  @ApiProperty({ enum: ['approve', 'reject'] })
  @IsIn(['approve', 'reject'])
  decision!: 'approve' | 'reject';

  /** Needed to reject. Kept in the vault. */
  @ApiProperty({ required: false })
  @IsOptional()
  @IsString()
  @Length(0, 500)
  reason?: string;
}

export class VoidDto {
  @ApiProperty({ enum: VOID_REASONS })
  @IsIn(VOID_REASONS)
  reason!: VoidReason;
}
