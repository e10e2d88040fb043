/** Unified social credit code, GB 32100-2015: 18 characters of 31 symbols, the last one a check. */
const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];

export function isCreditCode(text: string): boolean {
  return text.length === 18 && [...text].every((symbol) => ALPHABET.includes(symbol));
}

/** Early pilot codes may fail this and yet be legal: warn, do not block. */
export function creditCodeChecks(code: string): boolean {
  const sum = WEIGHTS.reduce((total, w, i) => total + w * ALPHABET.indexOf(code[i] ?? ''), 0);
  return ALPHABET[(31 - (sum % 31)) % 31] === code[17];
}
