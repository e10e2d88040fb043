import { createPublicKey, type KeyObject, verify } from 'node:crypto';
import { canonicalJson } from '../../kernel/canonical-json.js';
import { Rejection } from '../../kernel/rejection.js';
import type { ScanDirection } from './domain/scan-log.events.js';

const KEY_BYTES = 32;

/** What a device signs of each scan: the canonical JSON (RFC 8785) of this, as UTF-8. */
export interface SignedScan {
  readonly deviceId: string;
  readonly sequence: number;
  readonly direction: ScanDirection;
  readonly activityId: string;
  /** The code as scanned. */
  readonly code: string;
  /** The device's clock. */
  readonly at: string;
  readonly witnessed: boolean;
}

export function scanText({
  deviceId,
  sequence,
  direction,
  activityId,
  code,
  at,
  witnessed,
}: SignedScan): string {
  const scan = { deviceId, sequence, direction, activityId, code, at, witnessed };
  return canonicalJson({ kind: 'shizhang/scan/1', ...scan });
}

/** What it signs of a batch: when it sent it, and exactly which scans, by their signatures. */
export function batchText(deviceId: string, sentAt: string, signatures: readonly string[]): string {
  return canonicalJson({ kind: 'shizhang/scan-batch/1', deviceId, sentAt, signatures });
}

/** What it signs to show that it holds the private key: the enrolment code, or the volunteer. */
export function enrolmentText(publicKey: string, secret: string): string {
  return canonicalJson({ kind: 'shizhang/enrolment/1', publicKey, secret });
}

/** Ed25519 (RFC 8032), raw and base64url as WebCrypto exports it. */
export class DeviceKey {
  readonly #key: KeyObject;

  /** @throws Rejection `devices/key-malformed` */
  constructor(publicKey: string) {
    try {
      if (Buffer.from(publicKey, 'base64url').length !== KEY_BYTES) throw new RangeError('length');
      const jwk = { kty: 'OKP', crv: 'Ed25519', x: publicKey };
      this.#key = createPublicKey({ key: jwk, format: 'jwk' });
    } catch (error) {
      throw new Rejection('devices/key-malformed', {}, { cause: error });
    }
  }

  signed(text: string, signature: string): boolean {
    return verify(null, Buffer.from(text), this.#key, Buffer.from(signature, 'base64url'));
  }
}
