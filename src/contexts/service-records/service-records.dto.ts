import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, IsUUID, Length } from 'class-validator';
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
