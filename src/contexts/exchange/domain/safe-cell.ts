/**
 * A spreadsheet program takes a cell that begins like this for a formula and runs it, wide signs
 * included (CWE-1236). What we write into a cell came from people.
 */
const FORMULA = /^'*[=+\-@\t\r＝＋－＠]/u;

/** `=1+1` becomes `'=1+1`; what begins with quotes before such a sign gets one more. */
export function safeCell(text: string): string {
  return FORMULA.test(text) ? `'${text}` : text;
}

/** What `safeCell` was given. A quote before such a sign is how spreadsheet programs mark text. */
export function restoredCell(text: string): string {
  return text.startsWith("'") && FORMULA.test(text) ? text.slice(1) : text;
}

/** One line of a CSV file (RFC 4180), every cell made safe. */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map((cell) => quoted(safeCell(cell.trim()))).join(',')}\r\n`;
}

function quoted(text: string): string {
  return /[",\r\n;\t]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
