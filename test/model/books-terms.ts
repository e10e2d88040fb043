import type { Terms } from './time-bank.model.js';

/** Small caps, so that they are met all the time. */
export const TERMS: Terms = { dailyCap: 800, accountCap: 3_000, step: 50, monthlyGrant: 1_000 };
export const DIVISION = '150602001003';

const START = Date.parse('2026-03-07T00:00:00.000Z');
const HOUR_MS = 3_600_000;

/** The model counts hours. */
export function instantOf(hour: number): string {
  return new Date(START + hour * HOUR_MS).toISOString();
}
