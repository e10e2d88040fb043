import { setTimeout as delay } from 'node:timers/promises';
import type { Recorded } from '../../kernel/message.js';
import type { EventCodec } from '../codec.js';
import { EventStoreError, type Page, type Position } from '../event-store.js';
import { backOff, type EsdbConnection, noop } from './esdb-connection.js';
import { translate } from './esdb-errors.js';
import { type Batch, EsdbFeed } from './esdb-feed.js';
import { comparePositions, toRecorded } from './esdb-mapping.js';

export interface FollowOptions {
  readonly connection: EsdbConnection;
  readonly codec: EventCodec;
  /** Position of the last event in the database, system events aside. */
  readonly head: () => Promise<Position>;
  readonly after: Position;
  readonly signal: AbortSignal;
  readonly pageSize: number;
  /** Silence after which the database is asked whether there is something to be said. */
  readonly idleMs: number;
  readonly backOffMs: number;
  readonly onTrouble: (error: EventStoreError) => void;
}

/** Fresh connections are tried after so many breaks in a row. */
const BREAKS_BEFORE_NEW_CLIENT = 3;
/** These do not pass by themselves: the subscriber has to know. */
const LASTING = new Set(['denied', 'bad-request', 'corrupt', 'closed']);

/**
 * Follows everything, for ever: however a server subscription ends (an error, silence, a normal
 * completion), the next one starts after the last page that the consumer came back from.
 */
export async function* followAll(options: FollowOptions): AsyncGenerator<Page> {
  const { connection, signal } = options;
  const ending = AbortSignal.any([signal, connection.closing]);
  let through = options.after;
  for (let breaks = 0; !ending.aborted;) {
    let failure = new Error('the subscription ended');
    try {
      for await (const page of followOnce(options, through, ending)) {
        yield page;
        through = page.through;
        breaks = 0;
      }
    } catch (error) {
      failure = error instanceof Error ? error : new Error(String(error));
    }
    if (ending.aborted) return;
    breaks += 1;
    await recover(options, failure, breaks);
  }
}

/** Ends when the server subscription ends without an error. */
async function* followOnce(
  options: FollowOptions,
  after: Position,
  ending: AbortSignal,
): AsyncGenerator<Page> {
  const client = await options.connection.client();
  const feed = new EsdbFeed(client, after, options.pageSize);
  let told: Page = { events: [], through: after, caughtUp: false };
  try {
    while (!ending.aborted) {
      const changed = await feed.changed(ending, options.idleMs);
      const batch = await feed.take();
      const quiet = !changed && batch.events.length === 0 && !feed.over && !ending.aborted;
      const level = quiet && (await isLevel(options, feed));
      const page = toPage(batch, options.codec, level);
      if (isNews(page, told)) yield (told = page);
      if (feed.over && page.events.length === 0) break;
    }
  } finally {
    feed.close();
  }
  if (feed.failure) throw feed.failure;
}

function toPage({ events, through, caughtUp }: Batch, codec: EventCodec, level: boolean): Page {
  const recorded: Recorded[] = events.map((event) => toRecorded(event, codec));
  return { events: recorded, through, caughtUp: caughtUp || level };
}

function isNews(page: Page, told: Page): boolean {
  if (page.events.length > 0 || page.through !== told.through) return true;
  return page.caughtUp && !told.caughtUp;
}

/**
 * Tells a quiet database from a dead link, whose keep-alive pings may be answered by anything on the
 * way. True when nothing is left to be said.
 *
 * @throws EventStoreError when the feed keeps silent about something that was written
 */
async function isLevel(options: FollowOptions, feed: EsdbFeed): Promise<boolean> {
  const { head, signal, idleMs, connection } = options;
  if (comparePositions(await head(), feed.through) <= 0) return true;
  // It may be on its way: one more wait decides.
  if (await feed.changed(signal, idleMs)) return false;
  const text = `event store ${connection.hosts}: the subscription is mute`;
  throw new EventStoreError('unavailable', text);
}

async function recover(options: FollowOptions, failure: Error, breaks: number): Promise<void> {
  const { connection, signal, onTrouble, backOffMs } = options;
  const error = translate(failure, 'read', connection.hosts);
  if (LASTING.has(error.fault)) throw error;
  onTrouble(error);
  if (breaks % BREAKS_BEFORE_NEW_CLIENT === 0) await connection.replace(await connection.client());
  const ending = AbortSignal.any([signal, connection.closing]);
  await delay(backOff(breaks, backOffMs), undefined, { signal: ending }).catch(noop);
}
