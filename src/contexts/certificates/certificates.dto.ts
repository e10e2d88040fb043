import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsUUID,
  Matches,
  Max,
  MaxLength,
  Min,
} from 'class-validator';
import { IsLocalDate } from '../../http/is-local-date.js';
import {
  ASKED_BY,
  type AskedBy,
  type CertificateLanguage,
  LANGUAGES,
  REFUSE_REASONS,
  type RefuseReason,
  REVOKE_REASONS,
  type RevokeReason,
} from './domain/certificate.events.js';

import { MONGOLIAN_TEXT } from './domain/certificate-content.js';

export class RequestCertificateDto {
  @ApiProperty()
  @IsUUID()
  volunteerId!: string;

  /** The organisation that recorded the service, and so certifies it. */
  @ApiProperty()
  @IsUUID()
  organisationId!: string;

  @ApiProperty({ example: '2026-01-01' })
  @IsLocalDate()
  from!: string;

  @ApiProperty({ example: '2026-12-31' })
  @IsLocalDate()
  to!: string;

  /** On whose wish staff type it in; who asks for themselves is the holder. */
  @ApiProperty({ enum: ASKED_BY, required: false, default: 'issuer' })
  @IsOptional()
  @IsIn(ASKED_BY)
  askedBy?: AskedBy;

  /** The ID number as it is printed; in full only when the holder wants it. */
  @ApiProperty({ enum: ['masked', 'full'], required: false, default: 'masked' })
  @IsOptional()
  @IsIn(['masked', 'full'])
  idNumber?: 'masked' | 'full';

  /** The holder agrees that the issue is publicised inside the unit, name masked. */
  @ApiProperty({ required: false, default: false })
  @IsOptional()
  @IsBoolean()
  publicity?: boolean;

  @ApiProperty({ enum: LANGUAGES, required: false, default: 'zh' })
  @IsOptional()
  @IsIn(LANGUAGES)
  language?: CertificateLanguage;

  /** How the holder writes their name in Traditional Mongolian script. */
  @ApiProperty({ required: false, maxLength: 60 })
  @IsOptional()
  @MaxLength(60)
  @Matches(MONGOLIAN_TEXT)
  mongolianName?: string;
}

export class PrintingDto {
  /** 1 is the issue itself, later ones are reprints. */
  @ApiProperty({ required: false, default: 1, minimum: 1 })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(10_000)
  printing?: number;
}

const WAITING = ['requested', 'awaiting-approval', 'stale'] as const;

export class WaitingDto {
  @ApiProperty({ enum: WAITING, required: false, default: 'requested' })
  @IsOptional()
  @IsIn(WAITING)
  status?: (typeof WAITING)[number];

  @ApiProperty({ required: false })
  @IsOptional()
  @IsUUID()
  after?: string;
}

export class RefuseCertificateDto {
  @ApiProperty({ enum: REFUSE_REASONS })
  @IsIn(REFUSE_REASONS)
  reason!: RefuseReason;
}

export class RevokeCertificateDto {
  @ApiProperty({ enum: REVOKE_REASONS })
  @IsIn(REVOKE_REASONS)
  reason!: RevokeReason;
}
