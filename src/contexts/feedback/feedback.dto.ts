import { ApiProperty } from '@nestjs/swagger';
import {
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Max,
  Min,
} from 'class-validator';
import {
  COMPLAINT_KINDS,
  COMPLAINT_OUTCOMES,
  type ComplaintKind,
  type ComplaintOutcome,
} from './domain/complaint.events.js';
import { MARK_MAX, MARK_MIN } from './domain/evaluation.decider.js';

const TEXT_MAX = 2_000;

export class EvaluateDto {
  /** 守时程度 */
  @ApiProperty({ minimum: MARK_MIN, maximum: MARK_MAX })
  @IsInt()
  @Min(MARK_MIN)
  @Max(MARK_MAX)
  punctuality!: number;

  /** 服务态度 */
  @ApiProperty({ minimum: MARK_MIN, maximum: MARK_MAX })
  @IsInt()
  @Min(MARK_MIN)
  @Max(MARK_MAX)
  attitude!: number;

  /** 专业水平 */
  @ApiProperty({ minimum: MARK_MIN, maximum: MARK_MAX })
  @IsInt()
  @Min(MARK_MIN)
  @Max(MARK_MAX)
  skill!: number;

  /** Somebody was or could have been hurt. */
  @ApiProperty({ required: false, default: false })
  @IsOptional()
  @IsBoolean()
  safetyConcern?: boolean;

  /** Kept in the vault. */
  @ApiProperty({ required: false })
  @IsOptional()
  @IsString()
  @Length(0, TEXT_MAX)
  text?: string;
}

export class FileComplaintDto {
  @ApiProperty({ enum: COMPLAINT_KINDS })
  @IsIn(COMPLAINT_KINDS)
  kind!: ComplaintKind;

  /** A record, an organisation, a project or a volunteer, as the kind says. */
  @ApiProperty()
  @IsUUID()
  subjectId!: string;

  /** Kept in the vault. */
  @ApiProperty()
  @IsString()
  @Length(1, TEXT_MAX)
  text!: string;

  /** Who complains, where staff takes it down for somebody. Kept in the vault. */
  @ApiProperty({ required: false })
  @IsOptional()
  @IsString()
  @Length(0, 100)
  complainant?: string;

  @ApiProperty({ required: false })
  @IsOptional()
  @IsString()
  @Length(0, 100)
  contact?: string;
}

export class DecideComplaintDto {
  @ApiProperty({ enum: COMPLAINT_OUTCOMES })
  @IsIn(COMPLAINT_OUTCOMES)
  outcome!: ComplaintOutcome;

  /** Kept in the vault; the complainant reads it. */
  @ApiProperty()
  @IsString()
  @Length(1, TEXT_MAX)
  reason!: string;
}
