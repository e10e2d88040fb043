import { ApiProperty } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
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

const QUALIFICATIONS_MAX = 10;

export class SetRequirementsDto {
  /** Possible personal danger: insurance before it begins, adults only (R685 art. 17). */
  @ApiProperty()
  @IsBoolean()
  danger!: boolean;

  /** The risks, told before anybody joins (R685 art. 12). Public: it must name no person. */
  @ApiProperty({ required: false, maxLength: 1000 })
  @IsOptional()
  @IsString()
  @Length(2, 1000)
  riskNotice?: string;

  @ApiProperty({ required: false, default: false })
  @IsBoolean()
  insurance: boolean = false;

  @ApiProperty({ required: false, minimum: 1, maximum: 80 })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(80)
  minimumAge?: number;

  /** Codes of qualifications that everybody must hold on the day. */
  @ApiProperty({ required: false, type: [String], example: ['first-aid'], default: [] })
  @IsArray()
  @ArrayMaxSize(QUALIFICATIONS_MAX)
  @ArrayUnique()
  @Length(2, 40, { each: true })
  @Matches(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, { each: true })
  qualifications: string[] = [];
}

export class AcknowledgeRiskDto {
  @ApiProperty({ minimum: 1 })
  @IsInt()
  @Min(1)
  noticeVersion!: number;
}

export class NoteInsuranceDto {
  /** Whom it covers; absent = everybody who takes part. */
  @ApiProperty({ required: false })
  @IsOptional()
  @IsUUID()
  volunteerId?: string;

  @ApiProperty({ example: '2026-03-01' })
  @IsLocalDate()
  validFrom!: string;

  @ApiProperty({ example: '2026-03-31' })
  @IsLocalDate()
  validUntil!: string;

  /** SHA-256 of the policy document, hexadecimal. */
  @ApiProperty()
  @Matches(/^[0-9a-f]{64}$/)
  proofHash!: string;
}
