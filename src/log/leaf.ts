import { canonicalJson } from '../kernel/canonical-json.js';
import type { Recorded } from '../kernel/message.js';
import { leafHash } from './hashing.js';

/**
 * The bytes an event stands in the log with: the RFC 8785 JSON, in UTF-8, of an object with exactly
 * the members `data`, `id`, `meta`, `revision`, `stream` and `type`, as they were stored. No position:
 * that is a matter of the store, and an event must not have two leaves. `meta.nonce` (16 random
 * bytes) keeps a leaf from being guessed, so its hash gives nothing away.
 *
 * docs/guides/verify-the-log.md tells it to strangers; what it says is never changed.
 */
export function leafOf({ id, stream, revision, type, data, storedData, meta }: Recorded): Buffer {
  const stored = storedData ?? data;
  return Buffer.from(canonicalJson({ data: stored, id, meta, revision, stream, type }), 'utf8');
}

export function leafHashOf(event: Recorded): Buffer {
  return leafHash(leafOf(event));
}
