import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsString,
  IsUUID,
  Length,
  Matches,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import {
  REVOCATION_REASONS,
  type RevocationReason,
  STATION_DEVICE_KINDS,
  type StationDeviceKind,
} from './domain/device.events.js';
import {
  CARD_REVOCATION_REASONS,
  type CardRevocationReason,
} from './domain/personal-card.events.js';
import { SCAN_DIRECTIONS, type ScanDirection } from './domain/scan-log.events.js';

/** 64 bytes, base64url. */
const SIGNATURE = /^[\w-]{86}$/;
/** 32 bytes, base64url. */
const PUBLIC_KEY = /^[\w-]{43}$/;
/** As `Date.toISOString()` writes it: a signature needs one spelling. */
const INSTANT =
  /^20\d{2}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3])(:[0-5]\d){2}\.\d{3}Z$/;
const SCANS_MAX = 200;
const SEQUENCE_MAX = 1_000_000_000;

export class AnnounceDeviceDto {
  @ApiProperty({ enum: STATION_DEVICE_KINDS })
  @IsIn(STATION_DEVICE_KINDS)
  kind!: StationDeviceKind;

  /** What people call it. Kept in the vault. */
  @ApiProperty({ example: '一楼大厅平板' })
  @IsString()
  @Length(1, 40)
  name!: string;
}

class ProvedKeyDto {
  /** Ed25519, raw, base64url. */
  @ApiProperty()
  @Matches(PUBLIC_KEY)
  publicKey!: string;

  /** Ed25519 over `{"kind":"shizhang/enrolment/1","publicKey":…,"secret":…}` in canonical JSON. */
  @ApiProperty()
  @Matches(SIGNATURE)
  proof!: string;
}

export class EnrolDeviceDto extends ProvedKeyDto {
  /** The one-time code; it is also the `secret` of the proof, in capitals without separators. */
  @ApiProperty({ example: '7K3QD-0M2VX' })
  @IsString()
  @Length(10, 20)
  code!: string;
}

/** The `secret` of the proof is the volunteer's id. */
export class EnrolPhoneDto extends ProvedKeyDto {}

export class RevokeDeviceDto {
  @ApiProperty({ enum: REVOCATION_REASONS })
  @IsIn(REVOCATION_REASONS)
  reason!: RevocationReason;
}

export class RevokeCardDto {
  @ApiProperty({ enum: CARD_REVOCATION_REASONS })
  @IsIn(CARD_REVOCATION_REASONS)
  reason!: CardRevocationReason;
}

export class DeviceScanDto {
  /** The device's own count of its scans, from 1. */
  @ApiProperty()
  @IsInt()
  @Min(1)
  @Max(SEQUENCE_MAX)
  sequence!: number;

  /** The device's clock at the scan. */
  @ApiProperty({ example: '2026-11-20T01:00:00.000Z' })
  @Matches(INSTANT)
  at!: string;

  @ApiProperty({ enum: SCAN_DIRECTIONS })
  @IsIn(SCAN_DIRECTIONS)
  direction!: ScanDirection;

  @ApiProperty()
  @IsUUID()
  activityId!: string;

  /** As scanned: a personal code; on a volunteer's own phone the code of the activity's screen. */
  @ApiProperty()
  @IsString()
  @Length(10, 100)
  code!: string;

  /** Somebody at the device looked who carried the card. */
  @ApiProperty()
  @IsBoolean()
  witnessed!: boolean;

  /** Ed25519 over the canonical JSON of all this with `kind` `shizhang/scan/1` and `deviceId`. */
  @ApiProperty()
  @Matches(SIGNATURE)
  signature!: string;
}

export class ScanBatchDto {
  @ApiProperty()
  @IsUUID()
  deviceId!: string;

  /** The device's clock at the sending. */
  @ApiProperty({ example: '2026-11-20T09:30:00.000Z' })
  @Matches(INSTANT)
  sentAt!: string;

  @ApiProperty({ type: DeviceScanDto, isArray: true })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(SCANS_MAX)
  @ArrayUnique(({ sequence }: DeviceScanDto) => sequence)
  @ValidateNested({ each: true })
  @Type(() => DeviceScanDto)
  scans!: DeviceScanDto[];

  /** Ed25519 over `{"deviceId":…,"kind":"shizhang/scan-batch/1","sentAt":…,"signatures":[…]}`. */
  @ApiProperty()
  @Matches(SIGNATURE)
  signature!: string;
}
