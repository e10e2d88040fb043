import type { FastifyRequest } from 'fastify';

export interface Upload {
  readonly bytes: Buffer;
  readonly fileName: string;
  readonly mimeType: string;
}

const MEGABYTE = 1024 * 1024;

/** The one file of a multipart request, whole; else what is wrong with it. */
export async function uploadOf(
  request: FastifyRequest,
  megabytesMax: number,
): Promise<Upload | 'missing' | 'too-large'> {
  if (!request.isMultipart()) return 'missing';
  const part = await request.file({ limits: { fileSize: megabytesMax * MEGABYTE } });
  if (!part) return 'missing';
  const bytes = await part.toBuffer().catch((error: unknown) => {
    if (!part.file.truncated) throw error;
    return undefined;
  });
  // A file cut off at the end of a chunk comes without an error: half a file is no file.
  if (!bytes || part.file.truncated) return 'too-large';
  return { bytes, fileName: part.filename, mimeType: part.mimetype };
}
