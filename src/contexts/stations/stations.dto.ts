import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, IsUUID, Length, Matches } from 'class-validator';
import type { OrganisationKind } from './domain/organisation.events.js';

const KINDS: readonly OrganisationKind[] = [
  'residents-committee',
  'village-committee',
  'volunteer-organisation',
  'charity',
  'public-institution',
  'other',
];

export class RegisterOrganisationDto {
  /** Full legal name, as it is printed on certificates. */
  @ApiProperty({ example: '东胜区交通街道民生社区居民委员会' })
  @IsString()
  @Length(2, 80)
  legalName!: string;

  @ApiProperty({ enum: KINDS })
  @IsIn(KINDS)
  kind!: OrganisationKind;

  /** Unified social credit code (GB 32100-2015). */
  @ApiProperty({ required: false })
  @IsOptional()
  @IsString()
  @Length(18, 18)
  creditCode?: string;

  @ApiProperty({ example: '150602001003' })
  @Matches(/^\d{12}$/)
  divisionCode!: string;

  @ApiProperty({ example: '0477-8123456' })
  @IsString()
  @Length(5, 30)
  phone!: string;
}

export class NameSignatoriesDto {
  /** Person in charge 负责人. Kept in the vault. */
  @ApiProperty()
  @IsString()
  @Length(1, 40)
  personInCharge!: string;

  /** Handler 经办人. Kept in the vault. */
  @ApiProperty()
  @IsString()
  @Length(1, 40)
  handler!: string;
}

export class OpenStationDto {
  @ApiProperty()
  @IsUUID()
  organisationId!: string;

  @ApiProperty({ enum: ['station', 'point'] })
  @IsIn(['station', 'point'])
  kind!: 'station' | 'point';

  @ApiProperty({ example: '民生社区志愿服务站' })
  @IsString()
  @Length(2, 80)
  name!: string;

  @ApiProperty({ example: '150602001003' })
  @Matches(/^\d{12}$/)
  divisionCode!: string;

  @ApiProperty()
  @IsString()
  @Length(1, 120)
  address!: string;
}
