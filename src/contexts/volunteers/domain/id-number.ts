import type { IdType } from '../../../kernel/id-types.js';
import { isLocalDate, type LocalDate } from '../../../kernel/calendar.js';

export type Sex = 'male' | 'female';

/** Only a resident's number is checked for more than its form: GB 11643 says what stands in it. */
const FORMS: Readonly<Record<IdType, RegExp>> = {
  'resident-id': /^[1-9]\d{16}[\dX]$/,
  'hmt-residence-permit': /^8[123]\d{15}[\dX]$/,
  passport: /^[A-Z0-9]{5,17}$/,
  'foreign-permanent-resident': /^(?:[A-Z]{3}\d{12}|9\d{16}[\dX])$/,
};

/** GB 11643-1999 (ISO 7064 MOD 11-2). */
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECKS = '10X98765432';

/** Full-width digits and a small x are the same number typed on another keyboard. */
export function normaliseIdNumber(text: string): string {
  return text.normalize('NFKC').replace(/\s/gu, '').toUpperCase();
}

export function hasIdForm(type: IdType, number: string): boolean {
  return FORMS[type].test(number);
}

export function checkDigitFits(number: string): boolean {
  const sum = WEIGHTS.reduce((total, weight, i) => total + weight * Number(number[i]), 0);
  return CHECKS[sum % 11] === number[17];
}

/** Undefined when the eight digits are no date. Area codes of old are legal, so none is checked. */
export function birthDateIn(number: string): LocalDate | undefined {
  const date = `${number.slice(6, 10)}-${number.slice(10, 12)}-${number.slice(12, 14)}`;
  return isLocalDate(date) ? date : undefined;
}

/** The 17th digit: odd for men, even for women. */
export function sexIn(number: string): Sex {
  return Number(number[16]) % 2 === 1 ? 'male' : 'female';
}
