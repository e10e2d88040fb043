import type { Instant } from '../../../kernel/calendar.js';
import type { CommandMeta } from '../../../kernel/message.js';
import type { RevocationReason, StationDeviceKind } from './device.events.js';

export class AnnounceDevice {
  readonly type = 'AnnounceDevice';
  constructor(
    readonly data: {
      readonly deviceId: string;
      readonly kind: StationDeviceKind;
      readonly stationId: string;
      readonly organisationId: string;
      readonly stationOpen: boolean;
      readonly codeHash: string;
      readonly codeExpiresAt: Instant;
    },
    readonly meta: CommandMeta,
  ) {}
}

/** The device has made its key pair and shows the code. */
export class EnrolDevice {
  readonly type = 'EnrolDevice';
  constructor(
    readonly data: {
      readonly deviceId: string;
      readonly codeHash: string;
      readonly publicKey: string;
      readonly at: Instant;
    },
    readonly meta: CommandMeta,
  ) {}
}

/** A volunteer's own phone; the account that is logged in on it stands for the code. */
export class EnrolPhone {
  readonly type = 'EnrolPhone';
  constructor(
    readonly data: {
      readonly deviceId: string;
      readonly volunteerId: string;
      readonly publicKey: string;
      /** How many the volunteer has; two at the same moment may pass the limit by one. */
      readonly phones: number;
    },
    readonly meta: CommandMeta,
  ) {}
}

export class RevokeDevice {
  readonly type = 'RevokeDevice';
  constructor(
    readonly data: {
      readonly deviceId: string;
      readonly reason: RevocationReason;
      readonly at: Instant;
    },
    readonly meta: CommandMeta,
  ) {}
}

export type DeviceCommand = AnnounceDevice | EnrolDevice | EnrolPhone | RevokeDevice;
