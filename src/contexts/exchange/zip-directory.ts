const END_SIGNATURE = 0x06054b50;
const ENTRY_SIGNATURE = 0x02014b50;
const END_BYTES = 22;
const ENTRY_BYTES = 46;
const COMMENT_BYTES_MAX = 0xffff;
const ENTRIES_MAX = 10_000;

/**
 * What a ZIP archive says it unpacks to (PKWARE APPNOTE 4.3.12): a bomb of a few kilobytes is seen
 * before anything is unpacked. Undefined when the archive has no readable directory.
 */
export function unpackedBytes(bytes: Buffer): number | undefined {
  const end = endOfDirectory(bytes);
  if (end === undefined) return undefined;
  const entries = bytes.readUInt16LE(end + 10);
  let at = bytes.readUInt32LE(end + 16);
  let total = 0;
  for (let i = 0; i < Math.min(entries, ENTRIES_MAX); i += 1) {
    if (at + ENTRY_BYTES > bytes.length) return undefined;
    if (bytes.readUInt32LE(at) !== ENTRY_SIGNATURE) return undefined;
    total += bytes.readUInt32LE(at + 24);
    const lengths = [28, 30, 32].map((offset) => bytes.readUInt16LE(at + offset));
    at += lengths.reduce((sum, length) => sum + length, ENTRY_BYTES);
  }
  return total;
}

function endOfDirectory(bytes: Buffer): number | undefined {
  const lowest = Math.max(0, bytes.length - END_BYTES - COMMENT_BYTES_MAX);
  for (let at = bytes.length - END_BYTES; at >= lowest; at -= 1) {
    if (bytes.readUInt32LE(at) === END_SIGNATURE) return at;
  }
  return undefined;
}
