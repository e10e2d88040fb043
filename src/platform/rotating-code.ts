import { createHmac, timingSafeEqual } from 'node:crypto';
import { instantOf, type Instant } from '../kernel/calendar.js';

/** A screen shows a new code this often. */
export const WINDOW_SECONDS = 30;
/** Windows before and after the present one that still count: slow phones, slow clocks. */
const TOLERANCE = 2;
const MAC_BYTES = 10;

export type CodeVerdict =
  | { readonly ok: true; readonly window: number; readonly shownAt: Instant }
  | { readonly ok: false; readonly why: 'malformed' | 'forged' | 'expired' };

/** A code that somebody says they have seen, and where. */
export interface ShownCode {
  readonly subject: string;
  readonly purpose: string;
  readonly code: string;
}

/**
 * Codes that prove presence: `<window in base 36>.<HMAC-SHA-256 over subject, purpose and window,
 * cut to 80 bits>`. Whoever sends one has seen the screen within the last minute or so. A code is
 * good for one subject and one purpose: an in-code is no out-code.
 */
export class RotatingCodes {
  constructor(private readonly key: Uint8Array) {}

  issue(subject: string, purpose: string, at: Instant): string {
    const window = windowOf(at);
    return this.#code(subject, purpose, window);
  }

  /** Within the last minute or so. */
  check(shown: ShownCode, at: Instant): CodeVerdict {
    const verdict = this.read(shown);
    if (verdict.ok && Math.abs(windowOf(at) - verdict.window) > TOLERANCE) {
      return { ok: false, why: 'expired' };
    }
    return verdict;
  }

  /** Whenever it was shown: for scans that were kept while there was no network. */
  read({ subject, purpose, code }: ShownCode): CodeVerdict {
    const match = /^([1-9a-z][0-9a-z]{3,8})\.[\w-]{14}$/.exec(code);
    if (!match?.[1]) return { ok: false, why: 'malformed' };
    const window = Number.parseInt(match[1], 36);
    // As texts: base64url has spare bits, and each code has one spelling only.
    const expected = Buffer.from(this.#code(subject, purpose, window));
    if (!timingSafeEqual(Buffer.from(code), expected)) {
      return { ok: false, why: 'forged' };
    }
    return { ok: true, window, shownAt: instantOf(window * WINDOW_SECONDS * 1000) };
  }

  #code(subject: string, purpose: string, window: number): string {
    const mac = createHmac('sha256', this.key)
      .update(`${subject}|${purpose}|${window}`)
      .digest()
      .subarray(0, MAC_BYTES);
    return `${window.toString(36)}.${mac.toString('base64url')}`;
  }
}

function windowOf(at: Instant): number {
  return Math.floor(Date.parse(at) / 1000 / WINDOW_SECONDS);
}
