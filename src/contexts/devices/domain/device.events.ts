import type { Instant } from '../../../kernel/calendar.js';
import type { DomainEvent } from '../../../kernel/message.js';

/** What stands at a station; a volunteer's own phone is a device of kind `phone`. */
export const STATION_DEVICE_KINDS = ['kiosk', 'tablet', 'scanner'] as const;
export type StationDeviceKind = (typeof STATION_DEVICE_KINDS)[number];
export type DeviceKind = StationDeviceKind | 'phone';

export const REVOCATION_REASONS = ['lost', 'stolen', 'replaced', 'retired', 'misused'] as const;
export type RevocationReason = (typeof REVOCATION_REASONS)[number];

/** Staff expects a device; whoever holds the one-time code becomes it. Its name is in the vault. */
export type DeviceAnnounced = DomainEvent<
  'devices.DeviceAnnounced',
  {
    readonly deviceId: string;
    readonly kind: StationDeviceKind;
    readonly stationId: string;
    readonly organisationId: string;
    /** Keyed hash (hex) of the enrolment code. */
    readonly codeHash: string;
    readonly codeExpiresAt: Instant;
  }
>;

/** From here on what this key signs is the device's word. The private key never left it. */
export type DeviceEnrolled = DomainEvent<
  'devices.DeviceEnrolled',
  {
    readonly deviceId: string;
    readonly kind: DeviceKind;
    readonly stationId: string | null;
    readonly organisationId: string | null;
    /** Whose phone it is; null for a station's device. */
    readonly volunteerId: string | null;
    /** Ed25519, raw, base64url (RFC 8032). */
    readonly publicKey: string;
  }
>;

/** Nothing that reaches the server afterwards counts, whenever it says it was signed. */
export type DeviceRevoked = DomainEvent<
  'devices.DeviceRevoked',
  { readonly deviceId: string; readonly reason: RevocationReason; readonly at: Instant }
>;

export type DeviceEvent = DeviceAnnounced | DeviceEnrolled | DeviceRevoked;
