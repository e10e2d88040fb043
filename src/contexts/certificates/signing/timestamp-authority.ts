import { randomBytes } from 'node:crypto';
import { DerError } from './der.js';
import { timestampRequest, tokenOfResponse } from './timestamp.js';

/** Says that something existed: RFC 3161 tokens over SHA-256 hashes. */
export interface TimestampAuthority {
  /** @throws TimestampError when there is no usable answer in time. */
  stamp(hash: Uint8Array): Promise<Buffer>;
}

export class TimestampError extends Error {}

const TIMEOUT_MS = 5_000;
const NONCE_OCTETS = 8;
/** A token with its chain of certificates has 2 to 8 KB. */
const ANSWER_OCTETS_MAX = 65_536;

/** An authority that answers over HTTP (RFC 3161, 3.4). */
export function httpTimestampAuthority(url: string, timeoutMs = TIMEOUT_MS): TimestampAuthority {
  return {
    stamp: async (hash) => {
      const nonce = randomBytes(NONCE_OCTETS);
      try {
        const answer = await fetch(url, {
          method: 'POST',
          headers: { 'content-type': 'application/timestamp-query' },
          body: new Uint8Array(timestampRequest(hash, nonce)),
          redirect: 'error',
          signal: AbortSignal.timeout(timeoutMs),
        });
        if (!answer.ok) throw new TimestampError(`answered with ${answer.status}`);
        return tokenOfResponse(await bounded(answer), { hash, nonce });
      } catch (cause) {
        if (cause instanceof TimestampError) throw cause;
        const why = cause instanceof DerError ? cause.message : 'no answer';
        throw new TimestampError(`timestamp authority: ${why}`, { cause });
      }
    },
  };
}

async function bounded({ body }: Response): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body ?? []) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > ANSWER_OCTETS_MAX) throw new TimestampError('answered with too much');
  }
  return Buffer.concat(chunks);
}
