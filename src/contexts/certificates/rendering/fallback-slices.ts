import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { MemorySource, TrueTypeFont } from './truetype-font.js';

/**
 * Rare characters: Hanazono Mincho (npm `hanamin`), 98 703 code points in 217 WOFF2 slices. With the
 * printing face it covers level 3 of GB 18030-2022. A slice is unpacked when a name needs it.
 */
export class FallbackSlices {
  readonly #folder = dirname(createRequire(import.meta.url).resolve('hanamin/package.json'));
  readonly #opened = new Map<string, TrueTypeFont>();
  #index: readonly SliceRange[] | undefined;

  /** The fonts that hold the code points, opened; a code point without a font is simply missing. */
  async open(codePoints: Iterable<number>): Promise<void> {
    for (const codePoint of codePoints) {
      const file = this.fileOf(codePoint);
      if (file !== undefined && !this.#opened.has(file)) await this.unpack(file);
    }
  }

  /** The opened font that has a code point. */
  fontOf(codePoint: number): TrueTypeFont | undefined {
    const file = this.fileOf(codePoint);
    const font = file === undefined ? undefined : this.#opened.get(file);
    return font?.character(codePoint) ? font : undefined;
  }

  private fileOf(codePoint: number): string | undefined {
    this.#index ??= sliceIndex(readFileSync(join(this.#folder, 'HanaMin.min.css'), 'utf8'));
    return this.#index.find(({ from, to }) => from <= codePoint && codePoint <= to)?.file;
  }

  private async unpack(file: string): Promise<void> {
    // Loaded late: the unpacker is a WebAssembly module that most workers never need.
    const { default: woff2 } = await import('wawoff2');
    const unpacked = await woff2.decompress(readFileSync(join(this.#folder, file)));
    const [oldest] = this.#opened.keys();
    if (this.#opened.size >= SLICES_KEPT && oldest !== undefined) this.#opened.delete(oldest);
    const name = file.replace(/\.woff2$/, '').replaceAll('.', '-');
    this.#opened.set(file, new TrueTypeFont(new MemorySource(Buffer.from(unpacked)), name));
  }
}

interface SliceRange {
  readonly from: number;
  readonly to: number;
  readonly file: string;
}

/** A slice is about 250 KB unpacked; a certificate with more than 32 of them is not a real one. */
const SLICES_KEPT = 32;

function sliceIndex(css: string): readonly SliceRange[] {
  return [...css.matchAll(/url\(([\w.-]+\.woff2)\)[^}]*unicode-range:([^;}]+)/g)].flatMap(
    ([, file = '', ranges = '']) => ranges.split(',').map((range) => ({ ...bounds(range), file })),
  );
}

/** `U+20-7e`, `U+d` or `U+4??`. */
function bounds(range: string): { from: number; to: number } {
  const [first = '', last = first] = range.trim().replace(/^u\+/i, '').split('-');
  return {
    from: Number.parseInt(first.replaceAll('?', '0'), 16),
    to: Number.parseInt(last.replaceAll('?', 'f'), 16),
  };
}
