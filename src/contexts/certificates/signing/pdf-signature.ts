import { createHash } from 'node:crypto';
import { type Instant, isInstant } from '../../../kernel/calendar.js';
import type { Signer } from './published-key.js';
import { decodeCms, encodeCms, signedAttributes, type DetachedSignature } from './cms.js';
import {
  CMS_OCTETS,
  CONTENTS_KEY,
  OPEN_BYTE_RANGE_TEXT,
  OPEN_TIME,
  pdfTime,
  type SignatureRoom,
} from './signature-placeholder.js';
import { stampOf } from './timestamp.js';

/** Who signs a PDF: the document key with its certificate and the authority above it (base64 DER). */
export interface DocumentSigner {
  readonly signer: Signer;
  readonly certificates: readonly string[];
}

/**
 * Fills the open signature of a rendered PDF: PAdES baseline B-B (ETSI EN 319 142-1), sub-filter
 * `ETSI.CAdES.detached`, over every byte of the file but the signature's own hexadecimal text.
 */
export async function signPdf(
  rendered: Uint8Array,
  by: DocumentSigner,
  signedAt: Date,
): Promise<Buffer> {
  const pdf = Buffer.from(rendered);
  const gap = openGap(pdf);
  fill(pdf, pdf.indexOf(`(${OPEN_TIME})`), `(${pdfTime(signedAt)})`);
  const range = `/ByteRange [0 ${gap.start} ${gap.end} ${pdf.length - gap.end}]`;
  fill(pdf, pdf.indexOf(OPEN_BYTE_RANGE_TEXT), range.padEnd(OPEN_BYTE_RANGE_TEXT.length));
  const parts = {
    digest: digestAround(pdf, gap),
    certificates: by.certificates.map((der) => Buffer.from(der, 'base64')),
  };
  const signature = await by.signer.sign(signedAttributes(parts));
  const cms = encodeCms({ ...parts, signature });
  return withCms(pdf, gap, cms);
}

/** Writes a signature into its gap. */
export function withCms(pdf: Buffer, gap: Gap, cms: Buffer): Buffer {
  if (cms.length > gapOctets(gap)) {
    throw new Error('the signature is larger than the space kept for it');
  }
  pdf.write(cms.toString('hex'), gap.start + 1, 'latin1');
  return pdf;
}

export function gapOctets({ start, end }: Gap): number {
  return (end - start - 2) / 2;
}

/** How a PDF's signature stands, before anybody asks whose key it is. */
export type SignatureReading =
  | { readonly kind: 'unreadable'; readonly why: string }
  | { readonly kind: 'not-total' }
  | {
      readonly kind: 'read';
      readonly cms: DetachedSignature;
      /** What the signer signed. */
      readonly attributes: Buffer;
      /** When it says it signed (entry M of the signature dictionary), as an instant. */
      readonly signedAt: Instant | undefined;
      /** When the timestamp authority saw it, if the file was stamped. */
      readonly stampedAt?: Instant;
      readonly gap: Gap;
      readonly room: SignatureRoom;
      /** False when the file is no longer the one that was signed. */
      readonly intact: boolean;
    };

const ROOMS: readonly number[] = Object.values(CMS_OCTETS);
const RANGE = /^\/ByteRange \[0 (\d{1,9}) (\d{1,9}) (\d{1,9})\]/;

/**
 * Reads the signature that `signPdf` wrote. It must cover the file from the first byte to the last;
 * anything appended (an incremental update too) makes it not total. The gap may hold nothing but
 * the signature and zeros: a byte outside the signed ranges would be a byte nobody vouches for.
 */
export function readPdfSignature(pdf: Buffer): SignatureReading {
  const at = pdf.indexOf('/ByteRange [');
  const range = at < 0 ? undefined : rangeAt(pdf, at);
  if (!range) return { kind: 'unreadable', why: 'no-signature' };
  const { gap, end } = range;
  if (end < pdf.length) return { kind: 'not-total' };
  const fits = end === pdf.length && ROOMS.includes(gapOctets(gap));
  const cms = fits ? cmsInGap(pdf, gap) : undefined;
  if (!cms) return { kind: 'unreadable', why: 'signature-container' };
  const stamp = stampOf(cms.timestamp, sha256(cms.signature));
  if (!stamp) return { kind: 'unreadable', why: 'timestamp' };
  return {
    kind: 'read',
    cms,
    gap,
    room: gapOctets(gap) === CMS_OCTETS.plain ? 'plain' : 'timestamped',
    ...stamp,
    attributes: signedAttributes(cms),
    signedAt: signedAtOf(pdf, at),
    intact: digestAround(pdf, gap).equals(cms.digest),
  };
}

/** The gap of a byte range, and where its second part ends. */
function rangeAt(pdf: Buffer, at: number): { readonly gap: Gap; readonly end: number } | undefined {
  const match = RANGE.exec(pdf.toString('latin1', at, at + 60));
  if (!match) return undefined;
  const [start = 0, end = 0, rest = 0] = match.slice(1).map(Number);
  return { gap: { start, end }, end: end + rest };
}

const TIME = /\/M \(D:(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z\)/;

/** The signature dictionary is written in one piece, the time behind the range and the gap. */
function signedAtOf(pdf: Buffer, at: number): Instant | undefined {
  const behind = pdf.toString('latin1', at, at + Math.max(...ROOMS) * 2 + 400);
  const [, year, month, day, hour, minute, second] = TIME.exec(behind) ?? [];
  const text = `${year}-${month}-${day}T${hour}:${minute}:${second}.000Z`;
  return isInstant(text) ? text : undefined;
}

/** From `<` to just behind `>`. */
export interface Gap {
  readonly start: number;
  readonly end: number;
}

function openGap(pdf: Buffer): Gap {
  for (const octets of ROOMS) {
    const text = `${CONTENTS_KEY}<${'0'.repeat(octets * 2)}>`;
    const at = pdf.indexOf(text);
    if (at >= 0) return { start: at + CONTENTS_KEY.length, end: at + text.length };
  }
  throw new Error('the PDF has no open signature');
}

function cmsInGap(pdf: Buffer, gap: Gap): DetachedSignature | undefined {
  const key = pdf.toString('latin1', gap.start - CONTENTS_KEY.length, gap.start);
  const text = pdf.toString('latin1', gap.start, gap.end);
  const hex = /^<(30[0-9a-f]*)>$/.exec(text)?.[1];
  if (key !== CONTENTS_KEY || hex === undefined) return undefined;
  const octets = Buffer.from(hex, 'hex');
  const size = 4 + octets.readUInt16BE(2);
  const isLong = octets[1] === 0x82 && size <= octets.length;
  if (!isLong || octets.subarray(size).some((octet) => octet !== 0)) return undefined;
  return decodeCms(octets.subarray(0, size));
}

function digestAround(pdf: Buffer, gap: Gap): Buffer {
  return createHash('sha256')
    .update(pdf.subarray(0, gap.start))
    .update(pdf.subarray(gap.end))
    .digest();
}

function sha256(bytes: Uint8Array): Buffer {
  return createHash('sha256').update(bytes).digest();
}

function fill(pdf: Buffer, at: number, text: string): void {
  if (at < 0) throw new Error('the PDF has no open signature');
  pdf.write(text, at, 'latin1');
}
