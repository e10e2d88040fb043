import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import {
  batchText,
  enrolmentText,
  scanText,
  type SignedScan,
} from '../../src/contexts/devices/device-keys.js';
import type { Answer, Client } from './boot-app.js';

export type WantedScan = Partial<Omit<SignedScan, 'deviceId' | 'sequence'>> &
  Pick<SignedScan, 'activityId' | 'code' | 'at'>;

export type PostedScan = Omit<SignedScan, 'deviceId'> & { readonly signature: string };

/** A station's device or a volunteer's phone, as it signs: its key, its clock and its count. */
export class TestDevice {
  readonly #key: KeyObject;
  readonly publicKey: string;
  deviceId = '';
  #sequence = 0;

  constructor() {
    const { privateKey, publicKey } = generateKeyPairSync('ed25519');
    this.#key = privateKey;
    this.publicKey = String(publicKey.export({ format: 'jwk' }).x);
  }

  proofOf(secret: string): { publicKey: string; proof: string } {
    const { publicKey } = this;
    return { publicKey, proof: this.#signed(enrolmentText(publicKey, secret)) };
  }

  /** Announced by staff at a station, then enrolled by itself. */
  async enrol(staff: Client, stationId: string, anonymous: Client): Promise<void> {
    const path = `/api/v1/stations/${stationId}/devices`;
    const { body } = await staff.post(path, { kind: 'tablet', name: '一楼大厅平板' });
    const code = body.enrolmentCode as string;
    const enrolled = await anonymous.post('/api/v1/device-enrolments', {
      ...{ code, ...this.proofOf(code) },
    });
    expect([enrolled.status, enrolled.body]).toMatchObject([201, { stationId }]);
    this.deviceId = enrolled.body.deviceId;
  }

  /** The next scan; `over` says what is wrong with it. */
  scan(wanted: WantedScan, over: Partial<PostedScan> = {}): PostedScan {
    this.#sequence += 1;
    const { deviceId } = this;
    const sequence = over.sequence ?? this.#sequence;
    const scan = { sequence, direction: 'in' as const, witnessed: false, ...wanted };
    const signature = this.#signed(scanText({ ...scan, deviceId }));
    return { ...scan, signature, ...over };
  }

  post(client: Client, scans: readonly PostedScan[], sentAt: string): Promise<Answer> {
    const { deviceId } = this;
    const signatures = scans.map(({ signature }) => signature);
    const signature = this.#signed(batchText(deviceId, sentAt, signatures));
    return client.post('/api/v1/device-scans', { deviceId, sentAt, scans, signature });
  }

  #signed(text: string): string {
    return sign(null, Buffer.from(text), this.#key).toString('base64url');
  }
}
