import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { Zip, ZipDeflate } from 'fflate';

/** One file of an archive; its content comes in parts and is never held as a whole. */
export interface ZipFile {
  readonly name: string;
  readonly parts: AsyncIterable<string | Uint8Array> | Iterable<string | Uint8Array>;
}

/** What an archive says of its own files: the last one in it, `manifest.json`. */
export interface Manifest {
  readonly format: string;
  readonly madeAt: string;
  readonly files: readonly {
    readonly name: string;
    readonly bytes: number;
    /** SHA-256, hex. */
    readonly sha256: string;
  }[];
}

/**
 * A ZIP archive as it comes into being, closed by a manifest with the hash of every file. A reader
 * that goes away ends the making of it.
 */
export function zipStream(
  files: AsyncIterable<ZipFile>,
  about: Pick<Manifest, 'format' | 'madeAt'>,
): Readable {
  return Readable.from(chunksOf(files, about), { objectMode: false });
}

async function* chunksOf(
  files: AsyncIterable<ZipFile>,
  about: Pick<Manifest, 'format' | 'madeAt'>,
): AsyncGenerator<Uint8Array> {
  const archive = new Archive(about.madeAt);
  const listed: Manifest['files'][number][] = [];
  for await (const file of files) listed.push(yield* archive.add(file));
  const manifest: Manifest = { ...about, files: listed };
  const parts = [`${JSON.stringify(manifest, null, 1)}\n`];
  yield* archive.add({ name: 'manifest.json', parts });
  yield* archive.end();
}

class Archive {
  readonly #out: Uint8Array[] = [];
  #failure: Error | null = null;
  readonly #zip = new Zip((error, chunk) => {
    if (error) this.#failure = error;
    else this.#out.push(chunk);
  });

  constructor(private readonly madeAt: string) {}

  async *add({ name, parts }: ZipFile): AsyncGenerator<Uint8Array, Manifest['files'][number]> {
    const file = new ZipDeflate(name);
    file.mtime = this.madeAt;
    this.#zip.add(file);
    const hash = createHash('sha256');
    let bytes = 0;
    for await (const part of parts) {
      const buffer = Buffer.from(part);
      hash.update(buffer);
      bytes += buffer.length;
      file.push(buffer);
      yield* this.#drain();
    }
    file.push(new Uint8Array(0), true);
    yield* this.#drain();
    return { name, bytes, sha256: hash.digest('hex') };
  }

  *end(): Generator<Uint8Array> {
    this.#zip.end();
    yield* this.#drain();
  }

  *#drain(): Generator<Uint8Array> {
    if (this.#failure) throw this.#failure;
    yield* this.#out.splice(0);
  }
}
