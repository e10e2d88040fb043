import { createHash, createHmac, randomBytes, randomUUID } from 'node:crypto';
import { canonicalJson } from '../kernel/canonical-json.js';
import { type CommandMeta, SYSTEM_ACTOR } from '../kernel/message.js';

/** Namespace of every id this product derives (a random UUID, fixed for ever). */
const NAMESPACE = Buffer.from('6f1d0c0e5a5b4b0e9a3f2f6f7e4d9c21', 'hex');

/** RFC 9562 UUIDv5 of the joined parts: the same parts give the same id, on every machine. */
export function deriveId(...parts: readonly (string | number)[]): string {
  const hash = createHash('sha1').update(NAMESPACE).update(parts.join('\u001f')).digest();
  hash[6] = ((hash[6] ?? 0) & 0x0f) | 0x50;
  hash[8] = ((hash[8] ?? 0) & 0x3f) | 0x80;
  const hex = hash.toString('hex');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(12, 16),
    hex.slice(16, 20),
    hex.slice(20, 32),
  ].join('-');
}

export function newId(): string {
  return randomUUID();
}

/** 16 random bytes, base64url. */
export function newNonce(): string {
  return randomBytes(16).toString('base64url');
}

/** SHA-256 (hex) of the canonical JSON of an input: what an idempotency key is bound to. */
export function inputHash(input: unknown): string {
  return createHash('sha256').update(canonicalJson(input)).digest('hex');
}

export function sha256Hex(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** As `inputHash`, for input of people: nobody can find it by trying without the key. */
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
