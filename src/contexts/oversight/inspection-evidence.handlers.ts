import { Injectable } from '@nestjs/common';
import { EventStore } from '../../event-store/event-store.js';
import { canonicalJson } from '../../kernel/canonical-json.js';
import type { Recorded } from '../../kernel/message.js';
import { deriveId, sha256Hex } from '../../platform/ids.js';
import type { ZipFile } from '../../platform/zip-stream.js';
import { documentKeys } from '../../vault/document-keys.js';
import { openProof } from '../../vault/proofs.js';
import { type DocumentKey, type Reader, Vault } from '../../vault/vault.js';
import { eventsOfRecord } from './record-history.js';
import { OverseenRecords, type RecordRow } from './records.queries.js';

/** Events whose words stand in the vault, by the member that names them. */
const WORDS = {
  objectionId: documentKeys.objection,
  proposalId: documentKeys.proposal,
  lateSignOutId: documentKeys.lateSignOut,
} as const;

/** Everything the ledger and the vault hold for one record (O67 art. 22). */
@Injectable()
export class InspectionEvidence {
  constructor(
    private readonly records: OverseenRecords,
    private readonly store: EventStore,
    private readonly vault: Vault,
  ) {}

  async *of(recordId: string, reader: Reader): AsyncGenerator<ZipFile> {
    const record = this.records.record(recordId);
    const events = await eventsOfRecord(this.store, record);
    const activity = await this.#activity(record);
    const evidence = {
      record,
      words: this.#words(record, events, reader),
      events: events.map(hashed),
      activity: activity.map(hashed),
    };
    yield { name: `records/${recordId}.json`, parts: [`${JSON.stringify(evidence, null, 1)}\n`] };
    for (const proofHash of proofsIn(events)) {
      const opened = openProof(this.vault, { volunteerId: record.volunteerId, proofHash }, reader);
      // What is gone or damaged is missed by its hash, which the events name.
      if (typeof opened === 'object') yield { name: `proofs/${proofHash}`, parts: [opened.bytes] };
    }
  }

  /** What the record says in words, and what was said of it, by the vault's kind and id. */
  #words({ volunteerId, recordId }: RecordRow, events: readonly Recorded[], reader: Reader) {
    const keys = [
      documentKeys.record(volunteerId, recordId),
      ...events.flatMap(keysOf(volunteerId)),
    ];
    const known = new Map(keys.map((key) => [`${key.kind}/${key.id}`, key]));
    const found = [...known].map(([name, key]) => [name, this.vault.get<object>(key, reader)]);
    return Object.fromEntries(found.filter(([, words]) => words !== undefined));
  }

  /** When and where it was to be, that it was screened, and the volunteer's part in it. */
  async #activity({ activityId, volunteerId }: RecordRow): Promise<readonly Recorded[]> {
    const events: Recorded[] = [];
    if (activityId === null) return events;
    for await (const page of this.store.readStream(`activity-${activityId}`)) {
      events.push(...page.filter(({ data }) => isAbout(data, volunteerId)));
    }
    return events;
  }
}

function keysOf(volunteerId: string): (event: Recorded) => readonly DocumentKey[] {
  return ({ type, data, meta }) => {
    const facts = data as Readonly<Record<string, unknown>>;
    const named = Object.entries(WORDS).flatMap(([name, keyOf]) => {
      const id = facts[name];
      return typeof id === 'string' ? [keyOf(volunteerId, id)] : [];
    });
    if (!type.endsWith('.RecordReviewed') && !type.endsWith('.RecordRejected')) return named;
    const reviewId = deriveId(meta.commandId, String(facts['recordId']));
    return [...named, documentKeys.review(volunteerId, reviewId)];
  };
}

function isAbout(data: unknown, volunteerId: string): boolean {
  const whose = (data as { readonly volunteerId?: unknown }).volunteerId;
  return whose === undefined || whose === volunteerId;
}

function proofsIn(events: readonly Recorded[]): ReadonlySet<string> {
  const hashes = events.map(
    ({ data }) => (data as { readonly evidence?: { readonly proofHash?: unknown } }).evidence,
  );
  return new Set(
    hashes.flatMap((evidence) =>
      typeof evidence?.proofHash === 'string' ? [evidence.proofHash] : [],
    ),
  );
}

function hashed(event: Recorded): { readonly sha256: string; readonly event: Recorded } {
  return { sha256: sha256Hex(canonicalJson(event)), event };
}
