import { Buffer } from 'buffer/';

/* What the verifier uses of node's Buffer and the package does not have. */

const from = Buffer.from.bind(Buffer) as (...args: unknown[]) => Buffer;
const same = Buffer.compare.bind(Buffer);

Object.assign(Buffer, {
  from(value: unknown, encoding?: unknown, length?: unknown): Buffer {
    if (typeof value !== 'string' || encoding !== 'base64url') return from(value, encoding, length);
    return from(value.replace(/-/g, '+').replace(/_/g, '/'), 'base64');
  },
});
Object.assign(Buffer.prototype, {
  equals(this: Uint8Array, other: Uint8Array): boolean {
    return same(this, other) === 0;
  },
});
// Absent from web views of before 2023.
if (!('isWellFormed' in String.prototype)) {
  Object.defineProperty(String.prototype, 'isWellFormed', {
    value(this: string): boolean {
      return !/\p{Surrogate}/u.test(this);
    },
  });
}

export { Buffer };
