import { ApiProperty } from '@nestjs/swagger';
import { IsInt, IsString, IsUUID, Length, Max, Min } from 'class-validator';

const CENTI_HOURS_MAX = 1_000_000;

export class HoldCreditDto {
  @ApiProperty()
  @IsUUID()
  volunteerId!: string;

  /** Hundredths of an hour: 150 = 1.5 h. */
  @ApiProperty({ example: 150 })
  @IsInt()
  @Min(1)
  @Max(CENTI_HOURS_MAX)
  centiHours!: number;

  /** Which service is redeemed. Kept in the vault. */
  @ApiProperty({ example: '陪同就医 1.5 小时' })
  @IsString()
  @Length(1, 200)
  purpose!: string;
}

export class SettleHoldDto {
  /** What the service really took, at most the hold; the rest is free again. */
  @ApiProperty({ example: 150 })
  @IsInt()
  @Min(1)
  @Max(CENTI_HOURS_MAX)
  centiHours!: number;
}
