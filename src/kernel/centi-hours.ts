/**
 * Hundredths of an hour, as an integer: the unit of service hours and of time credit.
 * 36 s = 0.01 h, the two decimals of the national platform. Rounding happens here and only here,
 * once, downwards, when an interval becomes hours.
 */
declare const brand: unique symbol;
export type CentiHours = number & { readonly [brand]: 'CentiHours' };

/** No record, account or sum may exceed this (a hundred million hours). */
export const CENTI_HOURS_MAX = 10_000_000_000;
const SECONDS_PER_CENTI_HOUR = 36;

export function isCentiHours(value: unknown): value is CentiHours {
  return (
    typeof value === 'number' && Number.isSafeInteger(value) && Math.abs(value) <= CENTI_HOURS_MAX
  );
}

/** @throws RangeError when the value is not a whole number of hundredths within bounds. */
export function centiHours(value: number): CentiHours {
  if (!isCentiHours(value)) throw new RangeError(`not a number of centi-hours: ${value}`);
  return value;
}

/** Whole seconds to hundredths of an hour, rounded down. 12 000 s = 333. */
export function centiHoursOfSeconds(seconds: number): CentiHours {
  return centiHours(Math.floor(Math.floor(seconds) / SECONDS_PER_CENTI_HOUR));
}

/** `333` → `"3.33"`; always two decimals, never through a float. */
export function formatHours(value: number): string {
  const sign = value < 0 ? '-' : '';
  const digits = String(Math.abs(value)).padStart(3, '0');
  return `${sign}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** `"3.33"` or `"3"` → 333; undefined when the text is not hours with at most two decimals. */
export function parseHours(text: string): CentiHours | undefined {
  const match = /^(-?)(\d{1,8})(?:\.(\d{1,2}))?$/.exec(text.trim());
  if (!match) return undefined;
  const value = Number(match[2]) * 100 + Number((match[3] ?? '').padEnd(2, '0'));
  return centiHours(match[1] && value !== 0 ? -value : value);
}
