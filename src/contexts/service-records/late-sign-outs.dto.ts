import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, Length } from 'class-validator';

export class DismissalDto {
  /** Why it counts for nothing. Kept in the vault. */
  @ApiProperty()
  @IsString()
  @Length(1, 1000)
  reason!: string;
}

export class AcceptanceDto extends DismissalDto {
  /** Why the day is longer than usual. Kept in the vault. */
  @ApiProperty({ required: false })
  @IsOptional()
  @IsString()
  @Length(0, 500)
  longDayReason?: string;
}

const STATES = ['open', 'settled'] as const;

export class LateSignOutsDto {
  @ApiProperty({ required: false, enum: STATES })
  @IsOptional()
  @IsIn(STATES)
  state?: (typeof STATES)[number];

  @ApiProperty({ required: false })
  @IsOptional()
  @IsString()
  after?: string;
}
