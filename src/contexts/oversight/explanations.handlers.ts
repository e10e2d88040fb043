import { Injectable } from '@nestjs/common';
import { EventStore } from '../../event-store/event-store.js';
import { maskName } from '../../kernel/masking.js';
import type { Recorded } from '../../kernel/message.js';
import { documentKeys } from '../../vault/document-keys.js';
import { Vault } from '../../vault/vault.js';
import { type Doer, type Explanation, explain, type Step } from './domain/explanation.js';
import { eventsOfRecord } from './record-history.js';
import { OverseenRecords, type RecordRow } from './records.queries.js';

export interface Explained extends Explanation {
  /** What was done and where: public of an activity, from the vault of an imported record. */
  readonly about: { readonly title: string; readonly place: string; readonly unit: string };
}

type Words = { readonly activity?: string; readonly place?: string; readonly unit?: string };

/** Tells of a record why it counts as it does, from its own events. */
@Injectable()
export class Explanations {
  constructor(
    private readonly records: OverseenRecords,
    private readonly store: EventStore,
    private readonly vault: Vault,
  ) {}

  /** For the volunteer or for staff; names of others come masked. */
  async of(record: RecordRow): Promise<Explained> {
    const events = await eventsOfRecord(this.store, record);
    const steps = events.map((event) => this.#step(event, record.volunteerId));
    return { ...explain(record, steps), about: this.aboutOf(record) };
  }

  aboutOf(record: RecordRow): Explained['about'] {
    const key = documentKeys.record(record.volunteerId, record.recordId);
    const words = this.vault.get<Words>(key, 'part-of-recorded-read') ?? {};
    return {
      title: record.title ?? words.activity ?? '',
      place: record.place ?? words.place ?? '',
      unit: record.organisationName ?? words.unit ?? '',
    };
  }

  #step({ type, data, meta }: Recorded, volunteerId: string): Step {
    const kind = type.slice(type.indexOf('.') + 1);
    const by = this.#doer(meta.actor, volunteerId);
    return {
      kind,
      at: meta.recordedAt,
      // Who says that a neighbour was not there has to live beside them.
      by: kind === 'ObjectionRaised' ? { ...by, name: null } : by,
      facts: data as Step['facts'],
      policies: meta.policies ?? {},
    };
  }

  /** An account has a name only where a volunteer stands behind it. */
  #doer({ accountId, role }: Recorded['meta']['actor'], volunteerId: string): Doer {
    const behind = this.records.volunteerOfAccount(accountId);
    if (behind === volunteerId) return { role, name: null, self: true };
    const profile =
      behind === null
        ? undefined
        : this.vault.get<{ name: string }>(documentKeys.profile(behind), 'masked-display');
    return { role, name: profile ? maskName(profile.name) : null, self: false };
  }
}
