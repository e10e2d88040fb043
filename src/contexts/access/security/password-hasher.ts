import { Injectable } from '@nestjs/common';
import { hash, verify } from '@node-rs/argon2';
import { Rejection } from '../../../kernel/rejection.js';

/** OWASP Password Storage Cheat Sheet: argon2id (the package's default), 19 MiB, t = 2, p = 1. */
const PARAMETERS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
/** Half of libuv's threads: files and name look-ups go on while a crowd logs in. */
const RUNNING_MAX = 2;
/** About a second of work; whoever comes after that is told to come back. */
const WAITING_MAX = 40;

/** Argon2id, a bounded number at a time: a flood of log-ins costs the flood, not the others. */
@Injectable()
export class PasswordHasher {
  readonly #waiting: (() => void)[] = [];
  #running = 0;

  /** @throws Rejection `request/busy` when too many wait already */
  hash(password: string): Promise<string> {
    return this.#bounded(() => hash(password, PARAMETERS));
  }

  /** @throws Rejection `request/busy` when too many wait already */
  verify(hashed: string, password: string): Promise<boolean> {
    return this.#bounded(() => verify(hashed, password));
  }

  async #bounded<T>(work: () => Promise<T>): Promise<T> {
    await this.#turn();
    try {
      return await work();
    } finally {
      const next = this.#waiting.shift();
      if (next) next();
      else this.#running -= 1;
    }
  }

  /** A turn is handed from one to the next, so that nobody slips in between. */
  async #turn(): Promise<void> {
    if (this.#running < RUNNING_MAX) {
      this.#running += 1;
      return;
    }
    if (this.#waiting.length >= WAITING_MAX) throw new Rejection('request/busy');
    await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }
}
