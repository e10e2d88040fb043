import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsIn,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Matches,
  MaxLength,
  ValidateNested,
} from 'class-validator';
import { PERMISSIONS, type Permission, type Role, ROLES } from '../../http/permissions.js';
import { ROLES_MAX } from './domain/account.decider.js';

/** Longer than any rule allows, so that the rule answers; shorter than what would cost us. */
const TEXT_MAX = 256;
const UUID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
/** A division is a prefix of the 12-digit code that ends where a level ends (GB/T 2260, 10114). */
const DIVISION = String.raw`\d{2}|\d{4}|\d{6}|\d{9}|\d{12}`;
const SCOPE = new RegExp(`^(?:\\*|division:(?:${DIVISION})|(?:organisation|station):${UUID})$`);
const PERMISSION_NAMES = Object.keys(PERMISSIONS) as Permission[];

export class LogInDto {
  @ApiProperty()
  @IsString()
  @Length(1, TEXT_MAX)
  loginName!: string;

  @ApiProperty()
  @IsString()
  @Length(1, TEXT_MAX)
  password!: string;
}

export class LogInFormDto extends LogInDto {
  /** Where to go afterwards: a path of this site. */
  @IsOptional()
  @IsString()
  @MaxLength(500)
  next?: string;
}

export class SetUpDto extends LogInDto {
  @ApiProperty()
  @IsString()
  @Length(1, TEXT_MAX)
  token!: string;
}

export class GrantDto {
  @ApiProperty({ enum: ROLES })
  @IsIn(ROLES)
  role!: Role;

  /** `*`, `division:<prefix>`, `organisation:<id>` or `station:<id>`. */
  @ApiProperty({ example: 'division:150602' })
  @IsString()
  @Matches(SCOPE)
  scope!: string;
}

export class OpenAccountDto extends LogInDto {
  /** The volunteer whose account it is; absent for staff. */
  @ApiProperty({ required: false })
  @IsOptional()
  @IsUUID()
  volunteerId?: string;

  @ApiProperty({ type: [GrantDto], required: false })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(ROLES_MAX)
  @ValidateNested({ each: true })
  @Type(() => GrantDto)
  grants?: GrantDto[];
}

export class ChangePasswordDto {
  @ApiProperty()
  @IsString()
  @Length(1, TEXT_MAX)
  current!: string;

  @ApiProperty()
  @IsString()
  @Length(1, TEXT_MAX)
  password!: string;
}

export class IssueTokenDto {
  /** What it is for. Kept in the vault. */
  @ApiProperty({ required: false })
  @IsOptional()
  @IsString()
  @Length(1, 60)
  label?: string;

  @ApiProperty({ enum: PERMISSION_NAMES, isArray: true })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayUnique()
  @IsIn(PERMISSION_NAMES, { each: true })
  permissions!: Permission[];

  @ApiProperty({ required: false, default: '*' })
  @IsOptional()
  @IsString()
  @Matches(SCOPE)
  scope?: string;
}
