/** Order 67 art. 5 asks for the name as on the ID card: any script, dots between parts of a name. */
const NAME_CHARACTERS_MAX = 40;

/** Dots that input methods put where the one of Chinese typography (U+00B7) belongs. */
const DOTS = /[\u2022\u2027\u2219\u22c5\u30fb\uff65\uff0e\u2024]/gu;
/** A full stop between two Han characters is that dot as well; in "J. Smith" it is not. */
const STOP_IN_HAN = /(?<=\p{Script=Han})\.(?=\p{Script=Han})/gu;
/** Spreadsheets pad two-character names with a wide space. */
const SPACE_IN_HAN = /(?<=\p{Script=Han})[ \u00a0\u3000]+(?=\p{Script=Han})/gu;
/** Control, private and unassigned characters, and the marks that turn the direction of writing. */
const FORBIDDEN = /[\p{Cc}\p{Co}\p{Cs}\p{Cn}\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffd]/u;

/** NFC, one kind of dot, single spaces. The empty text when nothing visible is left. */
export function normaliseName(text: string): string {
  return text
    .normalize('NFC')
    .replace(/^[\s\u200b\ufeff]+|[\s\u200b\ufeff]+$/gu, '')
    .replace(DOTS, '\u00b7')
    .replace(STOP_IN_HAN, '\u00b7')
    .replace(SPACE_IN_HAN, '')
    .replace(/[ \u3000\u00a0]+/gu, ' ');
}

/** A name that was normalised: 1 to 40 characters, at least one letter. Scripts may be mixed. */
export function isName(name: string): boolean {
  const { length } = [...name];
  return length >= 1 && length <= NAME_CHARACTERS_MAX && /\p{L}/u.test(name) && !hasForbidden(name);
}

export function hasForbidden(text: string): boolean {
  return !text.isWellFormed() || FORBIDDEN.test(text);
}
