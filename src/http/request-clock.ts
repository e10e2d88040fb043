import type { FastifyRequest } from 'fastify';
import { Clock, SystemClock } from '../platform/clock.js';

/** Parameter decorators have no injection: the application's clock rides on the Fastify instance. */
const CLOCK = Symbol('clock');
const fallback = new SystemClock();

export function provideClock(instance: object, clock: Clock): void {
  Object.defineProperty(instance, CLOCK, { value: clock });
}

export function requestClock(request: FastifyRequest): Clock {
  const server = request.server as unknown as { [CLOCK]?: Clock };
  return server[CLOCK] ?? fallback;
}
