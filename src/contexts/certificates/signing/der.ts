/** The part of DER (X.690) that certificates and CMS need: a writer, and a reader with bounds. */

export const TAG = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  null: 0x05,
  oid: 0x06,
  utf8String: 0x0c,
  printableString: 0x13,
  utcTime: 0x17,
  generalizedTime: 0x18,
  sequence: 0x30,
  set: 0x31,
} as const;

/** A context-specific constructed tag `[n]`. */
export function contextTag(n: number): number {
  return 0xa0 | n;
}

export function tlv(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(parts);
  return Buffer.concat([Buffer.from([tag]), lengthOctets(content.length), content]);
}

function lengthOctets(length: number): Buffer {
  if (length < 0x80) return Buffer.from([length]);
  const hex = length.toString(16);
  const octets = Buffer.from(hex.length % 2 ? `0${hex}` : hex, 'hex');
  return Buffer.concat([Buffer.from([0x80 | octets.length]), octets]);
}

export function sequence(...parts: readonly Uint8Array[]): Buffer {
  return tlv(TAG.sequence, ...parts);
}

/** SET OF: DER sorts the encodings (X.690, 11.6). */
export function setOf(...parts: readonly Uint8Array[]): Buffer {
  return tlv(TAG.set, ...[...parts].sort(Buffer.compare));
}

/** A non-negative INTEGER from its big-endian octets. */
export function unsignedInteger(octets: Uint8Array): Buffer {
  let start = 0;
  while (start < octets.length - 1 && octets[start] === 0) start += 1;
  const bare = octets.subarray(start);
  const sign = (bare[0] ?? 0) & 0x80 ? Buffer.from([0]) : Buffer.alloc(0);
  return tlv(TAG.integer, sign, bare.length === 0 ? Buffer.from([0]) : bare);
}

export function smallInteger(value: number): Buffer {
  return unsignedInteger(Buffer.from([value]));
}

export function octetString(octets: Uint8Array): Buffer {
  return tlv(TAG.octetString, octets);
}

export function bitString(octets: Uint8Array, unusedBits = 0): Buffer {
  return tlv(TAG.bitString, Buffer.from([unusedBits]), octets);
}

export function utf8String(text: string): Buffer {
  return tlv(TAG.utf8String, Buffer.from(text, 'utf8'));
}

export function printableString(text: string): Buffer {
  return tlv(TAG.printableString, Buffer.from(text, 'latin1'));
}

export function nullValue(): Buffer {
  return tlv(TAG.null);
}

export function trueValue(): Buffer {
  return tlv(TAG.boolean, Buffer.from([0xff]));
}

/** RFC 5280, 4.1.2.5: UTCTime through 2049, GeneralizedTime from 2050; whole seconds, Z. */
export function time(at: Date): Buffer {
  const digits = at.toISOString().replace(/\D/g, '').slice(0, 14);
  return at.getUTCFullYear() < 2050
    ? tlv(TAG.utcTime, Buffer.from(`${digits.slice(2)}Z`, 'latin1'))
    : tlv(TAG.generalizedTime, Buffer.from(`${digits}Z`, 'latin1'));
}

export function oid(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  return tlv(TAG.oid, Buffer.from([first * 40 + second, ...rest.flatMap(base128)]));
}

function base128(value: number): number[] {
  const septets = [value & 0x7f];
  for (let left = Math.floor(value / 128); left > 0; left = Math.floor(left / 128)) {
    septets.unshift((left & 0x7f) | 0x80);
  }
  return septets;
}

/** One element of a DER text: where its content lies, and its whole encoding. */
export interface DerElement {
  readonly tag: number;
  readonly content: Buffer;
  readonly encoded: Buffer;
}

/** Thrown by the reader for anything that is not DER; callers answer with a verdict. */
export class DerError extends Error {}

/** Reads exactly one element that fills the bytes. */
export function readOne(bytes: Buffer): DerElement {
  const [element, ...rest] = readAll(bytes);
  if (!element || rest.length > 0) throw new DerError('not one element');
  return element;
}

/** The children of a constructed element. At most 64: our structures have a dozen. */
export function readAll(bytes: Buffer): readonly DerElement[] {
  const elements: DerElement[] = [];
  for (let at = 0; at < bytes.length;) {
    if (elements.length === 64) throw new DerError('too many elements');
    const element = readAt(bytes, at);
    elements.push(element);
    at += element.encoded.length;
  }
  return elements;
}

function readAt(bytes: Buffer, at: number): DerElement {
  const tag = bytes[at];
  const first = bytes[at + 1];
  if (tag === undefined || first === undefined) throw new DerError('cut short');
  const { length, header } = readLength(bytes, at, first);
  const end = at + header + length;
  if (end > bytes.length) throw new DerError('cut short');
  return { tag, content: bytes.subarray(at + header, end), encoded: bytes.subarray(at, end) };
}

function readLength(bytes: Buffer, at: number, first: number): { length: number; header: number } {
  if (first < 0x80) return { length: first, header: 2 };
  const octets = first & 0x7f;
  if (octets === 0 || octets > 3 || at + 2 + octets > bytes.length) throw new DerError('length');
  return { length: bytes.readUIntBE(at + 2, octets), header: 2 + octets };
}

/** The child at an index, with the tag that it must have. */
export function child(parent: DerElement, index: number, tag: number): DerElement {
  const found = readAll(parent.content)[index];
  if (found?.tag !== tag) throw new DerError(`no element ${index} with tag ${tag}`);
  return found;
}
