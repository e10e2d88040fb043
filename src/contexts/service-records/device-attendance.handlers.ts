import { Injectable } from '@nestjs/common';
import type { Receipt } from '../../cqrs/decider-executor.js';
import type { Instant } from '../../kernel/calendar.js';
import type { CommandMeta } from '../../kernel/message.js';
import { Rejection } from '../../kernel/rejection.js';
import { ConfirmationDesk } from './confirmations.handlers.js';
import type { Doubt, EndEvidence } from './domain/evidence.policy.js';
import { type Direction, type Shown, signedOf, SignInDesk } from './sign-in.handlers.js';

/** As a device saw it; the time and the doubts were judged where the device is known. */
export interface SeenByDevice {
  /** `witness`: seen by a device that has no part in the sign-in and the sign-out. */
  readonly direction: Direction | 'witness';
  readonly volunteerId: string;
  readonly activityId: string;
  readonly at: Instant;
  readonly by: Exclude<EndEvidence, { kind: 'policy' }> & { readonly doubts: readonly Doubt[] };
}

export interface TakenFromDevice {
  readonly recordId: string | null;
  /** It came after its sign-in was closed, and goes to review. */
  readonly isLate: boolean;
}

/** The service book as devices meet it. */
@Injectable()
export class DeviceAttendance {
  constructor(
    private readonly desk: SignInDesk,
    private readonly confirmations: ConfirmationDesk,
  ) {}

  async take(seen: SeenByDevice, meta: CommandMeta): Promise<TakenFromDevice> {
    const { direction, by, ...presence } = seen;
    if (direction === 'witness') return this.#witness(seen, meta);
    const { doubts, ...end } = by;
    const evidence: EndEvidence = doubts.length === 0 ? end : by;
    const receipt = await this.desk.sign(direction, { ...presence, evidence }, meta);
    return takenOf(receipt);
  }

  async #witness(seen: SeenByDevice, meta: CommandMeta): Promise<TakenFromDevice> {
    const { volunteerId, activityId, at, by } = seen;
    if (by.kind !== 'station-device') throw new Rejection('service-records/witness-in-doubt');
    const device = { deviceId: by.deviceId, sequence: by.sequence };
    const witnessed = { volunteerId, activityId, at, device, doubts: by.doubts };
    const receipt = await this.confirmations.witness(witnessed, meta);
    return takenOf(receipt);
  }

  shownAt(scanned: Shown): { readonly window: number; readonly at: Instant } {
    return this.desk.shownAt(scanned);
  }
}

function takenOf(receipt: Receipt): TakenFromDevice {
  const { recordId, isLate } = signedOf(receipt);
  return { recordId, isLate };
}
