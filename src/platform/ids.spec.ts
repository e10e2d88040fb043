import fc from 'fast-check';
import { canonicalJson } from '../kernel/canonical-json.js';
import { isUuid } from '../kernel/identifier.js';
import { SYSTEM_ACTOR } from '../kernel/message.js';
import {
  deriveId,
  keyedHash,
  keyedInputHash,
  newId,
  newNonce,
  sha256Hex,
  systemMeta,
} from './ids.js';

describe('a derived id', () => {
  it('is the UUIDv5 of its parts, the same for ever', () => {
    expect(deriveId('process', 'p', 'e-1', 0)).toBe('ac4bc5b2-9f94-5549-a4b2-484605bae8d3');
  });

  it('is a UUID, and another one for other parts', () => {
    const parts = fc.array(fc.stringMatching(/^[\w-]{0,12}$/), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(parts, parts, (a, b) => {
        expect(isUuid(deriveId(...a))).toBe(true);
        expect(deriveId(...a) === deriveId(...b)).toBe(a.join('\u001f') === b.join('\u001f'));
      }),
    );
  });

  it('tells where one part ends', () => {
    expect(deriveId('ab', 'c')).not.toBe(deriveId('a', 'bc'));
  });
});

describe('chance', () => {
  it('gives ids and nonces that do not repeat', () => {
    const made = Array.from({ length: 1_000 }, () => [newId(), newNonce()]).flat();
    expect(new Set(made).size).toBe(2_000);
    expect(isUuid(newId())).toBe(true);
    expect(Buffer.from(newNonce(), 'base64url')).toHaveLength(16);
  });
});

describe('the hash of an input', () => {
  const [key, other] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)];

  it('does not depend on the order of its fields', () => {
    expect(keyedInputHash(key, { a: 1, b: [2, { c: 3, d: 4 }] })).toBe(
      keyedInputHash(key, { b: [2, { d: 4, c: 3 }], a: 1 }),
    );
    expect(keyedInputHash(key, { a: 1 })).not.toBe(keyedInputHash(key, { a: 2 }));
  });

  it('can’t be repeated without the key', () => {
    expect(keyedInputHash(key, { a: 1 })).not.toBe(keyedInputHash(other, { a: 1 }));
    expect(keyedInputHash(key, { a: 1 })).not.toBe(sha256Hex(canonicalJson({ a: 1 })));
    expect(keyedHash(key, 'ab', 'c')).not.toBe(keyedHash(key, 'a', 'bc'));
  });

  it('is SHA-256', () => {
    expect(sha256Hex('abc')).toBe(
      'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    );
  });
});

describe('a command the product gives itself', () => {
  it('has one id per cause, whenever it is given', () => {
    const first = systemMeta('2026-03-02T01:00:00.000Z', 'effect', 'r-1', 1);
    const again = systemMeta('2026-03-09T01:00:00.000Z', 'effect', 'r-1', 1);
    expect([again.commandId, again.inputHash]).toEqual([first.commandId, first.inputHash]);
    expect(systemMeta(first.at, 'effect', 'r-1', 2).commandId).not.toBe(first.commandId);
    expect(first.actor).toEqual(SYSTEM_ACTOR);
  });
});
