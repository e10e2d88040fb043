import { ApiProperty } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
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
  ValidateIf,
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

/** Six digits, as an authenticator shows them; people type them in two groups. */
const CODE = /^\d{3} ?\d{3}$/;

/** Undefined for an empty field of a form. */
const digits = ({ value }: { value: unknown }): unknown =>
  typeof value === 'string' ? value.replace(' ', '') || undefined : value;

export class SessionDto extends LogInDto {
  @ApiProperty({ required: false, example: '123456' })
  @IsOptional()
  @Transform(digits)
  @Matches(CODE)
  code?: string;
}

export class LogInFormDto extends SessionDto {
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

export class OpenAccountDto {
  @ApiProperty()
  @IsString()
  @Length(1, TEXT_MAX)
  loginName!: string;

  /** Absent: the answer holds an invitation, a link by which the owner chooses one. */
  @ApiProperty({ required: false })
  @ValidateIf((_, password) => password !== undefined)
  @IsString()
  @Length(1, TEXT_MAX)
  password?: string;

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

export class PasswordLinkDto {
  @ApiProperty()
  @IsString()
  @Length(1, TEXT_MAX)
  token!: string;

  @ApiProperty()
  @IsString()
  @Length(1, TEXT_MAX)
  password!: string;
}

export class ConfirmFactorDto {
  @ApiProperty({ format: 'uuid' })
  @IsUUID()
  factorId!: string;

  @ApiProperty({ example: '123456' })
  @Transform(digits)
  @Matches(CODE)
  code!: string;
}

/** The owner once more, before something that must not be done by a finder of an open session. */
export class ConfirmDto {
  @ApiProperty()
  @IsString()
  @Length(1, TEXT_MAX)
  password!: string;

  /** Where the account has an authenticator. */
  @ApiProperty({ required: false, example: '123456' })
  @IsOptional()
  @Transform(digits)
  @Matches(CODE)
  code?: string;
}

export class OidcCodeDto {
  @Transform(digits)
  @Matches(CODE)
  code!: string;
}

export class IdentityDto {
  @ApiProperty({ pattern: '^[0-9a-f]{64}$' })
  @Matches(/^[0-9a-f]{64}$/)
  identityId!: string;
}

export class RemoveFactorDto {
  @ApiProperty()
  @IsString()
  @Length(1, TEXT_MAX)
  password!: string;

  @ApiProperty({ example: '123456' })
  @Transform(digits)
  @Matches(CODE)
  code!: string;
}

export class ChangePasswordDto {
  @ApiProperty()
  @IsString()
  @Length(1, TEXT_MAX)
  current!: string;

  /** Where the account has an authenticator. */
  @ApiProperty({ required: false, example: '123456' })
  @IsOptional()
  @Transform(digits)
  @Matches(CODE)
  code?: string;

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
