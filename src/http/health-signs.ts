/** One part of the service about itself: ids and numbers only. */
export interface HealthSign {
  /** True when a person must look: `/health/ready` says 503. */
  readonly failing: boolean;
  readonly [fact: string]: string | number | boolean | null;
}

/** What `/health/ready` asks beside the loops: whoever has something to say adds it at start. */
export class HealthSigns {
  readonly #signs = new Map<string, () => Promise<HealthSign>>();

  add(name: string, sign: () => Promise<HealthSign>): void {
    this.#signs.set(name, sign);
  }

  async all(): Promise<Readonly<Record<string, HealthSign>>> {
    const signs = [...this.#signs].map(async ([name, sign]) => [name, await sign()] as const);
    return Object.fromEntries(await Promise.all(signs));
  }
}
