import type { Json } from '../kernel/message.js';
import {
  APPEND_BYTES_MAX,
  EventStoreError,
  type ExpectedRevision,
  type NewEvent,
} from './event-store.js';

/** An event whose JSON text has been made and weighed: nothing can fail on the way to the store. */
export interface SerialisedEvent {
  readonly id: string;
  readonly type: string;
  readonly data: string;
  readonly meta: string;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
/** An event database takes the nil UUID for "no id". */
const NIL_UUID = '00000000-0000-0000-0000-000000000000';
const STREAM = /^[a-z][A-Za-z0-9]*-[A-Za-z0-9][A-Za-z0-9._:-]{0,199}$/;
const LONE_SURROGATE = /(?<!\\)(?:\\\\)*\\ud[89a-f]/;
/** Never a leading `$`: event databases keep it for their own events and hide those. */
const TYPE = /^[A-Za-z][A-Za-z0-9._:-]{0,199}$/;

/**
 * Checks and serialises an append before any adapter sees it, so that all adapters refuse the same
 * input for the same reason.
 *
 * @throws EventStoreError `bad-request`, `bad-data` or `too-large`
 */
export function serialiseAppend(
  stream: string,
  expected: ExpectedRevision,
  events: readonly NewEvent[],
): readonly SerialisedEvent[] {
  if (!STREAM.test(stream)) throw new EventStoreError('bad-request', `no stream name: ${stream}`);
  if (typeof expected === 'number' && !(Number.isSafeInteger(expected) && expected >= 0)) {
    throw new EventStoreError('bad-request', `no revision: ${expected}`);
  }
  if (events.length === 0) throw new EventStoreError('bad-request', 'an append needs an event');
  const ids = new Set(events.map(({ id }) => id));
  if (ids.size !== events.length) throw new EventStoreError('bad-request', 'event ids repeat');

  let bytes = 0;
  const serialised = events.map((event) => {
    if (!UUID.test(event.id) || event.id === NIL_UUID) {
      throw new EventStoreError('bad-request', `no UUID: ${event.id}`);
    }
    if (!TYPE.test(event.type)) {
      throw new EventStoreError('bad-request', `no event type: "${event.type}"`);
    }
    const text = { ...event, data: jsonText(event.data), meta: jsonText(event.meta) };
    bytes += Buffer.byteLength(text.data) + Buffer.byteLength(text.meta) + event.type.length * 2;
    return text;
  });
  if (bytes > APPEND_BYTES_MAX) {
    throw new EventStoreError('too-large', `append of ${bytes} bytes; limit ${APPEND_BYTES_MAX}`);
  }
  return serialised;
}

function jsonText(value: Json | object): string {
  let text: string | undefined;
  try {
    text = JSON.stringify(value);
  } catch (cause) {
    throw new EventStoreError('bad-data', 'event data is not JSON', { cause });
  }
  if (text === undefined) throw new EventStoreError('bad-data', 'event data is undefined');
  if (text.includes('null') && losesNumbers(value)) {
    throw new EventStoreError('bad-data', 'event data holds NaN, Infinity or a list with a hole');
  }
  // JSON.stringify writes a lone surrogate, and nothing else, as \ud…: it has no UTF-8, so no leaf.
  if (LONE_SURROGATE.test(text)) {
    throw new EventStoreError('bad-data', 'event data holds half of a character');
  }
  return text;
}

/** JSON.stringify turns NaN, the infinities and holes in lists into null without a word. */
function losesNumbers(value: unknown): boolean {
  if (typeof value === 'number') return !Number.isFinite(value);
  if (Array.isArray(value)) {
    return Array.from(value).some((item) => item === undefined || losesNumbers(item));
  }
  return typeof value === 'object' && value !== null && Object.values(value).some(losesNumbers);
}
