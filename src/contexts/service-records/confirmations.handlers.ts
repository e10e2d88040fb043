import { Inject, Injectable } from '@nestjs/common';
import { createHmac } from 'node:crypto';
import type { Receipt } from '../../cqrs/decider-executor.js';
import { Dispatcher } from '../../cqrs/dispatcher.js';
import { type Instant, instantOf, localDateOf, millis, yearOf } from '../../kernel/calendar.js';
import type { CommandMeta } from '../../kernel/message.js';
import { Rejection } from '../../kernel/rejection.js';
import type { Config } from '../../platform/config.js';
import { deriveId, sha256Hex } from '../../platform/ids.js';
import { MasterKey } from '../../platform/master-key.js';
import { PolicyBook } from '../../platform/policy-book.js';
import { CONFIG } from '../../platform/tokens.js';
import {
  ConfirmRecord,
  OfferConfirmation,
  WitnessPresence,
} from './domain/confirmation.commands.js';
import type { Doubt } from './domain/evidence.policy.js';
import type { Person } from './domain/proposals.commands.js';
import { RECORD_POLICIES, type RecordPolicy, recordPolicyOn } from './domain/record.policy.js';
import { type RecordView, ServiceRecordsQueries } from './service-records.queries.js';

const CODE_BYTES = 16;
const DAY_MS = 86_400_000;

export interface ConfirmationCode {
  /** For the beneficiary, and for nobody else; the same key shows it again. */
  readonly code: string;
  /** What its QR says. */
  readonly url: string;
  readonly expiresAt: Instant;
}

export interface Witnessed {
  readonly volunteerId: string;
  readonly activityId: string;
  readonly at: Instant;
  readonly device: { readonly deviceId: string; readonly sequence: number };
  readonly doubts: readonly Doubt[];
}

/** A second witness of a record: the beneficiary by a code, or another device of the station. */
@Injectable()
export class ConfirmationDesk {
  readonly #key: Buffer;
  readonly #policies: readonly RecordPolicy[];

  constructor(
    private readonly dispatcher: Dispatcher,
    private readonly queries: ServiceRecordsQueries,
    @Inject(CONFIG) private readonly config: Config,
    masterKey: MasterKey,
    policies: PolicyBook,
  ) {
    this.#key = masterKey.for('tokens');
    this.#policies = policies.of('service-records', RECORD_POLICIES);
  }

  async offer(
    recordId: string,
    issuer: Person,
    meta: CommandMeta,
  ): Promise<{ receipt: Receipt; code: ConfirmationCode }> {
    const { volunteerId, year } = this.queries.record(recordId);
    const codeId = deriveId(meta.commandId, 'confirmation');
    const code = this.#codeOf(codeId);
    const { confirmationCodeDays } = recordPolicyOn(localDateOf(meta.at), this.#policies);
    const expiresAt = instantOf(millis(meta.at) + confirmationCodeDays * DAY_MS);
    const codeHash = sha256Hex(code);
    const data = { volunteerId, year, recordId, codeId, codeHash, expiresAt, issuer };
    const receipt = await this.dispatcher.dispatch(new OfferConfirmation(data, meta));
    return { receipt, code: { code, url: `${this.config.publicUrl}/c/${code}`, expiresAt } };
  }

  /** The record a code is for. @throws Rejection `service-records/confirmation-code-unknown` */
  recordFor(code: string): RecordView {
    const recordId = this.queries.offeredRecord(sha256Hex(code));
    if (recordId === undefined) throw new Rejection('service-records/confirmation-code-unknown');
    return this.queries.record(recordId);
  }

  confirm(code: string, confirmer: Person | null, meta: CommandMeta): Promise<Receipt> {
    const { volunteerId, year, recordId } = this.recordFor(code);
    const codeHash = sha256Hex(code);
    const data = { volunteerId, year, recordId, codeHash, at: meta.at, confirmer };
    return this.dispatcher.dispatch(new ConfirmRecord(data, meta));
  }

  witness(seen: Witnessed, meta: CommandMeta): Promise<Receipt> {
    const { volunteerId, activityId, at } = seen;
    const date = localDateOf(at);
    const year = this.queries.openBookYear(volunteerId, activityId) ?? yearOf(date);
    const { signOutClosesMinutes } = recordPolicyOn(date, this.#policies);
    const data = { ...seen, year, minutesAfter: signOutClosesMinutes };
    return this.dispatcher.dispatch(new WitnessPresence(data, meta));
  }

  #codeOf(codeId: string): string {
    const mac = createHmac('sha256', this.#key).update(`confirmation\u001f${codeId}`).digest();
    return mac.subarray(0, CODE_BYTES).toString('base64url');
  }
}
