import { ApiProperty } from '@nestjs/swagger';
import {
  IsBoolean,
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
import { FREEZE_REASONS, type FreezeReason } from './domain/standing.events.js';

const CENTI_HOURS_MAX = 1_000_000;
const SHA_256 = /^[0-9a-f]{64}$/;
const MONTHS_MAX = 24;

class Amount {
  /** Hundredths of an hour: 150 = 1.5 h. */
  @ApiProperty({ example: 150 })
  @IsInt()
  @Min(1)
  @Max(CENTI_HOURS_MAX)
  centiHours!: number;
}

class Proof {
  /** SHA-256 (hex) of the document that proves it. */
  @ApiProperty()
  @Matches(SHA_256)
  evidenceHash!: string;
}

export class HoldCreditDto extends Amount {
  @ApiProperty()
  @IsUUID()
  volunteerId!: string;

  /** Which service is redeemed. Kept in the vault. */
  @ApiProperty({ example: '陪同就医 1.5 小时' })
  @IsString()
  @Length(1, 200)
  purpose!: string;

  /** The station that gives the service. */
  @ApiProperty({ required: false })
  @IsOptional()
  @IsUUID()
  stationId?: string;
}

/** What the service really took, at most the hold; the rest is free again. */
export class SettleHoldDto extends Amount {
  /** Who gave the service and is paid with it; left out, the credit is retired. */
  @ApiProperty({ required: false })
  @IsOptional()
  @IsUUID()
  providerId?: string;

  /** The provider's record of this very service: it is paid once, here. */
  @ApiProperty({ required: false })
  @IsOptional()
  @IsUUID()
  recordId?: string;
}

export class GiveCreditDto extends Amount {
  @ApiProperty()
  @IsUUID()
  to!: string;

  /** One of the relations the terms accept. */
  @ApiProperty({ example: 'parent' })
  @IsString()
  @Length(1, 40)
  relation!: string;

  @ApiProperty()
  @Matches(SHA_256)
  evidenceHash!: string;
}

export class DonateCreditDto extends Amount {
  /** `overflow`: what went over a cap. */
  @ApiProperty({ enum: ['credit', 'overflow'] })
  @IsIn(['credit', 'overflow'])
  source!: 'credit' | 'overflow';
}

export class KeepOverflowDto extends Amount {}

export class FreezeDto {
  @ApiProperty({ enum: FREEZE_REASONS })
  @IsIn(FREEZE_REASONS)
  reason!: FreezeReason;
}

export class HonourOnlyDto {
  @ApiProperty()
  @IsBoolean()
  honourOnly!: boolean;
}

export class CloseAccountDto {
  @ApiProperty({ enum: ['moved-away', 'withdrawn'] })
  @IsIn(['moved-away', 'withdrawn'])
  reason!: 'moved-away' | 'withdrawn';

  /** To the pool, or away with a signed statement. */
  @ApiProperty({ enum: ['pool', 'statement'] })
  @IsIn(['pool', 'statement'])
  rest!: 'pool' | 'statement';
}

export class ReportDeathDto extends Proof {}

export class ClaimEstateDto extends Proof {
  @ApiProperty()
  @IsUUID()
  to!: string;

  @ApiProperty({ example: 'child' })
  @IsString()
  @Length(1, 40)
  relation!: string;
}

export class PoolGrantDto extends Amount {
  @ApiProperty()
  @IsUUID()
  volunteerId!: string;

  /** One of the grounds the terms accept. */
  @ApiProperty({ example: 'solitary-80' })
  @IsString()
  @Length(1, 40)
  ground!: string;

  @ApiProperty()
  @Matches(SHA_256)
  evidenceHash!: string;
}

export class GuarantorDto {
  @ApiProperty()
  @IsUUID()
  organisationId!: string;
}

export class ProposeAcceptanceDto {
  @ApiProperty()
  @IsUUID()
  otherId!: string;

  /** How far one station may come to owe the other, in hundredths of an hour. */
  @ApiProperty({ example: 10_000 })
  @IsInt()
  @Min(1)
  @Max(CENTI_HOURS_MAX)
  limitCentiHours!: number;

  @ApiProperty({ example: 3 })
  @IsInt()
  @Min(1)
  @Max(MONTHS_MAX)
  everyMonths!: number;

  /** A day every month has: the 1st to the 28th. */
  @ApiProperty({ example: '2026-07-01' })
  @Matches(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|1\d|2[0-8])$/)
  firstNettingOn!: string;
}
