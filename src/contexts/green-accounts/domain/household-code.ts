/** Crockford's alphabet: no letter is taken for another one or for a digit. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const GROUP = 5;
const LETTERS = 10;

/** What is printed on a household's card: the first 50 bits of its id, `7ZK3M-0Q2XN`. */
export function householdCode(householdId: string): string {
  let bits = BigInt(`0x${householdId.replaceAll('-', '').slice(0, 13)}`) >> 2n;
  let code = '';
  for (let letter = 0; letter < LETTERS; letter += 1) {
    code = ALPHABET.charAt(Number(bits & 31n)) + code;
    bits >>= 5n;
  }
  return `${code.slice(0, GROUP)}-${code.slice(GROUP)}`;
}

/** As a person may type it: small letters, no hyphen, O for 0 and I for 1. */
export function codeAsTyped(text: string): string {
  const code = text
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1');
  return `${code.slice(0, GROUP)}-${code.slice(GROUP)}`;
}
