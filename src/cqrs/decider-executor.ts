import { Injectable, Optional } from '@nestjs/common';
import {
  type Appended,
  EventStore,
  EventStoreError,
  type ExpectedRevision,
  type NewEvent,
  RevisionConflict,
} from '../event-store/event-store.js';
import { type Decider, streamName } from '../kernel/decider.js';
import type { Command, CommandMeta, DomainEvent, Json, Recorded } from '../kernel/message.js';
import { Rejection } from '../kernel/rejection.js';
import { deriveId, newNonce } from '../platform/ids.js';
import { KeyedQueue } from './keyed-queue.js';
import { NoSnapshots, SnapshotLost, Snapshots } from './snapshots.js';
import { type CommandRecord, StreamCache, type StreamState } from './stream-cache.js';

/** What a command came to: the answer of the first time, and of every repeat. */
export interface Receipt {
  readonly stream: string;
  /** Revision of the stream after this command. */
  readonly revision: number;
  /** Position of its last event; null when the command had nothing left to do. */
  readonly position: string | null;
  /** True when this command id had been executed before and nothing was written now. */
  readonly repeated: boolean;
  readonly events: readonly DomainEvent[];
}

export interface ExecuteOptions {
  /** The client's `If-Match`: decide on this revision or refuse; no retry on conflict. */
  readonly ifRevision?: number;
  /** Schema version of an event type, where it is not 1. */
  readonly schemaOf?: (type: string) => number;
}

/** Appends lost to another process before we give up; a queue per stream rules out our own. */
const ATTEMPTS_MAX = 5;
/** Repeats of an append whose outcome nobody knows; the store answers a repeat with its receipt. */
const REPEATS_MAX = 4;
const BACKOFF_MS = 20;

/**
 * The one path of every write: read · fold · decide · append. The stream is its own idempotency
 * record: each event carries the command id and the hash of its input, and the fold remembers them.
 */
@Injectable()
export class DeciderExecutor {
  readonly #queue = new KeyedQueue();
  readonly #cache = new StreamCache();

  constructor(
    private readonly store: EventStore,
    @Optional() private readonly snapshots: Snapshots = new NoSnapshots(),
  ) {}

  /**
   * @throws Rejection the decider's refusal; `request/idempotency-key-reused` when the command id
   *   came before with other input; `request/stale-revision` when `ifRevision` no longer holds;
   *   `request/busy` when other processes won every attempt
   * @throws EventStoreError when the store cannot answer
   */
  execute<C extends Command, S, E extends DomainEvent>(
    decider: Decider<C, S, E>,
    command: C,
    options: ExecuteOptions = {},
  ): Promise<Receipt> {
    const stream = streamName(decider.category, decider.streamId(command));
    const work = { decider, stream, command, options };
    return this.#run(stream, async () => {
      for (let attempt = 1; ; attempt += 1) {
        try {
          return await this.#attempt(work);
        } catch (error) {
          if (!(error instanceof RevisionConflict)) throw error;
          const ifRevision = ifRevisionOf(work);
          if (ifRevision !== undefined) throw stale(ifRevision, error.actual);
          if (attempt === ATTEMPTS_MAX) throw new Rejection('request/busy', {}, { cause: error });
          await pause(attempt);
        }
      }
    });
  }

  /** The folded state of a stream and its revision (-1 when nothing was ever written). */
  load<S, E extends DomainEvent>(
    decider: Folded<S, E> & Pick<Decider<never, S, E>, 'category'>,
    id: string,
  ): Promise<Pick<StreamState<S>, 'state' | 'revision'>> {
    const stream = streamName(decider.category, id);
    return this.#run(stream, () => this.#load(decider, stream));
  }

  /** One after the other; once more without snapshots if they turn out to be unreadable. */
  #run<T>(stream: string, task: () => Promise<T>): Promise<T> {
    return this.#queue.run(stream, async () => {
      try {
        return await task();
      } catch (error) {
        if (!(error instanceof SnapshotLost)) throw error;
        this.#cache.delete(stream);
        return await task();
      }
    });
  }

  async #attempt<C extends Command, S, E extends DomainEvent>(
    work: Work<C, S, E>,
  ): Promise<Receipt> {
    const { decider, stream, command } = work;
    const current = await this.#load(decider, stream);
    const before = current.commands.get(command.meta.commandId);
    if (before) return await this.#repeat(stream, before, command.meta);
    const ifRevision = ifRevisionOf(work);
    if (ifRevision !== undefined && ifRevision !== current.revision) {
      throw stale(ifRevision, current.revision);
    }
    const events = decider.decide(command, current.state);
    if (events.length === 0) {
      const { revision } = current;
      return { stream, revision, position: null, repeated: false, events };
    }
    const expected = current.revision < 0 ? 'none' : current.revision;
    const written = newEvents(work, events);
    const appended = await this.#append(stream, expected, written);
    const mark = written[written.length - 1]?.meta.nonce ?? '';
    this.#advance(work, current, { ...appended, events, mark });
    return { stream, ...appended, events };
  }

  /** Appends and, while the outcome is unknown, repeats the very same append. */
  async #append(
    stream: string,
    expected: ExpectedRevision,
    events: readonly NewEvent[],
  ): Promise<Appended> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.store.append(stream, expected, events);
      } catch (error) {
        const unknown = error instanceof EventStoreError && error.fault === 'unknown-outcome';
        if (!unknown || attempt === REPEATS_MAX) throw error;
        await pause(attempt);
      }
    }
  }

  async #load<S, E extends DomainEvent>(
    decider: Folded<S, E>,
    stream: string,
  ): Promise<StreamState<S>> {
    const kept = this.#cache.get<S>(stream);
    const entry = kept ?? (await this.snapshots.open(decider, stream, this.store));
    // Evolve changes the state in place: what breaks off half-way must not be found again.
    this.#cache.delete(stream);
    for await (const page of this.store.readStream(stream, { fromRevision: entry.revision + 1 })) {
      for (const event of page) absorb(decider, entry, event as Recorded<E>);
      this.snapshots.keep(decider, stream, entry);
    }
    this.#cache.set(stream, entry);
    return entry;
  }

  #advance<C extends Command, S, E extends DomainEvent>(
    { decider, stream, command }: Work<C, S, E>,
    entry: StreamState<S>,
    { events, revision, position, mark }: Written<E>,
  ): void {
    this.#cache.delete(stream);
    for (const event of events) entry.state = decider.evolve(entry.state, event);
    const { commandId, inputHash } = command.meta;
    const first = entry.revision + 1;
    entry.revision = revision;
    entry.mark = mark;
    entry.commands.set(commandId, { inputHash, first, revision, position });
    this.snapshots.keep(decider, stream, entry);
    this.#cache.set(stream, entry);
  }

  async #repeat(
    stream: string,
    { inputHash, first, revision, position }: CommandRecord,
    meta: CommandMeta,
  ): Promise<Receipt> {
    if (inputHash !== meta.inputHash) throw new Rejection('request/idempotency-key-reused');
    const events: DomainEvent[] = [];
    const limit = revision - first + 1;
    for await (const page of this.store.readStream(stream, { fromRevision: first, limit })) {
      events.push(...page);
    }
    return { stream, revision, position, repeated: true, events };
  }
}

/** One command on its way to one stream. */
interface Work<C extends Command, S, E extends DomainEvent> {
  readonly decider: Decider<C, S, E>;
  readonly stream: string;
  readonly command: C;
  readonly options: ExecuteOptions;
}

/** What it takes to fold a stream. */
type Folded<S, E extends DomainEvent> = Pick<
  Decider<never, S, E>,
  'initialState' | 'evolve' | 'snapshot'
>;

interface Written<E extends DomainEvent> extends Appended {
  readonly events: readonly E[];
  /** Nonce of the last of them. */
  readonly mark: string;
}

function absorb<S, E extends DomainEvent>(
  decider: Pick<Decider<never, S, E>, 'evolve'>,
  entry: StreamState<S>,
  event: Recorded<E>,
): void {
  entry.state = decider.evolve(entry.state, event as unknown as E);
  entry.revision = event.revision;
  const { commandId, inputHash, nonce } = event.meta;
  entry.mark = nonce;
  const first = entry.commands.get(commandId)?.first ?? event.revision;
  const { revision, position } = event;
  entry.commands.set(commandId, { inputHash, first, revision, position });
}

function newEvents<C extends Command, S, E extends DomainEvent>(
  { stream, command: { meta }, options: { schemaOf = () => 1 } }: Work<C, S, E>,
  events: readonly E[],
): NewEvent[] {
  return events.map(({ type, data, policies }, index) => ({
    id: deriveId(stream, meta.commandId, index),
    type,
    data: data as Json,
    meta: {
      schema: schemaOf(type),
      commandId: meta.commandId,
      inputHash: meta.inputHash,
      correlationId: meta.correlationId,
      ...(meta.causationId === undefined ? {} : { causationId: meta.causationId }),
      actor: meta.actor,
      channel: meta.channel,
      recordedAt: meta.at,
      ...(policies === undefined ? {} : { policies }),
      nonce: newNonce(),
    },
  }));
}

function ifRevisionOf<C extends Command, S, E extends DomainEvent>({
  command,
  options,
}: Work<C, S, E>): number | undefined {
  return options.ifRevision ?? command.meta.ifRevision;
}

function stale(expected: number, actual: number | 'none'): Rejection {
  return new Rejection('request/stale-revision', { expected, actual });
}

/** Exponential, with jitter, so that contenders do not meet again. */
function pause(attempt: number): Promise<void> {
  const ms = BACKOFF_MS * 2 ** attempt * (0.5 + Math.random());
  return new Promise((resolve) => setTimeout(resolve, ms));
}
