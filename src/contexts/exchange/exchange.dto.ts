import { ApiProperty } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import {
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Matches,
  Min,
} from 'class-validator';
import { IsLocalDate } from '../../http/is-local-date.js';
import { IMPORT_KINDS, type ImportKind } from './domain/import-job.events.js';

export class ImportQueryDto {
  @ApiProperty({ enum: IMPORT_KINDS })
  @IsIn(IMPORT_KINDS)
  kind!: ImportKind;

  /** Judges every row and writes nothing. */
  @ApiProperty({ required: false, default: false })
  @Transform(({ value }) => value === true || value === 'true')
  @IsBoolean()
  dryRun: boolean = false;

  /** In whose name: a station, an organisation, or a prefix of the division code. */
  @ApiProperty({ required: false })
  @IsOptional()
  @IsUUID()
  station?: string;

  @ApiProperty({ required: false })
  @IsOptional()
  @IsUUID()
  organisation?: string;

  @ApiProperty({ required: false })
  @IsOptional()
  @Matches(/^\d{2,12}$/)
  division?: string;
}

export class RefusedRowsDto {
  /** The last row of the page before. */
  @ApiProperty({ required: false, default: 0 })
  @Type(() => Number)
  @IsInt()
  @Min(0)
  after: number = 0;
}

export class NationalExportDto {
  @ApiProperty({ enum: IMPORT_KINDS })
  @IsIn(IMPORT_KINDS)
  kind!: ImportKind;

  /** Of whom: an organisation, a station, or a prefix of the division code. */
  @ApiProperty({ required: false })
  @IsOptional()
  @IsUUID()
  organisation?: string;

  @ApiProperty({ required: false })
  @IsOptional()
  @IsUUID()
  station?: string;

  @ApiProperty({ required: false })
  @IsOptional()
  @Matches(/^\d{2,12}$/)
  division?: string;

  /** Days of service; for hours only. */
  @ApiProperty({ required: false, default: '1900-01-01' })
  @IsLocalDate()
  from: string = '1900-01-01';

  @ApiProperty({ required: false, default: '9999-12-31' })
  @IsLocalDate()
  to: string = '9999-12-31';

  /** Names and numbers in full: needs a purpose, and each reading is recorded. */
  @ApiProperty({ required: false, default: false })
  @Transform(({ value }) => value === true || value === 'true')
  @IsBoolean()
  full: boolean = false;

  @ApiProperty({ required: false })
  @IsOptional()
  @IsString()
  @Length(1, 200)
  purpose?: string;
}
