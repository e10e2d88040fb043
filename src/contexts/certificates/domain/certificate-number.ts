import { isDivisionCode } from '../../../kernel/identifier.js';

/**
 * Certificate numbers: `{12-digit division code}-{YYYY}-{6-digit serial}-{check}`, gapless for one
 * issuer and year, and never derived from an ID number.
 */
export interface CertificateNumber {
  readonly divisionCode: string;
  readonly year: number;
  readonly serial: number;
}

export const SERIAL_MAX = 999_999;
const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const MODULUS = 36;
/** What a check character is taken for on paper. */
const TWINS: Readonly<Record<string, string>> = { O: '0', '0': 'O', I: '1', '1': 'I' };
const NUMBER = /^(\d{12})-(\d{4})-(\d{6})-([0-9A-Z])$/;

/** @throws RangeError when a part is out of its range. */
export function formatCertificateNumber(number: CertificateNumber): string {
  const { divisionCode, year, serial } = number;
  if (!isDivisionCode(divisionCode)) throw new RangeError('not a division code');
  if (!isIntegerIn(year, 2000, 9999)) throw new RangeError('not a year');
  if (!isIntegerIn(serial, 1, SERIAL_MAX)) throw new RangeError('not a serial');
  const body = `${divisionCode}-${year}-${String(serial).padStart(6, '0')}`;
  return `${body}-${checkCharacter(body.replaceAll('-', ''))}`;
}

/** The parts of a number, or undefined when its form or its check character is wrong. */
export function parseCertificateNumber(text: string): CertificateNumber | undefined {
  const match = NUMBER.exec(text);
  const [, divisionCode, year, serial, check] = match ?? [];
  if (!divisionCode || !year || !serial) return undefined;
  if (checkCharacter(`${divisionCode}${year}${serial}`) !== check) return undefined;
  if (Number(year) < 2000 || Number(serial) === 0) return undefined;
  return { divisionCode, year: Number(year), serial: Number(serial) };
}

export function isCertificateNumber(text: unknown): text is string {
  return typeof text === 'string' && parseCertificateNumber(text) !== undefined;
}

/**
 * What a person typed, as a number: spaces and any dash are tolerated, lower case is raised, and O
 * and 0, I and 1 may stand for each other. ISO 7064 then catches every single slip and nearly every
 * swap of two neighbours.
 */
export function readTypedNumber(typed: string): string | undefined {
  const bare = bareOf(typed);
  const check = bare.slice(-1);
  const parts = /^(\d{12})(\d{4})(\d{6})$/.exec(lettersAsDigits(bare.slice(0, -1)));
  const body = (parts ?? []).slice(1);
  const meant = [check, TWINS[check] ?? ''].map((last) => [...body, last].join('-'));
  return meant.find(isCertificateNumber);
}

/** What a person typed as the check code: it has no O, I, L or U, so nothing can be mistaken. */
export function readTypedCheckCode(typed: string): string {
  return lettersAsDigits(bareOf(typed));
}

function bareOf(typed: string): string {
  return typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\u2010-\u2015\u2212-]/g, '');
}

function lettersAsDigits(text: string): string {
  return text.replace(/O/g, '0').replace(/[IL]/g, '1');
}

/**
 * ISO 7064 MOD 37,36, the hybrid system: one check character for an alphanumeric text.
 *
 * @throws RangeError for a character outside 0-9 A-Z.
 */
export function checkCharacter(text: string): string {
  let product = MODULUS;
  for (const character of text) {
    const value = ALPHABET.indexOf(character);
    if (value < 0) throw new RangeError('not an alphanumeric text');
    const sum = (product + value) % MODULUS || MODULUS;
    product = (sum * 2) % (MODULUS + 1);
  }
  return ALPHABET.charAt((MODULUS + 1 - product) % MODULUS);
}

function isIntegerIn(value: number, from: number, to: number): boolean {
  return Number.isSafeInteger(value) && value >= from && value <= to;
}
