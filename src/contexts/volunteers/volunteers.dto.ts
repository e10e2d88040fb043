import { ApiProperty } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { ID_TYPES, type IdType } from '../../kernel/id-types.js';
import {
  isServiceCategory,
  SERVICE_CATEGORIES,
  type ServiceCategory,
} from '../../kernel/service-categories.js';

const CATEGORIES: readonly ServiceCategory[] =
  Object.keys(SERVICE_CATEGORIES).filter(isServiceCategory);
const SKILLS_MAX = 20;

export class GuardianDto {
  @ApiProperty({ example: '林秀英' })
  @IsString()
  @Length(1, 80)
  name!: string;

  @ApiProperty({ example: '13800138000' })
  @IsString()
  @MaxLength(30)
  phone!: string;

  /** The guardian agrees to the registration (Civil Code art. 19, PIPL art. 31). */
  @ApiProperty()
  @IsBoolean()
  agrees!: boolean;
}

/** Shape only. What is personal goes to the vault; none of it ever stands in an event. */
export class RegisterVolunteerDto {
  /** As on the ID card: 1 to 40 characters of any script. */
  @ApiProperty({ example: '哈斯·巴根' })
  @IsString()
  @MaxLength(80)
  name!: string;

  @ApiProperty({ enum: ['male', 'female'] })
  @IsIn(['male', 'female'])
  sex!: 'male' | 'female';

  @ApiProperty({ example: '1949-12-31' })
  @Matches(/^\d{4}-\d{2}-\d{2}$/)
  birthDate!: string;

  @ApiProperty({ enum: ID_TYPES })
  @IsIn(ID_TYPES)
  idType!: IdType;

  @ApiProperty({ example: '11010519491231002X' })
  @IsString()
  @MaxLength(40)
  idNumber!: string;

  /** Division of residence, 12 digits; the community is as fine as it gets. */
  @ApiProperty({ example: '150602001003' })
  @Matches(/^\d{12}$/)
  divisionCode!: string;

  @ApiProperty({ required: false, default: '' })
  @IsString()
  @MaxLength(400)
  address: string = '';

  @ApiProperty({ example: '13800138000' })
  @IsString()
  @MaxLength(30)
  phone!: string;

  @ApiProperty({ required: false, type: [String], default: [] })
  @IsArray()
  @ArrayMaxSize(SKILLS_MAX)
  @IsString({ each: true })
  @Length(1, 40, { each: true })
  skills: string[] = [];

  @ApiProperty({ enum: CATEGORIES, isArray: true })
  @IsArray()
  @ArrayMaxSize(CATEGORIES.length)
  @IsIn(CATEGORIES, { each: true })
  serviceCategories!: ServiceCategory[];

  /** A declaration that the particulars are true. */
  @ApiProperty()
  @IsBoolean()
  declaredTrue!: boolean;

  /** The version of the privacy notice the person agreed to. */
  @ApiProperty({ example: '2026-01' })
  @Matches(/^[\w.-]{0,40}$/)
  privacyVersion!: string;

  @ApiProperty({ required: false, type: GuardianDto })
  @IsOptional()
  @ValidateNested()
  @Type(() => GuardianDto)
  guardian?: GuardianDto;

  /** A number given by another platform; without it the volunteer is given one. */
  @ApiProperty({ required: false })
  @IsOptional()
  @IsString()
  @Length(1, 32)
  volunteerNo?: string;

  /** The station or organisation that registers the person, where one does. */
  @ApiProperty({ required: false })
  @IsOptional()
  @IsUUID()
  stationId?: string;

  @ApiProperty({ required: false })
  @IsOptional()
  @IsUUID()
  organisationId?: string;
}

export class ReadVolunteerDto {
  /** Unmasked, for a stated purpose; the reading is recorded. */
  @ApiProperty({ required: false, default: false })
  @IsBoolean()
  @Transform(({ value }) => value === true || value === 'true')
  full: boolean = false;

  @ApiProperty({ required: false, description: '2–200 characters' })
  @IsString()
  @MaxLength(200)
  purpose: string = '';
}

export class ListVolunteersDto {
  /** A prefix of the 12-digit division code. */
  @ApiProperty({ required: false, default: '' })
  @Matches(/^\d{0,12}$/)
  division: string = '';

  @ApiProperty({ required: false })
  @IsOptional()
  @IsUUID()
  station?: string;

  @ApiProperty({ required: false })
  @IsOptional()
  @IsUUID()
  organisation?: string;

  /** `next` of the page before. */
  @ApiProperty({ required: false, default: '' })
  @Matches(/^([0-9a-f-]{36})?$/)
  after: string = '';

  @ApiProperty({ required: false, default: 50, maximum: 100 })
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(100)
  limit: number = 50;
}
