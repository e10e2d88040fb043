import { ApiProperty } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  Length,
} from 'class-validator';
import {
  ANNUL_REASONS,
  type AnnulReason,
  WASTE_KINDS,
  type WasteKind,
} from './domain/household.events.js';

const MEMBERS_MAX = 20;

export class RegisterHouseholdDto {
  @ApiProperty()
  @IsUUID()
  stationId!: string;

  /** Who speaks for the household. Kept in the vault. */
  @ApiProperty({ example: '王建国' })
  @IsString()
  @Length(1, 40)
  contact!: string;

  /** Building, unit and door. Kept in the vault. */
  @ApiProperty({ example: '3 号楼 2 单元 501' })
  @IsString()
  @Length(1, 120)
  address!: string;

  @ApiProperty({ required: false, example: '13800138000' })
  @IsOptional()
  @IsString()
  @Length(5, 30)
  phone?: string;

  /** Ids of volunteers or residents; each belongs to one household at most. */
  @ApiProperty({ type: [String] })
  @ArrayMaxSize(MEMBERS_MAX)
  @IsUUID(undefined, { each: true })
  personIds!: string[];
}

export class AddMemberDto {
  @ApiProperty()
  @IsUUID()
  personId!: string;
}

/** Weighed or counted: one of the two. */
export class DropResultDto {
  @ApiProperty({ required: false, example: 1500 })
  @IsOptional()
  @IsInt()
  grams?: number;

  @ApiProperty({ required: false, example: 2 })
  @IsOptional()
  @IsInt()
  pieces?: number;

  @ApiProperty()
  @IsBoolean()
  passed!: boolean;
}

export class InspectDropDto extends DropResultDto {
  @ApiProperty({ enum: WASTE_KINDS })
  @IsIn(WASTE_KINDS)
  kind!: WasteKind;
}

export class AnnulDropDto {
  @ApiProperty({ enum: ANNUL_REASONS })
  @IsIn(ANNUL_REASONS)
  reason!: AnnulReason;
}
