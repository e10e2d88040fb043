import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsIn,
  IsInt,
  IsISO8601,
  IsOptional,
  IsUUID,
  Matches,
  Max,
  MaxLength,
  Min,
} from 'class-validator';
import { IsLocalDate } from '../../http/is-local-date.js';
import { CERTIFICATE_STATUSES, type CertificateStatusName } from './certificates.queries.js';
import { BATCH_MAX } from './domain/batch.decider.js';
import { KEY_REVOCATION_REASONS, type KeyRevocationReason } from './domain/certificate.events.js';
import { MONGOLIAN_TEXT } from './domain/certificate-content.js';
import { SUCCESSION_CAUSES, type SuccessionCause } from './domain/issuer-rights.events.js';

/** Latin letters and the punctuation of names. */
const LATIN_NAME = /^[\p{sc=Latin}\d][\p{sc=Latin}\d ,.&()'’/-]*$/u;
const KEY_ID = /^[\w-]{11}$/;
const NUMBER = /^\d{12}-\d{4}-\d{6}-[0-9A-Z]$/;

export class KeyParams {
  @IsUUID()
  organisationId!: string;

  @Matches(KEY_ID)
  keyId!: string;
}

export class RotateKeysDto {
  /** An algorithm in addition to those that every issuer has. */
  @ApiProperty({ required: false, enum: ['SM2'] })
  @IsOptional()
  @IsIn(['SM2'])
  also?: 'SM2';
}

export class RevokeKeyDto {
  @ApiProperty({ enum: KEY_REVOCATION_REASONS })
  @IsIn(KEY_REVOCATION_REASONS)
  reason!: KeyRevocationReason;

  /** The earliest moment at which others may have had the key; left out: now. */
  @ApiProperty({ required: false, example: '2026-03-01T08:00:00+08:00' })
  @IsOptional()
  @IsISO8601({ strict: true })
  invalidFrom?: string;
}

export class SuccessionDto {
  @ApiProperty()
  @IsUUID()
  successorId!: string;

  @ApiProperty({ enum: SUCCESSION_CAUSES })
  @IsIn(SUCCESSION_CAUSES)
  cause!: SuccessionCause;

  @ApiProperty({ example: '2026-03-01' })
  @IsLocalDate()
  on!: string;
}

export class LetterheadDto {
  /** Printed on papers in two languages; null or left out: none. */
  @ApiProperty({ required: false, maxLength: 200, nullable: true, type: String })
  @IsOptional()
  @MaxLength(200)
  @Matches(LATIN_NAME)
  englishName?: string | null;

  /** The title of the paper in Traditional Mongolian script. */
  @ApiProperty({ required: false, maxLength: 100, nullable: true, type: String })
  @IsOptional()
  @MaxLength(100)
  @Matches(MONGOLIAN_TEXT)
  mongolianTitle?: string | null;
}

export class ApprovalsDto {
  @ApiProperty({ enum: [1, 2] })
  @IsIn([1, 2])
  approvals!: 1 | 2;
}

export class StartBatchDto {
  @ApiProperty({ example: '2026-01-01' })
  @IsLocalDate()
  from!: string;

  @ApiProperty({ example: '2026-12-31' })
  @IsLocalDate()
  to!: string;

  @ApiProperty({ type: [String] })
  @ArrayMaxSize(BATCH_MAX)
  @IsUUID(undefined, { each: true })
  volunteerIds!: string[];
}

export class RegisterQueryDto {
  @ApiProperty({ required: false })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(2000)
  @Max(9999)
  year?: number;

  @ApiProperty({ required: false, example: '150602001003-2026-000001-7' })
  @IsOptional()
  @Matches(NUMBER)
  number?: string;

  @ApiProperty({ required: false })
  @IsOptional()
  @IsUUID()
  volunteerId?: string;

  @ApiProperty({ required: false, enum: CERTIFICATE_STATUSES })
  @IsOptional()
  @IsIn(CERTIFICATE_STATUSES)
  status?: CertificateStatusName;

  /** The number behind which the page begins. */
  @ApiProperty({ required: false })
  @IsOptional()
  @Matches(NUMBER)
  after?: string;
}
