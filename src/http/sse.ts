import type { OnModuleDestroy } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { ServerResponse } from 'node:http';
import { Rejection } from '../kernel/rejection.js';
import type { AuthenticatedRequest } from './auth.guard.js';

export interface SseLimits {
  readonly connections: number;
  /** Of one account: nobody takes every place. */
  readonly perAccount: number;
  readonly heartbeatMs: number;
  /** The browser comes again by itself and shows anew who it is: a closed account goes dark. */
  readonly lifeMs: number;
}

export const SSE_LIMITS: SseLimits = {
  connections: 500,
  perAccount: 20,
  heartbeatMs: 15_000,
  lifeMs: 15 * 60_000,
};
/** Bytes that wait for one reader; who reads slower than we write is cut off and comes again. */
const WAITING_BYTES_MAX = 256 * 1024;
const RECONNECT_MS = 3_000;
const RETRY_SECONDS = 10;

/** Server-sent events to one browser (HTML Living Standard, 9.2). */
export class SseStream {
  readonly #onEnd = new Set<() => void>();
  #isOpen = true;

  constructor(private readonly response: ServerResponse) {
    response.once('close', () => this.end());
    response.on('error', () => this.end());
    this.#write(`retry: ${RECONNECT_MS}\n\n`);
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  /** JSON has no line breaks of its own, so one `data` line is enough. */
  send(event: string, body: object): void {
    this.#write(`event: ${event}\ndata: ${JSON.stringify(body)}\n\n`);
  }

  /** A comment: keeps proxies from taking the silence for an end. */
  heartbeat(): void {
    this.#write(': heartbeat\n\n');
  }

  /** Called once; at once when the stream has ended already. */
  onEnd(listener: () => void): void {
    if (this.#isOpen) this.#onEnd.add(listener);
    else listener();
  }

  end(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.response.end();
    for (const listener of this.#onEnd) listener();
    this.#onEnd.clear();
  }

  #write(text: string): void {
    if (!this.#isOpen) return;
    this.response.write(text);
    if (this.response.writableLength <= WAITING_BYTES_MAX) return;
    this.end();
    this.response.destroy();
  }
}

/** Every open stream of this process: bounded, kept alive, and ended with the service. */
export class SseConnections implements OnModuleDestroy {
  readonly #streams = new Map<SseStream, string>();
  #heartbeats: NodeJS.Timeout | undefined;
  #isClosed = false;

  constructor(private readonly limits: SseLimits = SSE_LIMITS) {}

  get size(): number {
    return this.#streams.size;
  }

  /**
   * Takes the answer out of the framework's hands: from here on it is a stream.
   *
   * @throws Rejection `request/too-many-streams`
   */
  open(request: AuthenticatedRequest, reply: FastifyReply): SseStream {
    const accountId = request.principal?.accountId ?? 'anonymous';
    this.#requirePlace(accountId);
    reply.hijack();
    reply.raw.writeHead(200, {
      ...Object.fromEntries(Object.entries(reply.getHeaders())),
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
      // A stream is never followed by another answer; kept open, it would hold up the shutdown.
      connection: 'close',
    });
    const stream = new SseStream(reply.raw);
    this.#keep(stream, accountId);
    if (request.method === 'HEAD') stream.end();
    return stream;
  }

  /** Before the server waits for its connections to end. */
  onModuleDestroy(): void {
    this.#isClosed = true;
    for (const stream of [...this.#streams.keys()]) stream.end();
  }

  #requirePlace(accountId: string): void {
    const own = [...this.#streams.values()].filter((account) => account === accountId).length;
    const isFull = this.size >= this.limits.connections || own >= this.limits.perAccount;
    if (this.#isClosed || isFull) {
      throw new Rejection('request/too-many-streams', { seconds: RETRY_SECONDS });
    }
  }

  #keep(stream: SseStream, accountId: string): void {
    const life = setTimeout(() => stream.end(), this.limits.lifeMs);
    this.#streams.set(stream, accountId);
    this.#heartbeats ??= setInterval(() => this.#beat(), this.limits.heartbeatMs);
    stream.onEnd(() => {
      clearTimeout(life);
      this.#streams.delete(stream);
      if (this.#streams.size > 0) return;
      clearInterval(this.#heartbeats);
      this.#heartbeats = undefined;
    });
  }

  #beat(): void {
    for (const stream of this.#streams.keys()) stream.heartbeat();
  }
}
