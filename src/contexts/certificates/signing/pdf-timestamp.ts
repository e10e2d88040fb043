import { createHash } from 'node:crypto';
import { encodeCms } from './cms.js';
import { gapOctets, readPdfSignature, withCms } from './pdf-signature.js';
import { type TimestampAuthority, TimestampError } from './timestamp-authority.js';

/**
 * Brings a signature from level B-B to B-T (ETSI EN 319 142-1, 6.3): the token goes into the room that
 * was kept, outside what is signed. A file that has one already is answered as it is.
 *
 * @throws TimestampError when the authority has no usable answer
 */
export async function addTimestamp(pdf: Buffer, authority: TimestampAuthority): Promise<Buffer> {
  const reading = readPdfSignature(pdf);
  if (reading.kind !== 'read') throw new Error('only a signed file can be stamped');
  if (reading.cms.timestamp) return pdf;
  const timestamp = await authority.stamp(
    createHash('sha256').update(reading.cms.signature).digest(),
  );
  const cms = encodeCms({ ...reading.cms, timestamp });
  if (cms.length > gapOctets(reading.gap)) throw new TimestampError('no room for the timestamp');
  return withCms(Buffer.from(pdf), reading.gap, cms);
}
