import { Injectable } from '@nestjs/common';
import { createHmac } from 'node:crypto';
import type { Receipt } from '../../cqrs/decider-executor.js';
import { Dispatcher } from '../../cqrs/dispatcher.js';
import { type Instant, instantOf, localDateOf, millis } from '../../kernel/calendar.js';
import type { CommandMeta } from '../../kernel/message.js';
import { Rejection } from '../../kernel/rejection.js';
import { deriveId, keyedHash } from '../../platform/ids.js';
import { MasterKey } from '../../platform/master-key.js';
import { PolicyBook } from '../../platform/policy-book.js';
import { documentKeys } from '../../vault/document-keys.js';
import { Vault } from '../../vault/vault.js';
import { DeviceKey, enrolmentText } from './device-keys.js';
import { type DeviceRow, DevicesQueries, type Gap } from './devices.queries.js';
import { AnnounceDevice, EnrolDevice, EnrolPhone, RevokeDevice } from './domain/device.commands.js';
import type { RevocationReason, StationDeviceKind } from './domain/device.events.js';
import { SCAN_POLICIES, type ScanPolicy, scanPolicyOn } from './domain/scan.policy.js';

const MINUTE_MS = 60_000;
/** Crockford's base 32: nothing that looks like something else when it is read out. */
const DIGITS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** 50 bits, good once, for minutes, and tries are counted. */
const CODE_LENGTH = 10;

export interface NewDevice {
  readonly stationId: string;
  readonly kind: StationDeviceKind;
  /** What people call it. It may name one of them, so it stands in the vault. */
  readonly name: string;
}

export interface Announced {
  readonly deviceId: string;
  /** To be typed or scanned on the device, once. */
  readonly enrolmentCode: string;
  readonly expiresAt: Instant;
}

export interface DeviceView extends DeviceRow {
  readonly name: string | null;
  /** Numbers the device counted that never arrived, lowest first, at most twenty runs. */
  readonly missing: readonly Gap[];
}

/** Devices come, show a key, and go. */
@Injectable()
export class DeviceDesk {
  readonly #key: Buffer;
  readonly #policies: readonly ScanPolicy[];

  constructor(
    private readonly dispatcher: Dispatcher,
    private readonly queries: DevicesQueries,
    private readonly vault: Vault,
    masterKey: MasterKey,
    policies: PolicyBook,
  ) {
    this.#key = masterKey.for('device-codes');
    this.#policies = policies.of('devices', SCAN_POLICIES);
  }

  /** A repeat of the request is answered with the same code. */
  async announce(
    { stationId, kind, name }: NewDevice,
    meta: CommandMeta,
  ): Promise<{ receipt: Receipt; announced: Announced }> {
    const { organisationId, open } = this.queries.station(stationId);
    const deviceId = deriveId(meta.commandId, 'device');
    const enrolmentCode = this.#codeOf(deviceId);
    const { enrolmentCodeMinutes } = scanPolicyOn(localDateOf(meta.at), this.#policies);
    const codeExpiresAt = instantOf(millis(meta.at) + enrolmentCodeMinutes * MINUTE_MS);
    const codeHash = this.#hashOf(enrolmentCode);
    const data = { deviceId, kind, stationId, organisationId, stationOpen: open };
    const command = new AnnounceDevice({ ...data, codeHash, codeExpiresAt }, meta);
    const receipt = await this.dispatcher.dispatch(command);
    this.vault.put(documentKeys.device(stationId, deviceId), { name });
    const [first] = receipt.events as readonly { readonly data: { codeExpiresAt: Instant } }[];
    const expiresAt = first?.data.codeExpiresAt ?? codeExpiresAt;
    return { receipt, announced: { deviceId, enrolmentCode, expiresAt } };
  }

  /** @throws Rejection `devices/key-malformed`, `devices/key-not-proved`, `devices/code-wrong`, … */
  async enrol(
    code: string,
    { publicKey, proof }: { readonly publicKey: string; readonly proof: string },
    meta: CommandMeta,
  ): Promise<{ receipt: Receipt; device: DeviceRow }> {
    const typed = normalised(code);
    requireProof(publicKey, typed, proof);
    const codeHash = this.#hashOf(typed);
    const deviceId = this.queries.findByCode(codeHash);
    if (deviceId === undefined) throw new Rejection('devices/code-wrong');
    const command = new EnrolDevice({ deviceId, codeHash, publicKey, at: meta.at }, meta);
    const receipt = await this.dispatcher.dispatch(command);
    return { receipt, device: this.queries.device(deviceId) };
  }

  /** The phone of whoever is logged in on it. */
  async enrolPhone(
    volunteerId: string,
    { publicKey, proof }: { readonly publicKey: string; readonly proof: string },
    meta: CommandMeta,
  ): Promise<{ receipt: Receipt; deviceId: string }> {
    requireProof(publicKey, volunteerId, proof);
    const deviceId = deriveId(meta.commandId, 'phone');
    const phones = this.queries.phonesOf(volunteerId).length;
    const command = new EnrolPhone({ deviceId, volunteerId, publicKey, phones }, meta);
    return { receipt: await this.dispatcher.dispatch(command), deviceId };
  }

  revoke(deviceId: string, reason: RevocationReason, meta: CommandMeta): Promise<Receipt> {
    return this.dispatcher.dispatch(new RevokeDevice({ deviceId, reason, at: meta.at }, meta));
  }

  viewOf(row: DeviceRow): DeviceView {
    const { stationId, deviceId } = row;
    const key = stationId === null ? undefined : documentKeys.device(stationId, deviceId);
    const name = key && this.vault.get<{ name: string }>(key, 'not-personal')?.name;
    return { ...row, name: name ?? null, missing: this.queries.gaps(row) };
  }

  #codeOf(deviceId: string): string {
    const mac = createHmac('sha256', this.#key).update(`enrolment\u001f${deviceId}`).digest();
    return [...mac.subarray(0, CODE_LENGTH)].map((byte) => DIGITS.charAt(byte % 32)).join('');
  }

  #hashOf(code: string): string {
    return keyedHash(this.#key, 'enrolment-code', code);
  }
}

/** As people type it: small letters, spaces, dashes, and O for zero. */
function normalised(code: string): string {
  return code.toUpperCase().replace(/[\s-]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1');
}

function requireProof(publicKey: string, secret: string, proof: string): void {
  const text = enrolmentText(publicKey, secret);
  if (!new DeviceKey(publicKey).signed(text, proof)) throw new Rejection('devices/key-not-proved');
}
