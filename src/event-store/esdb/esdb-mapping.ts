import {
  ANY,
  type AppendExpectedRevision,
  type AppendResult,
  jsonEvent,
  type JSONEventData,
  type JSONEventType,
  NO_STREAM,
  type Position as EsdbPosition,
  type RecordedEvent,
} from '@eventstore/db-client';
import type { EventMeta, Json, Recorded } from '../../kernel/message.js';
import type { SerialisedEvent } from '../append-input.js';
import type { EventCodec } from '../codec.js';
import { EventStoreError, type ExpectedRevision, type Position } from '../event-store.js';

/** The words of the port in the words of the database, and back. */
export function toExpectedRevision(expected: ExpectedRevision): AppendExpectedRevision {
  if (expected === 'none') return NO_STREAM;
  return expected === 'any' ? ANY : BigInt(expected);
}

/**
 * The client serialises once more and hangs when that fails: it gets a copy read back from the text
 * that was checked, which no caller can change meanwhile.
 */
export function toEventData({ id, type, data, meta }: SerialisedEvent): JSONEventData {
  const copy: JSONEventType['data'] = JSON.parse(data);
  const metadata = Uint8Array.from(Buffer.from(meta));
  return jsonEvent<JSONEventType>({ id, type, data: copy, metadata });
}

/** `commit/prepare`: 64-bit numbers, so text outside and BigInt inside, never a number. */
export function formatPosition({ commit, prepare }: EsdbPosition): string {
  return `${commit}/${prepare}`;
}

/** @throws EventStoreError `bad-request` for text that no position ever was */
export function parsePosition(position: string): EsdbPosition {
  const [, commit, prepare] = /^(\d{1,20})\/(\d{1,20})$/.exec(position) ?? [];
  if (commit === undefined || prepare === undefined) {
    throw new EventStoreError('bad-request', `no position: ${position}`);
  }
  return { commit: BigInt(commit), prepare: BigInt(prepare) };
}

export function comparePositions(a: Position, b: Position): number {
  if (a === null || b === null) return Number(a !== null) - Number(b !== null);
  const [left, right] = [parsePosition(a), parsePosition(b)];
  return compare(left.commit, right.commit) || compare(left.prepare, right.prepare);
}

function compare(a: bigint, b: bigint): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** Events of the database itself: metadata, links, statistics. */
export function isSystemEvent({ type }: { readonly type: string }): boolean {
  return type.startsWith('$');
}

/** @throws EventStoreError `corrupt` for an event this product did not write */
export function toRecorded(event: RecordedEvent, codec: EventCodec): Recorded {
  const { id, streamId: stream, type, metadata, isJson, data } = event;
  const revision = Number(event.revision);
  if (!event.position || !isJson || !isMeta(metadata)) {
    throw new EventStoreError(
      'corrupt',
      `event ${id} (${stream} #${revision}, ${type}) was not written by this product`,
    );
  }
  const position = formatPosition(event.position);
  return codec.upcast({ id, stream, revision, position, type, data: data as Json, meta: metadata });
}

function isMeta(metadata: unknown): metadata is EventMeta {
  return typeof metadata === 'object' && metadata !== null && 'schema' in metadata;
}

/** The position is missing in some answers to a repeat. */
export function toReceipt(result: AppendResult): { revision: number; position: Position } {
  const position = result.position ? formatPosition(result.position) : null;
  return { revision: Number(result.nextExpectedRevision), position };
}
