import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { EventStore, type Page, type Position } from '../../../event-store/event-store.js';
import type { Recorded } from '../../../kernel/message.js';
import { LOGGER } from '../../../platform/tokens.js';
import { PositionWaiters } from '../../../projections/position-waiters.js';
import type { Statement } from '../../../projections/projection.js';
import { outboxStatements } from '../outbox.projection.js';
import { Outbox } from './outbox.js';

const PAGE = 500;
/** Events that concern nobody's outbox may be looked through again after a crash: no more of them. */
const UNSAVED_MAX = 5_000;
const RETRY_MS = { first: 100, longest: 30_000 };

/**
 * Follows the ledger and puts into the outbox what somebody wants to hear. Messages and checkpoint
 * commit together, so each message is put there once. Pages without any cost no write at all.
 */
@Injectable()
export class OutboxFollower {
  readonly #abort = new AbortController();
  readonly #waiters: PositionWaiters;
  #checkpoint: Position;
  #unsaved = 0;
  #loop: Promise<void> | undefined;
  #tell: () => void = () => undefined;

  constructor(
    private readonly store: EventStore,
    private readonly outbox: Outbox,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    this.#checkpoint = outbox.checkpoint();
    this.#waiters = new PositionWaiters((a, b) => store.comparePositions(a, b), this.#checkpoint);
  }

  /** @param onQueued called after something has changed in the outbox */
  start(onQueued: () => void): void {
    if (this.#loop) return;
    this.#tell = onQueued;
    this.#loop = this.#follow();
  }

  async stop(): Promise<void> {
    this.#abort.abort();
    await this.#loop;
  }

  waitFor(position: Position, timeoutMs: number): Promise<boolean> {
    return this.#waiters.wait(position, timeoutMs);
  }

  /** Goes on for ever: a full disk is emptied some day, and nothing may be lost until then. */
  async #follow(): Promise<void> {
    const { signal } = this.#abort;
    for (let pause = RETRY_MS.first; !signal.aborted; pause *= 2) {
      try {
        await this.#followFrom(this.#checkpoint);
        return;
      } catch (err) {
        if (signal.aborted) return;
        this.logger.error({ err }, 'webhooks: the outbox does not follow the ledger');
        await paused(Math.min(pause, RETRY_MS.longest), signal);
      }
    }
  }

  async #followFrom(after: Position): Promise<void> {
    const { signal } = this.#abort;
    for await (const page of this.store.subscribe({ after, signal, pageSize: PAGE })) {
      if (signal.aborted) break;
      this.#take(page);
    }
    if (this.#unsaved > 0) this.#save([], this.#checkpoint);
  }

  #take({ events, through }: Page): void {
    const statements = events.flatMap(statementsOf);
    this.#unsaved += events.length;
    if (statements.length > 0 || this.#unsaved >= UNSAVED_MAX) this.#save(statements, through);
    this.#checkpoint = through;
    this.#waiters.advance(through);
    if (statements.length > 0) this.#tell();
  }

  #save(statements: readonly Statement[], through: Position): void {
    this.outbox.take(statements, through);
    this.#unsaved = 0;
  }
}

function statementsOf(event: Recorded): readonly Statement[] {
  const handler = outboxStatements[event.type] as
    ((event: Recorded) => readonly Statement[]) | undefined;
  return handler?.(event) ?? [];
}

function paused(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done);
  });
}
