import { Injectable } from '@nestjs/common';
import { DeciderExecutor } from '../../cqrs/decider-executor.js';
import { Dispatcher } from '../../cqrs/dispatcher.js';
import { type Instant, localDateOf } from '../../kernel/calendar.js';
import type { CommandMeta } from '../../kernel/message.js';
import { Rejection } from '../../kernel/rejection.js';
import { Clock } from '../../platform/clock.js';
import { deriveId, sha256Hex } from '../../platform/ids.js';
import { PolicyBook } from '../../platform/policy-book.js';
import { batchText, DeviceKey, scanText, type SignedScan } from './device-keys.js';
import { DevicesQueries } from './devices.queries.js';
import { AttendanceBook } from './domain/attendance-book.js';
import { type Device, device } from './domain/device.decider.js';
import { LogScan, type ScanOutcome } from './domain/scan-log.commands.js';
import { firstOfLog, type ScanLog, scanLog, scanLogId } from './domain/scan-log.decider.js';
import { judgeScan, SCAN_POLICIES, type ScanPolicy, scanPolicyOn } from './domain/scan.policy.js';
import { ScanReader } from './scan-reader.js';

export interface GivenScan extends Omit<SignedScan, 'deviceId'> {
  readonly signature: string;
}

export interface ScanBatch {
  readonly deviceId: string;
  /** The device's clock when it sent this. */
  readonly sentAt: Instant;
  readonly scans: readonly GivenScan[];
  /** Over `batchText`. */
  readonly signature: string;
}

export interface ScanAnswer {
  readonly sequence: number;
  /**
   * `review` = accepted, with doubts. `waiting` = it can't be judged before earlier numbers of this
   * device arrive: keep it and send it again. All others are final: forget the scan.
   */
  readonly verdict: 'accepted' | 'review' | 'refused' | 'waiting';
  /** Why it was refused or waits. */
  readonly refusal: Rejection | null;
  readonly doubts: readonly string[];
  readonly recordId: string | null;
  readonly at: Instant | null;
}

/** Beside the doubts of its evidence: it changed nothing yet. */
const SIGN_IN_CLOSED = 'sign-in-closed';

/** One scan on its way. */
interface Scan {
  readonly deviceId: string;
  readonly device: Device;
  readonly given: GivenScan;
  readonly hash: string;
  readonly sentAt: Instant;
  readonly receivedAt: Instant;
  readonly previousAt: Instant | null;
}

/**
 * Scans of devices, each by itself: one that is refused holds up no other. Sending anything again is
 * harmless, in whatever order and however often: each number is answered once and for ever.
 *
 * The book comes before the log. Whatever crash lies between the two, the device has no answer, keeps
 * the scan and sends it again; the book then knows the command, and the log is written.
 */
@Injectable()
export class ScanDesk {
  readonly #policies: readonly ScanPolicy[];

  constructor(
    private readonly dispatcher: Dispatcher,
    private readonly executor: DeciderExecutor,
    private readonly queries: DevicesQueries,
    private readonly reader: ScanReader,
    private readonly book: AttendanceBook,
    private readonly clock: Clock,
    policies: PolicyBook,
  ) {
    this.#policies = policies.of('devices', SCAN_POLICIES);
  }

  /**
   * @throws Rejection `devices/device-unknown`, `devices/not-enrolled`, `devices/device-revoked`,
   *   `devices/signature-wrong` (of the batch): nothing of it was looked at
   */
  async take({ deviceId, sentAt, scans, signature }: ScanBatch): Promise<readonly ScanAnswer[]> {
    const { state } = await this.executor.load(device, deviceId);
    const key = keyOf(state);
    const signatures = scans.map((scan) => scan.signature);
    if (!key.signed(batchText(deviceId, sentAt, signatures), signature)) {
      throw new Rejection('devices/signature-wrong');
    }
    const receivedAt = this.clock.now();
    const answers: ScanAnswer[] = [];
    let previousAt: Instant | null = null;
    // In the device's own order: who comes in and goes again within one batch comes in first.
    for (const given of [...scans].sort((a, b) => a.sequence - b.sequence)) {
      const { sequence } = given;
      const text = scanText({ ...given, deviceId });
      if (!key.signed(text, given.signature)) {
        answers.push(refusedAnswer(sequence, new Rejection('devices/signature-wrong')));
        continue;
      }
      previousAt ??= this.queries.previousAt(deviceId, sequence);
      const hash = sha256Hex(text);
      const times = { sentAt, receivedAt, previousAt };
      answers.push(await this.#one({ deviceId, device: state, given, hash, ...times }));
      previousAt = given.at;
    }
    return answers;
  }

  async #one(scan: Scan): Promise<ScanAnswer> {
    const { deviceId, given, hash } = scan;
    const { sequence } = given;
    const id = scanLogId(deviceId, sequence);
    const { state } = await this.executor.load(scanLog, id);
    const known = state.scans.get(sequence);
    if (known?.scan.scanHash === hash) return answerOf(known);
    if (known) return this.#reused(scan, state.reused.has(sequence));
    const outcome = await this.#judged(scan, state);
    if (outcome instanceof Rejection) {
      return { ...refusedAnswer(sequence, outcome), verdict: 'waiting' };
    }
    await this.dispatcher.dispatch(new LogScan(outcome, metaOf(scan, 'log')));
    return answerOf(outcome);
  }

  async #reused(scan: Scan, told: boolean): Promise<ScanAnswer> {
    const { sequence } = scan.given;
    const rejection = new Rejection('devices/sequence-reused', { sequence });
    if (!told) {
      const outcome = refusedOutcome(scan, rejection);
      await this.dispatcher.dispatch(new LogScan(outcome, metaOf(scan, scan.hash)));
    }
    return refusedAnswer(sequence, rejection);
  }

  /** What is made of it; a Rejection when it has to wait for earlier scans. */
  async #judged(scan: Scan, log: ScanLog): Promise<ScanOutcome | Rejection> {
    try {
      return await this.#written(scan);
    } catch (error) {
      if (!(error instanceof Rejection)) throw error;
      return this.#waitsFor(scan, log, error) ? error : refusedOutcome(scan, error);
    }
  }

  async #written(scan: Scan): Promise<ScanOutcome> {
    const { deviceId, given, hash, sentAt, receivedAt, previousAt } = scan;
    const { sequence, direction, activityId, at: deviceAt } = given;
    const seen = this.reader.read(scan.device, given);
    const facts = { by: seen.by, direction, code: seen.code, deviceAt };
    const policy = scanPolicyOn(localDateOf(receivedAt), this.#policies);
    const verdict = judgeScan({ ...facts, sentAt, receivedAt, previousAt }, policy);
    if (!verdict.ok) throw new Rejection(verdict.reason);
    const { at, doubts } = verdict;
    const { volunteerId } = seen;
    const by = seen.evidence({ deviceId, sequence, doubts });
    const presence = { direction, volunteerId, activityId, at, by };
    const { recordId, isLate } = await this.book.take(presence, metaOf(scan, 'book'));
    const scanned = { deviceId, sequence, scanHash: hash, direction, activityId, deviceAt };
    const toReview = { doubts: isLate ? [...doubts, SIGN_IN_CLOSED] : doubts };
    return { verdict: 'accepted', scan: { ...scanned, volunteerId, at, ...toReview, recordId } };
  }

  /** A sign-out may have come before the sign-in that this device still has to send. */
  #waitsFor({ deviceId, given }: Scan, { scans }: ScanLog, { code }: Rejection): boolean {
    if (code !== 'service-records/not-signed-in') return false;
    const first = firstOfLog(given.sequence);
    for (let before = given.sequence - 1; before >= first; before -= 1) {
      if (!scans.has(before)) return true;
    }
    return this.queries.countBefore(deviceId, first) < first - 1;
  }
}

/** @throws Rejection `devices/device-unknown`, `devices/not-enrolled`, `devices/device-revoked` */
function keyOf({ status, publicKey }: Device): DeviceKey {
  if (status === 'none') throw new Rejection('devices/device-unknown');
  if (status === 'revoked') throw new Rejection('devices/device-revoked');
  if (publicKey === null) throw new Rejection('devices/not-enrolled');
  return new DeviceKey(publicKey);
}

/** The scan itself is the key: the same scan is the same command, whenever it is sent. */
function metaOf({ deviceId, device, given, hash, receivedAt }: Scan, step: string): CommandMeta {
  const scope = device.stationId === null ? {} : { scope: `station:${device.stationId}` };
  return {
    commandId: deriveId('device-scan', deviceId, given.sequence, step),
    inputHash: hash,
    correlationId: deriveId('device-scan', deviceId, given.sequence),
    actor: { accountId: `device:${deviceId}`, role: 'device', ...scope, deviceId },
    channel: 'kiosk',
    at: receivedAt,
  };
}

function refusedOutcome({ deviceId, given, hash }: Scan, { code }: Rejection): ScanOutcome {
  const { sequence, direction, activityId, at: deviceAt } = given;
  const scanned = { deviceId, sequence, scanHash: hash, direction, activityId, deviceAt };
  return { verdict: 'refused', scan: { ...scanned, reason: code } };
}

function answerOf(outcome: ScanOutcome): ScanAnswer {
  const { sequence } = outcome.scan;
  if (outcome.verdict === 'refused') {
    return refusedAnswer(sequence, new Rejection(outcome.scan.reason));
  }
  const { doubts, recordId, at } = outcome.scan;
  const verdict = doubts.length === 0 ? 'accepted' : 'review';
  return { sequence, verdict, refusal: null, doubts, recordId, at };
}

function refusedAnswer(sequence: number, refusal: Rejection): ScanAnswer {
  return { sequence, verdict: 'refused', refusal, doubts: [], recordId: null, at: null };
}
