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
import { IsLocalDate } from '../../http/is-local-date.js';
import {
  AWARD_LEVELS,
  AWARD_PATHS,
  AWARD_REVOCATION_REASONS,
  type AwardLevel,
  type AwardPath,
  type AwardRevocationReason,
} from './domain/award.events.js';
import { SCHEME_IDS, type SchemeId } from './domain/star-scheme.policy.js';

export class NewAwardDto {
  /** `own` = of the organisation itself; `government` and `other` rest on a paper. */
  @ApiProperty({ enum: AWARD_PATHS })
  @IsIn(AWARD_PATHS)
  path!: AwardPath;

  /** The organisation in whose record it stands. */
  @ApiProperty()
  @IsUUID()
  organisationId!: string;

  /** Kept in the vault. */
  @ApiProperty({ maxLength: 80 })
  @IsString()
  @Length(2, 80)
  title!: string;

  /** Kept in the vault. */
  @ApiProperty({ maxLength: 80 })
  @IsString()
  @Length(2, 80)
  grantingUnit!: string;

  @ApiProperty({ enum: AWARD_LEVELS })
  @IsIn(AWARD_LEVELS)
  level!: AwardLevel;

  /** The day it was awarded. */
  @ApiProperty({ example: '2026-03-05' })
  @IsLocalDate()
  on!: string;

  /** SHA-256 of the paper, hexadecimal. */
  @ApiProperty({ required: false })
  @IsOptional()
  @Matches(/^[0-9a-f]{64}$/)
  proofHash?: string;
}

export class CheckAwardDto {
  @ApiProperty({ enum: ['confirm', 'refuse'] })
  @IsIn(['confirm', 'refuse'])
  decision!: 'confirm' | 'refuse';
}

export class RevokeAwardDto {
  @ApiProperty({ enum: AWARD_REVOCATION_REASONS })
  @IsIn(AWARD_REVOCATION_REASONS)
  reason!: AwardRevocationReason;
}

export class ApplyForStarDto {
  @ApiProperty({ enum: SCHEME_IDS })
  @IsIn(SCHEME_IDS)
  scheme!: SchemeId;

  @ApiProperty({ minimum: 1, maximum: 100 })
  @IsInt()
  @Min(1)
  @Max(100)
  star!: number;
}

export class DecideStarDto {
  @ApiProperty({ enum: ['approve', 'refuse'] })
  @IsIn(['approve', 'refuse'])
  outcome!: 'approve' | 'refuse';
}

export class ObjectToStarDto {
  /** Kept in the vault. */
  @ApiProperty({ maxLength: 500 })
  @IsString()
  @Length(1, 500)
  reason!: string;
}

export class DecideObjectionDto {
  @ApiProperty({ enum: ['uphold', 'dismiss'] })
  @IsIn(['uphold', 'dismiss'])
  outcome!: 'uphold' | 'dismiss';
}

export class DecideReviewDto {
  @ApiProperty({ enum: ['keep', 'revoke'] })
  @IsIn(['keep', 'revoke'])
  outcome!: 'keep' | 'revoke';
}
