import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, IsUUID, Max, Min } from 'class-validator';
import type { BadgeName } from './credentials/open-badge.js';
import { STATUS_PURPOSES, type StatusPurpose } from './credentials/status-list.js';

const NAMES: readonly BadgeName[] = ['masked', 'full'];

export class OpenBadgeDto {
  /** How the holder is named in the copy. */
  @ApiProperty({ enum: NAMES, required: false, default: 'masked' })
  @IsOptional()
  @IsIn(NAMES)
  name?: BadgeName;
}

export class StatusListParams {
  @ApiProperty()
  @IsUUID()
  organisationId!: string;

  @ApiProperty()
  @Type(() => Number)
  @IsInt()
  @Min(2000)
  @Max(9999)
  year!: number;

  @ApiProperty({ enum: STATUS_PURPOSES })
  @IsIn(STATUS_PURPOSES)
  purpose!: StatusPurpose;
}
