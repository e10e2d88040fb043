import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Font } from 'harfbuzzjs';
import { type Character, MemorySource, TrueTypeFont } from './truetype-font.js';

/**
 * Traditional Mongolian: Noto Sans Mongolian shaped by HarfBuzz, because a letter changes its form
 * with its place in the word. Glyphs stand along a line from left to right, as the font has them;
 * who draws turns the line by a quarter.
 */
export class MongolianFace {
  readonly font: TrueTypeFont;

  private constructor(
    private readonly harfbuzz: typeof import('harfbuzzjs'),
    private readonly shaper: Font,
    bytes: Buffer,
  ) {
    this.font = new TrueTypeFont(new MemorySource(bytes), 'NotoSansMongolian');
  }

  /** Opened when the first certificate needs it: the shaper is a WebAssembly module. */
  static async open(): Promise<MongolianFace> {
    const path = createRequire(import.meta.url).resolve(
      '@expo-google-fonts/noto-sans-mongolian/400Regular/NotoSansMongolian_400Regular.ttf',
    );
    const bytes = readFileSync(path);
    const harfbuzz = await import('harfbuzzjs');
    const blob = new harfbuzz.Blob(new Uint8Array(bytes).buffer);
    return new MongolianFace(harfbuzz, new harfbuzz.Font(new harfbuzz.Face(blob)), bytes);
  }

  shape(text: string): readonly Character[] {
    const buffer = new this.harfbuzz.Buffer();
    buffer.addText(text);
    buffer.guessSegmentProperties();
    this.harfbuzz.shape(this.shaper, buffer);
    const glyphs = buffer.getGlyphInfosAndPositions();
    return glyphs.map(({ codepoint: glyph, cluster, xAdvance = 0 }, index) => {
      const end = glyphs.slice(index + 1).find((next) => next.cluster > cluster)?.cluster;
      const advance = (xAdvance * 1000) / this.font.metrics.unitsPerEm;
      return { glyph, advance, codePoints: codePointsOf(text.slice(cluster, end)) };
    });
  }

  /** The characters of a text that have no glyph. */
  missingIn(text: string): readonly number[] {
    return this.shape(text).flatMap(({ glyph, codePoints }) => (glyph === 0 ? codePoints : []));
  }

  /** In points, along the line. */
  width(text: string, size: number): number {
    return (this.shape(text).reduce((sum, { advance }) => sum + advance, 0) * size) / 1000;
  }
}

function codePointsOf(text: string): number[] {
  return Array.from(text, (character) => character.codePointAt(0) ?? 0);
}
