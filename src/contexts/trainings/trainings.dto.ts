import { ApiProperty } from '@nestjs/swagger';
import {
  IsIn,
  IsInt,
  IsISO8601,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Matches,
  Max,
  Min,
} from 'class-validator';
import { IsLocalDate } from '../../http/is-local-date.js';
import { REVOCATION_REASONS, type RevocationReason } from './domain/qualification.events.js';

const SHA256 = /^[0-9a-f]{64}$/;
const KIND = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
/** A thousand hours: no course is longer. */
const STUDY_CENTI_HOURS_MAX = 100_000;

export class OfferCourseDto {
  @ApiProperty()
  @IsUUID()
  organisationId!: string;

  @ApiProperty({ required: false })
  @IsOptional()
  @IsUUID()
  stationId?: string;

  @ApiProperty({ maxLength: 60 })
  @IsString()
  @Length(2, 60)
  name!: string;

  /** The main content (O67 art. 8). Public: it must name no person. */
  @ApiProperty({ maxLength: 400 })
  @IsString()
  @Length(2, 400)
  content!: string;

  @ApiProperty({ maxLength: 60 })
  @IsString()
  @Length(2, 60)
  hostUnit!: string;

  /** Study time of the whole course, in hundredths of an hour. */
  @ApiProperty({ minimum: 1, maximum: STUDY_CENTI_HOURS_MAX })
  @IsInt()
  @Min(1)
  @Max(STUDY_CENTI_HOURS_MAX)
  centiHours!: number;

  /** The code of the qualification it leads to. */
  @ApiProperty({ required: false, example: 'first-aid' })
  @IsOptional()
  @Length(2, 40)
  @Matches(KIND)
  leadsTo?: string;
}

export class ScheduleSessionDto {
  /** Instant with zone, for example `2026-11-21T09:00:00+08:00`. */
  @ApiProperty()
  @IsISO8601({ strict: true, strictSeparator: true })
  @Matches(/(Z|[+-]\d{2}:\d{2})$/)
  startsAt!: string;

  @ApiProperty()
  @IsISO8601({ strict: true, strictSeparator: true })
  @Matches(/(Z|[+-]\d{2}:\d{2})$/)
  endsAt!: string;

  @ApiProperty({ maxLength: 80 })
  @IsString()
  @Length(2, 80)
  place!: string;
}

export class RecordAttendanceDto {
  @ApiProperty()
  @IsUUID()
  volunteerId!: string;

  /** Study time of this volunteer in this session, in hundredths of an hour. */
  @ApiProperty({ minimum: 1, maximum: 2400 })
  @IsInt()
  @Min(1)
  @Max(2400)
  centiHours!: number;
}

export class GrantQualificationDto {
  @ApiProperty({ example: 'first-aid' })
  @Length(2, 40)
  @Matches(KIND)
  kind!: string;

  /** The course it rests on; without one, the hash of the paper that was shown. */
  @ApiProperty({ required: false })
  @IsOptional()
  @IsUUID()
  courseId?: string;

  /** SHA-256 of the paper, hexadecimal. */
  @ApiProperty({ required: false })
  @IsOptional()
  @Matches(SHA256)
  proofHash?: string;

  /** Who issued it. Kept in the vault. */
  @ApiProperty({ maxLength: 60 })
  @IsString()
  @Length(2, 60)
  issuer!: string;

  /** The number of the paper. Kept in the vault. */
  @ApiProperty({ required: false, default: '' })
  @IsString()
  @Length(0, 60)
  number: string = '';

  @ApiProperty({ example: '2026-01-01' })
  @IsLocalDate()
  validFrom!: string;

  /** The last day it counts; absent = without end. */
  @ApiProperty({ required: false, example: '2028-12-31' })
  @IsOptional()
  @IsLocalDate()
  validUntil?: string;
}

export class RevokeQualificationDto {
  @ApiProperty({ enum: REVOCATION_REASONS })
  @IsIn(REVOCATION_REASONS)
  reason!: RevocationReason;
}
