import { localDateOf, type LocalDate } from '../../kernel/calendar.js';
import type { PublishedKey } from './signing/published-key.js';

export interface KeyJudgement {
  readonly verdict: 'unknown-issuer' | 'key-revoked-before-issue' | 'key-revoked-after-issue';
  readonly reason: string;
}

/** What a key's own times say about something that was signed on a day; undefined = nothing against it. */
export function keyVerdict(key: PublishedKey, signedOn: LocalDate): KeyJudgement | undefined {
  if (signedOn < localDateOf(key.notBefore) || signedOn > localDateOf(key.notAfter)) {
    return { verdict: 'unknown-issuer', reason: 'key-not-in-force' };
  }
  if (key.revokedAt === undefined) return undefined;
  // A certificate states only its day, so the day of the revocation counts as revoked already.
  return signedOn >= localDateOf(key.revokedAt)
    ? { verdict: 'key-revoked-before-issue', reason: 'key-revoked' }
    : { verdict: 'key-revoked-after-issue', reason: 'key-revoked' };
}
