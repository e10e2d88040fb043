import { StreamableFile } from '@nestjs/common';

/** A file to keep, named by its id and ending in what it is. */
export function download(
  id: string,
  { type, bytes }: { readonly type: string; readonly bytes: Buffer },
): StreamableFile {
  const ending = type.slice(type.indexOf('/') + 1).replace('jpeg', 'jpg');
  const disposition = `attachment; filename="${id}.${ending}"`;
  return new StreamableFile(bytes, { type, disposition, length: bytes.length });
}
