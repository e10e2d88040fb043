import { reject } from './time-bank.rejections.js';

/** @throws Rejection `time-bank/amount-not-positive` also for fractions and what is too large */
export function requirePositive(centiHours: number): void {
  if (!Number.isSafeInteger(centiHours) || centiHours <= 0) {
    reject('time-bank/amount-not-positive');
  }
}
