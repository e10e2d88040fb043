import { randomBytes } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { Clock, SystemClock } from '../platform/clock.js';

/** Parameter decorators have no injection: what they need rides on the Fastify instance. */
const CLOCK = Symbol('clock');
const INPUT_KEY = Symbol('input key');
const fallback = new SystemClock();
/** Without a key of the installation no hash may be guessable all the same. */
const fallbackKey = randomBytes(32);

export function provideClock(instance: object, clock: Clock): void {
  Object.defineProperty(instance, CLOCK, { value: clock });
}

export function requestClock(request: FastifyRequest): Clock {
  const server = request.server as unknown as { [CLOCK]?: Clock };
  return server[CLOCK] ?? fallback;
}

/** The key of the hash by which a repeated write is told from a changed one. */
export function provideInputKey(instance: object, key: Uint8Array): void {
  Object.defineProperty(instance, INPUT_KEY, { value: key });
}

export function requestInputKey(request: FastifyRequest): Uint8Array {
  const server = request.server as unknown as { [INPUT_KEY]?: Uint8Array };
  return server[INPUT_KEY] ?? fallbackKey;
}
