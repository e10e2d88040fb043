import { once } from 'node:events';
import grpc from '@grpc/grpc-js';
import gossipService from '@eventstore/db-client/generated/gossip_grpc_pb.js';
import featuresService from '@eventstore/db-client/generated/serverfeatures_grpc_pb.js';
import type shared from '@eventstore/db-client/generated/shared_pb.js';
import streamsService from '@eventstore/db-client/generated/streams_grpc_pb.js';
import type streams from '@eventstore/db-client/generated/streams_pb.js';
import { EventCodec } from '../../src/event-store/codec.js';
import { type EventStore, RevisionConflict } from '../../src/event-store/event-store.js';
import { SqliteEventStore } from '../../src/event-store/sqlite/sqlite-event-store.js';
import type { Recorded } from '../../src/kernel/message.js';
import {
  type AppendAnswer,
  type AppendRequest,
  batchRequest,
  batchResponse,
  caughtUpMessage,
  checkpointMessage,
  confirmationMessage,
  eventMessage,
  featuresMessage,
  fromLog,
  gossipMessage,
  notFoundMessage,
  type Refusal,
  refusalOf,
  toLog,
  unaryRequest,
  unaryResponse,
} from './esdb-double-messages.js';
import { metaOf } from './store-events.js';

type ReadCall = grpc.ServerWritableStream<streams.ReadReq, streams.ReadResp>;

/** What the double does instead of behaving; everything it is not told it answers from the twin. */
export interface Script {
  /** Called with every append; `next` writes to the twin and gives its answer. */
  append?: (
    next: () => Promise<AppendAnswer>,
    request: AppendRequest,
  ) => Promise<AppendAnswer> | AppendAnswer;
  /** Refuses a read or a subscription, or swallows it. */
  read?: (kind: 'stream' | 'all' | 'subscription') => Refusal | 'silence' | undefined;
  /** Events of the database itself behind the last event, seen when reading backwards. */
  systemEvents?: number;
  /** What an operator cut off: streams begin here. */
  truncatedBefore?: number;
  /** An old server: tells subscribers nothing but events. */
  tellsNothing?: boolean;
  batchAppend?: boolean;
}

/** One subscription that is open on the server. */
export interface OpenSubscription {
  readonly after: string | null;
  fail(refusal: Refusal): void;
  /** Ends the call without an error. */
  complete(): void;
  /** Stays open and says nothing any more. */
  mute(): void;
  checkpoint(commit: bigint): void;
}

/**
 * A scripted gRPC server made of the client's own service definitions, with the embedded store as
 * its memory. It proves how the adapter and the real client behave over real HTTP/2; it proves
 * nothing about a real database, for it answers what was written here.
 */
export class EsdbDouble {
  script: Script = {};
  /** By which call each append came. */
  readonly appends: ('unary' | 'batch')[] = [];
  readonly subscriptions = new Set<OpenSubscription>();
  /** Where each subscription started, in order. */
  readonly subscribedAfter: (string | null)[] = [];
  reads = 0;
  /** Reads and subscriptions that the client has ended before the double did. */
  cancelled = 0;
  #server = new grpc.Server();
  #port = 0;

  private constructor(readonly twin: EventStore) {}

  static async start(script: Script = {}): Promise<EsdbDouble> {
    const double = new EsdbDouble(new SqliteEventStore(':memory:', new EventCodec()));
    double.script = script;
    await double.listen();
    return double;
  }

  get port(): number {
    return this.#port;
  }

  get url(): string {
    return `esdb://127.0.0.1:${this.#port}?tls=false`;
  }

  /** Comes (back) up, on the same port as before. */
  async listen(): Promise<void> {
    this.#server = new grpc.Server();
    this.#server.addService(streamsService.StreamsService, {
      read: (call: ReadCall) => void this.#read(call),
      append: this.#append,
      batchAppend: this.#batchAppend,
    });
    this.#server.addService(featuresService.ServerFeaturesService, {
      getSupportedMethods: (_call: unknown, answer: grpc.sendUnaryData<unknown>) =>
        answer(null, featuresMessage(this.script.batchAppend ?? true)),
    });
    this.#server.addService(gossipService.GossipService, {
      read: (_call: unknown, answer: grpc.sendUnaryData<unknown>) =>
        answer(null, gossipMessage(this.#port)),
    });
    const credentials = grpc.ServerCredentials.createInsecure();
    this.#port = await new Promise<number>((resolve, reject) => {
      this.#server.bindAsync(`127.0.0.1:${this.#port}`, credentials, (error, port) =>
        error ? reject(error) : resolve(port),
      );
    });
  }

  /** Goes down at once: every call breaks. */
  goDown(): void {
    this.#server.forceShutdown();
    this.subscriptions.clear();
  }

  async stop(): Promise<void> {
    this.goDown();
    await this.twin.close();
  }

  async #answer(request: AppendRequest): Promise<AppendAnswer> {
    const next = async (): Promise<AppendAnswer> => {
      try {
        const { stream, expected, events } = request;
        return await this.twin.append(stream, expected, events);
      } catch (error) {
        if (error instanceof RevisionConflict) return { actual: error.actual };
        return { refused: { code: grpc.status.INTERNAL, details: String(error) } };
      }
    };
    return this.script.append ? this.script.append(next, request) : next();
  }

  #append: grpc.handleClientStreamingCall<streams.AppendReq, streams.AppendResp> = (call, done) => {
    const messages: streams.AppendReq[] = [];
    this.appends.push('unary');
    call.on('data', (message: streams.AppendReq) => messages.push(message));
    call.on('error', () => undefined);
    call.on('end', () => {
      void this.#answer(unaryRequest(messages)).then((answer) => {
        if (answer === 'silence') return;
        if ('refused' in answer) done(refusalOf(answer.refused));
        else done(null, unaryResponse(answer));
      });
    });
  };

  #batchAppend: grpc.handleBidiStreamingCall<streams.BatchAppendReq, streams.BatchAppendResp> = (
    call,
  ) => {
    const open = new Map<string, streams.BatchAppendReq[]>();
    call.on('error', () => undefined);
    call.on('data', (message: streams.BatchAppendReq) => {
      const id: shared.UUID | undefined = message.getCorrelationId();
      const key = id?.serializeBinary().toString() ?? '';
      const messages = [...(open.get(key) ?? []), message];
      open.set(key, messages);
      if (!message.getIsFinal()) return;
      open.delete(key);
      this.appends.push('batch');
      const request = batchRequest(messages);
      void this.#answer(request).then((answer) => {
        if (answer !== 'silence' && !call.cancelled) call.write(batchResponse(request, id, answer));
      });
    });
    call.on('end', () => call.end());
  };

  async #read(call: ReadCall): Promise<void> {
    this.reads += 1;
    const options = call.request.getOptions();
    const kind = options?.hasStream()
      ? 'stream'
      : options?.hasSubscription()
        ? 'subscription'
        : 'all';
    const instead = this.script.read?.(kind);
    call.on('error', () => undefined);
    call.on('cancelled', () => (this.cancelled += 1));
    if (instead === 'silence' || !options) return;
    if (instead) return void call.emit('error', refusalOf(instead));
    try {
      if (kind === 'stream') await this.#readStream(call, options);
      else if (kind === 'all') await this.#readBackwards(call, options);
      else await this.#subscribe(call, options);
    } catch (error) {
      call.emit('error', refusalOf({ code: grpc.status.INTERNAL, details: String(error) }));
    }
  }

  async #readStream(call: ReadCall, options: streams.ReadReq.Options): Promise<void> {
    const stream = Buffer.from(
      options.getStream()?.getStreamIdentifier()?.getStreamName_asU8() ?? [],
    ).toString();
    const asked = Number(options.getStream()?.getRevision() ?? 0);
    const fromRevision = Math.max(asked, this.script.truncatedBefore ?? 0);
    const limit = Number(options.getCount());
    let known = false;
    for await (const page of this.twin.readStream(stream, { fromRevision, limit })) {
      known = true;
      for (const event of page) await send(call, eventMessage(event));
    }
    if (!known && !(await this.#exists(stream))) await send(call, notFoundMessage(stream));
    call.end();
  }

  async #exists(stream: string): Promise<boolean> {
    for await (const page of this.twin.readStream(stream, { limit: 1 })) return page.length > 0;
    return false;
  }

  /** Exclusive from a position, as on a server; the events of the database itself come first. */
  async #readBackwards(call: ReadCall, options: streams.ReadReq.Options): Promise<void> {
    const from = options.getAll()?.getPosition()?.getCommitPosition();
    const all = [...(await this.#everything()), ...this.#systemEvents()]
      .map((event) => ({ event, at: toLog(event.position) }))
      .filter(({ at }) => from === undefined || at < BigInt(from));
    const events = all.reverse().slice(0, Number(options.getCount()));
    for (const { event } of events) await send(call, eventMessage(event));
    call.end();
  }

  async #everything(): Promise<Recorded[]> {
    const events: Recorded[] = [];
    const { signal } = new AbortController();
    for await (const page of this.twin.subscribe({ after: null, signal })) {
      events.push(...page.events);
      if (page.caughtUp) break;
    }
    return events;
  }

  #systemEvents(): Recorded[] {
    return Array.from({ length: this.script.systemEvents ?? 0 }, (_, n) => ({
      id: '22222222-2222-4222-8222-222222222222',
      stream: '$stats',
      revision: n,
      position: String(1_000_000 + n),
      type: '$statsCollected',
      data: {},
      meta: metaOf(),
    }));
  }

  async #subscribe(call: ReadCall, options: streams.ReadReq.Options): Promise<void> {
    const commit = options.getAll()?.getPosition()?.getCommitPosition();
    const after = commit === undefined ? null : fromLog(commit);
    const ending = new AbortController();
    const subscription: OpenSubscription = {
      after,
      fail: (refusal) => {
        ending.abort();
        call.emit('error', refusalOf(refusal));
      },
      complete: () => {
        ending.abort();
        call.end();
      },
      mute: () => ending.abort(),
      checkpoint: (at) => void call.write(checkpointMessage(at)),
    };
    call.on('cancelled', () => {
      ending.abort();
      this.subscriptions.delete(subscription);
    });
    this.subscribedAfter.push(after);
    this.subscriptions.add(subscription);
    if (!this.script.tellsNothing) await send(call, confirmationMessage());
    let live = false;
    for await (const page of this.twin.subscribe({ after, signal: ending.signal, pageSize: 32 })) {
      for (const event of page.events) {
        if (ending.signal.aborted) break;
        await send(call, eventMessage(event));
      }
      if (!page.caughtUp || live || this.script.tellsNothing || ending.signal.aborted) continue;
      live = true;
      await send(call, checkpointMessage(toLog(page.through)));
      await send(call, caughtUpMessage());
    }
    this.subscriptions.delete(subscription);
  }
}

async function send(call: ReadCall, message: streams.ReadResp): Promise<void> {
  if (call.cancelled || call.writableEnded) return;
  if (!call.write(message)) await Promise.race([once(call, 'drain'), once(call, 'cancelled')]);
}
