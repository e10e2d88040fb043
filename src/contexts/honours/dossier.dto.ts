import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, Matches, Max, Min } from 'class-validator';
import { DOSSIER_KINDS, type DossierKind } from './domain/dossier.policy.js';

export class DossierPathDto {
  @ApiProperty({ enum: DOSSIER_KINDS })
  @IsIn(DOSSIER_KINDS)
  kind!: DossierKind;

  /** Of a community the 12 digits of its division, else an id. */
  @ApiProperty()
  @Matches(/^(\d{12}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/)
  id!: string;
}

export class DossierQueryDto {
  /** Services in a year from which a volunteer counts as active; absent = as the rules say. */
  @ApiProperty({ required: false, minimum: 1, maximum: 366 })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(366)
  activeServices?: number;

  @ApiProperty({ required: false, enum: ['zh', 'en'] })
  @IsOptional()
  @IsIn(['zh', 'en'])
  lang?: 'zh' | 'en';
}
