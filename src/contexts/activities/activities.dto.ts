import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsInt,
  IsISO8601,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Matches,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import { IsLocalDate } from '../../http/is-local-date.js';

export class ApproveProjectDto {
  @ApiProperty()
  @IsUUID()
  organisationId!: string;

  @ApiProperty({ required: false })
  @IsOptional()
  @IsUUID()
  stationId?: string;

  @ApiProperty({ maxLength: 50 })
  @IsString()
  @Length(2, 50)
  name!: string;

  /** Service category codes, one to four. */
  @ApiProperty({ type: [String], example: ['elderly-care'] })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(4)
  @IsString({ each: true })
  @Length(2, 40, { each: true })
  categories!: string[];

  @ApiProperty({ example: '2026-01-01' })
  @IsLocalDate()
  from!: string;

  @ApiProperty({ example: '2026-12-31' })
  @IsLocalDate()
  to!: string;

  @ApiProperty()
  @IsBoolean()
  regular!: boolean;
}

export class ShiftDto {
  /** Instant with zone, for example `2026-11-21T09:00:00+08:00`. */
  @ApiProperty()
  @IsISO8601({ strict: true, strictSeparator: true })
  @Matches(/(Z|[+-]\d{2}:\d{2})$/)
  startsAt!: string;

  @ApiProperty()
  @IsISO8601({ strict: true, strictSeparator: true })
  @Matches(/(Z|[+-]\d{2}:\d{2})$/)
  endsAt!: string;

  @ApiProperty({ minimum: 1, maximum: 10000 })
  @IsInt()
  @Min(1)
  @Max(10_000)
  capacity!: number;
}

export class ScheduleActivityDto {
  @ApiProperty()
  @IsUUID()
  projectId!: string;

  @ApiProperty({ maxLength: 60 })
  @IsString()
  @Length(2, 60)
  title!: string;

  @ApiProperty({ maxLength: 80 })
  @IsString()
  @Length(2, 80)
  place!: string;

  /** What the volunteers do. Public: it must name no person. */
  @ApiProperty({ maxLength: 200 })
  @IsString()
  @Length(2, 200)
  content!: string;

  @ApiProperty({ example: 'elderly-care' })
  @IsString()
  @Length(2, 40)
  category!: string;

  @ApiProperty({ example: '150602001003' })
  @Matches(/^\d{12}$/)
  divisionCode!: string;

  /** Who leads the activity (O67 art. 7). Kept in the vault. */
  @ApiProperty({ maxLength: 40 })
  @IsString()
  @Length(1, 40)
  leader!: string;

  @ApiProperty({ type: [ShiftDto] })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(50)
  @ValidateNested({ each: true })
  @Type(() => ShiftDto)
  shifts!: ShiftDto[];
}

export class ScreenActivityDto {
  /** Codes EXCL-1 to EXCL-6 that apply; an empty list = none applies. */
  @ApiProperty({ type: [String] })
  @IsArray()
  @ArrayMaxSize(6)
  @IsString({ each: true })
  @Length(6, 6, { each: true })
  findings!: string[];
}

export class EnrolDto {
  @ApiProperty()
  @IsUUID()
  volunteerId!: string;

  /** The version of the risk notice that the volunteer read and acknowledges. */
  @ApiProperty({ required: false, minimum: 1 })
  @IsOptional()
  @IsInt()
  @Min(1)
  acknowledgesNotice?: number;
}
