import { ApiProperty } from '@nestjs/swagger';
import { IsBoolean, IsIn, IsString, IsUUID, Length, Matches, MaxLength } from 'class-validator';
import {
  CONSENT_PURPOSES,
  type ConsentPurpose,
  GUARDIAN_RELATIONS,
  type GuardianRelation,
  LEAVING_REASONS,
  type LeavingReason,
} from './domain/volunteer.events.js';

export class GiveGuardianConsentDto {
  /** Who answers for the minor. Kept in the vault. */
  @ApiProperty({ example: '林秀英' })
  @IsString()
  @Length(1, 80)
  name!: string;

  @ApiProperty({ example: '13800138000' })
  @IsString()
  @MaxLength(30)
  @Matches(/^\+?\d[\d -]{4,19}$/)
  phone!: string;

  @ApiProperty({ enum: GUARDIAN_RELATIONS })
  @IsIn(GUARDIAN_RELATIONS)
  relation!: GuardianRelation;

  /** The guardian undertakes to stay beside the child: required for the youngest. */
  @ApiProperty()
  @IsBoolean()
  accompanies!: boolean;
}

/** Which consent of whom: the path. */
export class ConsentPathDto {
  @ApiProperty()
  @IsUUID()
  volunteerId!: string;

  @ApiProperty({ enum: CONSENT_PURPOSES })
  @IsIn(CONSENT_PURPOSES)
  purpose!: ConsentPurpose;
}

export class GiveConsentDto {
  /** The version of the wording that was agreed to. */
  @ApiProperty({ example: '2026-01' })
  @Matches(/^[\w.-]{1,40}$/)
  textVersion!: string;

  @ApiProperty({ enum: ['self', 'guardian'] })
  @IsIn(['self', 'guardian'])
  by!: 'self' | 'guardian';
}

export class LeaveServiceDto {
  @ApiProperty({ enum: LEAVING_REASONS })
  @IsIn(LEAVING_REASONS)
  reason!: LeavingReason;
}
