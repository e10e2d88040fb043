import type { OnApplicationBootstrap, OnModuleDestroy } from '@nestjs/common';
import type { Logger } from 'pino';

const EVERY_MS = 60_000;

/**
 * Work that falls due with time: looked for every minute, never twice at once. A sweep must be
 * harmless when repeated; `sweepNow` lets tests and the demonstration do without waiting.
 */
export abstract class Sweeper implements OnApplicationBootstrap, OnModuleDestroy {
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<number> | undefined;

  constructor(
    private readonly name: string,
    private readonly logger: Logger,
  ) {}

  /** Does everything that is due. @returns how much that was */
  protected abstract sweep(): Promise<number>;

  onApplicationBootstrap(): void {
    const sweep = (): void => {
      this.sweepNow().catch((err: unknown) => this.logger.error({ err }, this.name));
    };
    this.#timer = setInterval(sweep, EVERY_MS);
    this.#timer.unref();
    // What fell due, or was left in the middle, while the service was down.
    sweep();
  }

  async onModuleDestroy(): Promise<void> {
    clearInterval(this.#timer);
    await this.#running?.catch(() => undefined);
  }

  sweepNow(): Promise<number> {
    this.#running ??= this.sweep().finally(() => {
      this.#running = undefined;
    });
    return this.#running;
  }
}
