import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { DeciderExecutor } from '../../../cqrs/decider-executor.js';
import { Dispatcher } from '../../../cqrs/dispatcher.js';
import { instantOf, millis } from '../../../kernel/calendar.js';
import { Clock } from '../../../platform/clock.js';
import { deriveId, systemMeta } from '../../../platform/ids.js';
import { LOGGER } from '../../../platform/tokens.js';
import { SuspendEndpoint } from '../domain/endpoint.commands.js';
import { endpoint } from '../domain/endpoint.decider.js';
import { pauseMsAfter } from '../domain/retry.policy.js';
import { Courier, type Outcome } from './courier.js';
import { type Message, Outbox } from './outbox.js';

/** Endpoints served at the same time: one that hangs keeps only its own lane busy. */
const LANES_MAX = 8;
/** Messages in a row before others get their turn. */
const TURN_MAX = 20;
const SLEEP_MS = { least: 1_000, most: 60_000 };
/** The receiver has gone for good (RFC 9110, 15.5.11). */
const GONE = 'status-410';

/**
 * Sends what waits: each endpoint in order and one message at a time, endpoints side by side. At
 * least once: a message leaves the outbox after it was taken, and a crash in between repeats it.
 */
@Injectable()
export class WebhookSender {
  readonly #lanes = new Map<string, Promise<void>>();
  readonly #stop = new AbortController();
  #timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly outbox: Outbox,
    private readonly courier: Courier,
    private readonly executor: DeciderExecutor,
    private readonly dispatcher: Dispatcher,
    private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** Sends what is due and comes back by itself when more will be. */
  wake(): void {
    if (this.#stop.signal.aborted) return;
    const busy = this.#lanes.size;
    for (const endpointId of this.outbox.due(this.clock.now(), LANES_MAX + busy)) {
      if (this.#lanes.size === LANES_MAX) break;
      if (!this.#lanes.has(endpointId)) this.#openLane(endpointId);
    }
    this.#sleep();
  }

  /** As `wake`; resolves when nothing is due any more. */
  async sendDue(): Promise<void> {
    this.wake();
    while (this.#lanes.size > 0) await Promise.all(this.#lanes.values());
  }

  /** What is on the wire is broken off, not counted as a failure, and sent again at the next start. */
  async stop(): Promise<void> {
    this.#stop.abort();
    clearTimeout(this.#timer);
    await Promise.all(this.#lanes.values());
  }

  #openLane(endpointId: string): void {
    const lane = this.#serve(endpointId)
      .catch((err: unknown) => {
        this.logger.error({ err, endpointId }, 'webhooks: sending broke off');
        return 'broken' as const;
      })
      .then((end) => {
        this.#lanes.delete(endpointId);
        // What broke would break again at once, and again.
        if (end === 'broken') this.#wakeIn(SLEEP_MS.most);
        else this.#wakeOrLater();
      });
    this.#lanes.set(endpointId, lane);
  }

  async #serve(endpointId: string): Promise<void> {
    for (let turn = 0; turn < TURN_MAX && !this.#stop.signal.aborted; turn += 1) {
      const message = this.outbox.head(endpointId, this.clock.now());
      if (!message || !(await this.#isActive(endpointId))) return;
      const outcome = await this.#send(message);
      if (outcome.delivered) this.outbox.delivered(message, this.clock.now());
      else if (!this.#stop.signal.aborted) return this.#retryLater(message, outcome);
    }
  }

  #send({ endpointId, organisationId, eventId, body }: Message): Promise<Outcome> {
    const id = messageId(eventId, endpointId);
    return this.courier.carry({ endpointId, organisationId, id, body }, this.#stop.signal);
  }

  /** Asks the stream itself, so that an endpoint removed a moment ago gets nothing more. */
  async #isActive(endpointId: string): Promise<boolean> {
    const { state, revision } = await this.executor.load(endpoint, endpointId);
    const { status } = state;
    if (status === 'suspended') this.outbox.suspended(endpointId, revision);
    if (status === 'removed' || status === 'none') this.outbox.forget(endpointId);
    return status === 'active';
  }

  async #retryLater(message: Message, { result }: Outcome): Promise<void> {
    const at = this.clock.now();
    const tries = message.tries + 1;
    const pauseMs = result === GONE ? undefined : pauseMsAfter(tries, Math.random());
    const nextTryAt = pauseMs === undefined ? '' : instantOf(millis(at) + pauseMs);
    const { endpointId, organisationId } = message;
    this.logger.warn({ endpointId, result, tries }, 'webhooks: not delivered');
    if (pauseMs === undefined) {
      await this.#suspend({ endpointId, organisationId, failure: result, tries });
    }
    this.outbox.failed(message, { failure: result, at, nextTryAt });
  }

  async #suspend(data: SuspendEndpoint['data']): Promise<void> {
    const { endpointId } = data;
    const { revision } = await this.executor.load(endpoint, endpointId);
    // With the revision, because it may be suspended again after it was resumed.
    const meta = systemMeta(this.clock.now(), 'webhook-suspension', endpointId, revision);
    const receipt = await this.dispatcher.dispatch(new SuspendEndpoint(data, meta));
    this.outbox.suspended(endpointId, receipt.revision);
  }

  #sleep(): void {
    clearTimeout(this.#timer);
    const next = this.outbox.nextTryAt();
    if (next === undefined) return;
    const wait = next === '' ? 0 : millis(next) - millis(this.clock.now());
    const bounded = Math.min(Math.max(wait, SLEEP_MS.least), SLEEP_MS.most);
    this.#wakeIn(bounded);
  }

  #wakeIn(ms: number): void {
    clearTimeout(this.#timer);
    if (this.#stop.signal.aborted) return;
    this.#timer = setTimeout(() => this.#wakeOrLater(), ms);
    this.#timer.unref();
  }

  #wakeOrLater(): void {
    try {
      this.wake();
    } catch (err) {
      this.logger.error({ err }, 'webhooks: the outbox cannot be read');
      this.#wakeIn(SLEEP_MS.most);
    }
  }
}

/** The same event to the same endpoint has one id, whatever is restored or tried again. */
export function messageId(...parts: readonly string[]): string {
  return `msg_${deriveId('webhook', ...parts)}`;
}
