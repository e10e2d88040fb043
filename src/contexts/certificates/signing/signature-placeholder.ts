/**
 * What the renderer leaves open in a PDF for its signature. Every text has the length of what will
 * replace it, so filling it in moves nothing and the unsigned bytes stay reproducible.
 */

/**
 * Octets kept free for the CMS: two certificates with long Chinese names need about 2 800, and a
 * timestamp with the chain of its authority up to 8 000 more.
 */
export const CMS_OCTETS = { plain: 4096, timestamped: 12_288 } as const;
export type SignatureRoom = keyof typeof CMS_OCTETS;

const OPEN = 9_999_999_999;
export const OPEN_BYTE_RANGE: readonly number[] = [0, OPEN, OPEN, OPEN];
export const OPEN_BYTE_RANGE_TEXT = `/ByteRange [${OPEN_BYTE_RANGE.join(' ')}]`;
export const OPEN_TIME = 'D:00000000000000Z';
export const CONTENTS_KEY = '/Contents ';

/** A PDF date in UTC, as long as the open one (ISO 32000-1, 7.9.4). */
export function pdfTime(at: Date): string {
  return `D:${at.toISOString().replace(/\D/g, '').slice(0, 14)}Z`;
}
