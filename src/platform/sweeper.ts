import type { OnApplicationBootstrap, OnModuleDestroy } from '@nestjs/common';
import type { Logger } from 'pino';

const EVERY_MS = 60_000;
const FIRST_MS = 1_000;

/**
 * Work that falls due with time: looked for every minute, never twice at once. A sweep must be
 * harmless when repeated; `sweepNow` lets tests and the demonstration do without waiting.
 */
export abstract class Sweeper implements OnApplicationBootstrap, OnModuleDestroy {
  #timer: NodeJS.Timeout | undefined;
  #first: NodeJS.Timeout | undefined;
  #running: Promise<number> | undefined;
  #rests = false;

  constructor(
    private readonly name: string,
    private readonly logger: Logger,
  ) {}

  /** Does everything that is due. @returns how much that was */
  protected abstract sweep(): Promise<number>;

  onApplicationBootstrap(): void {
    if (this.#rests) return;
    const sweep = (): void => {
      this.sweepNow().catch((err: unknown) => this.logger.error({ err }, this.name));
    };
    this.#timer = setInterval(sweep, EVERY_MS);
    this.#timer.unref();
    // What fell due, or was left in the middle, while the service was down: as soon as it stands.
    this.#first = setTimeout(sweep, FIRST_MS);
    this.#first.unref();
  }

  async onModuleDestroy(): Promise<void> {
    this.rest();
    await this.#running?.catch(() => undefined);
  }

  /** Sweeps no more by itself, or never does, only when it is asked. */
  rest(): void {
    this.#rests = true;
    clearInterval(this.#timer);
    clearTimeout(this.#first);
  }

  sweepNow(): Promise<number> {
    this.#running ??= this.#turn().finally(() => {
      this.#running = undefined;
    });
    return this.#running;
  }

  /** A sweep that throws before it waits for anything fails like any other; it must not end the process. */
  async #turn(): Promise<number> {
    return this.sweep();
  }
}
