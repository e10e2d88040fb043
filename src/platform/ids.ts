import { createHmac, hash, randomFillSync, randomUUID } from 'node:crypto';
import { canonicalJson } from '../kernel/canonical-json.js';
import { type CommandMeta, SYSTEM_ACTOR } from '../kernel/message.js';

/** Namespace of every id this product derives (a random UUID, fixed for ever). */
const NAMESPACE = Buffer.from('6f1d0c0e5a5b4b0e9a3f2f6f7e4d9c21', 'hex');

/** RFC 9562 UUIDv5 of the joined parts: the same parts give the same id, on every machine. */
export function deriveId(...parts: readonly (string | number)[]): string {
  const name = Buffer.from(parts.join('\u001f'));
  const hex = hash('sha1', Buffer.concat([NAMESPACE, name]), 'hex');
  const variant = ((Number.parseInt(hex.charAt(16), 16) & 0x3) | 0x8).toString(16);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `5${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}

export function newId(): string {
  return randomUUID();
}

/** Asking the system for randomness costs the same for one nonce as for many. */
const POOL = Buffer.alloc(256 * 16);
let used = POOL.length;

/** 16 random bytes, base64url. */
export function newNonce(): string {
  if (used === POOL.length) {
    randomFillSync(POOL);
    used = 0;
  }
  used += 16;
  return POOL.toString('base64url', used - 16, used);
}

export function sha256Hex(bytes: Uint8Array | string): string {
  return hash('sha256', bytes, 'hex');
}

/**
 * The hash (hex) of an input's canonical JSON: what an idempotency key is bound to. Keyed, so that
 * nobody finds what people typed by trying.
 */
export function keyedInputHash(key: Uint8Array, input: unknown): string {
  return keyedHash(key, canonicalJson(input));
}

/** HMAC-SHA256 (hex): a hash that nobody can repeat without the key. */
export function keyedHash(key: Uint8Array, ...parts: readonly string[]): string {
  return createHmac('sha256', key).update(parts.join('\u001f')).digest('hex');
}

/** Metadata of a command the product gives itself; the same cause gives the same command id. */
export function systemMeta(at: string, ...cause: readonly (string | number)[]): CommandMeta {
  const commandId = deriveId('system', ...cause);
  return {
    commandId,
    inputHash: sha256Hex(cause.join('\u001f')),
    correlationId: commandId,
    actor: SYSTEM_ACTOR,
    channel: 'process',
    at,
  };
}
