import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsUUID, Matches } from 'class-validator';
import {
  REFUSE_REASONS,
  type RefuseReason,
  REVOKE_REASONS,
  type RevokeReason,
} from './domain/certificate.events.js';

const DATE = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;

export class RequestCertificateDto {
  @ApiProperty()
  @IsUUID()
  volunteerId!: string;

  /** The organisation that recorded the service, and so certifies it. */
  @ApiProperty()
  @IsUUID()
  organisationId!: string;

  @ApiProperty({ example: '2026-01-01' })
  @Matches(DATE)
  from!: string;

  @ApiProperty({ example: '2026-12-31' })
  @Matches(DATE)
  to!: string;
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
