import { createHmac, timingSafeEqual } from 'node:crypto';
import { type Instant, instantOf, millis } from '../kernel/calendar.js';

/**
 * Signed notes the server gives out and takes back: what was proved a moment ago still holds while
 * somebody logs in over a bad network. `<subject>|<fact>|<until>` with an HMAC-SHA-256 behind it.
 */
export class Tickets {
  constructor(private readonly key: Uint8Array) {}

  issue(subject: string, fact: string, until: Instant): string {
    const text = `${subject}|${fact}|${millis(until)}`;
    return `${Buffer.from(text).toString('base64url')}.${this.#mac(text).toString('base64url')}`;
  }

  /** The fact, when the ticket is ours, for this subject, and not over; else undefined. */
  open(subject: string, ticket: string, now: Instant): string | undefined {
    const [body = '', mac = ''] = ticket.slice(0, 1_000).split('.');
    const text = Buffer.from(body, 'base64url').toString();
    const given = Buffer.from(mac, 'base64url');
    const right = this.#mac(text);
    if (given.length !== right.length || !timingSafeEqual(given, right)) return undefined;
    const [of, fact, until] = text.split('|');
    if (of !== subject || instantOf(Number(until)) <= now) return undefined;
    return fact;
  }

  #mac(text: string): Buffer {
    return createHmac('sha256', this.key).update(text).digest();
  }
}
