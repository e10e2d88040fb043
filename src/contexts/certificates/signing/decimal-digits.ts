/**
 * Bytes as decimal digits, for the numeric mode of a QR code (10 bits for 3 digits): two bytes,
 * big-endian, become five digits (00000 to 65535); a last single byte becomes three (000 to 255).
 * Digits survive copying, and a reader of the paper can even dictate them. One text per value: a
 * group out of range is refused, so a changed digit always changes a byte or breaks the form.
 */
export function digitsOf(bytes: Uint8Array): string {
  let digits = '';
  for (let at = 0; at + 1 < bytes.length; at += 2) {
    digits += String((bytes[at] ?? 0) * 256 + (bytes[at + 1] ?? 0)).padStart(5, '0');
  }
  if (bytes.length % 2 === 1) digits += String(bytes.at(-1)).padStart(3, '0');
  return digits;
}

/** Undefined when the text was not written by `digitsOf`. */
export function bytesOfDigits(digits: string): Uint8Array | undefined {
  const tail = digits.length % 5;
  if (!/^\d*$/.test(digits) || (tail !== 0 && tail !== 3)) return undefined;
  const bytes: number[] = [];
  for (let at = 0; at + 5 <= digits.length; at += 5) {
    const pair = Number(digits.slice(at, at + 5));
    if (pair > 0xffff) return undefined;
    bytes.push(pair >> 8, pair & 0xff);
  }
  if (tail === 3) {
    const last = Number(digits.slice(-3));
    if (last > 0xff) return undefined;
    bytes.push(last);
  }
  return Uint8Array.from(bytes);
}
