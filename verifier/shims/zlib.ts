import { Unzlib } from 'fflate';
import { Buffer } from './buffer.js';

/** Compressed bytes at a time: none of these pieces grows beyond 4 MB. */
const PIECE = 4096;

/** @throws RangeError above the length, Error for what is no zlib stream */
export function inflateSync(
  data: Uint8Array,
  { maxOutputLength }: { readonly maxOutputLength: number },
): Buffer {
  const chunks: Uint8Array[] = [];
  let length = 0;
  const stream = new Unzlib((chunk) => {
    length += chunk.length;
    if (length > maxOutputLength) throw new RangeError('too long');
    chunks.push(chunk);
  });
  for (let at = 0; at < data.length; at += PIECE) {
    stream.push(data.subarray(at, at + PIECE), at + PIECE >= data.length);
  }
  return Buffer.concat(chunks);
}
