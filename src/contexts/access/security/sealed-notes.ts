import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { millis } from '../../../kernel/calendar.js';
import { Clock } from '../../../platform/clock.js';
import { MasterKey } from '../../../platform/master-key.js';
import { seal, unseal } from '../../../platform/sealed-box.js';
import { Cookies, type NoteName } from './cookies.js';

/**
 * What the service must remember of a browser between two of its requests, kept by the browser itself
 * in a cookie it can neither read nor change: it is good in this browser only, and for minutes.
 */
@Injectable()
export class SealedNotes {
  readonly #key: Buffer;

  constructor(
    private readonly cookies: Cookies,
    private readonly clock: Clock,
    masterKey: MasterKey,
  ) {
    this.#key = masterKey.for('log-in-notes');
  }

  keep(
    reply: FastifyReply,
    name: NoteName,
    { note, lastsMs }: { readonly note: object; readonly lastsMs: number },
  ): void {
    const until = millis(this.clock.now()) + lastsMs;
    const text = Buffer.from(JSON.stringify({ note, until }));
    const value = seal(this.#key, text, name).toString('base64url');
    this.cookies.setNote(reply, name, { value, maxAge: Math.ceil(lastsMs / 1_000) });
  }

  /** Undefined when there is none, it is over, or it is not one of ours. */
  read<T extends object>(request: FastifyRequest, name: NoteName): T | undefined {
    const value = this.cookies.note(request, name);
    const text = value && this.#open(value, name);
    if (!text) return undefined;
    const { note, until } = JSON.parse(text) as { note: T; until: number };
    return until > millis(this.clock.now()) ? note : undefined;
  }

  clear(reply: FastifyReply, name: NoteName): void {
    this.cookies.setNote(reply, name, { value: '', maxAge: 0 });
  }

  #open(value: string, name: NoteName): string | undefined {
    try {
      return unseal(this.#key, Buffer.from(value, 'base64url'), name).toString();
    } catch {
      return undefined;
    }
  }
}
