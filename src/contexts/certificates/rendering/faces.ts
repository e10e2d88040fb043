import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { FallbackSlices } from './fallback-slices.js';
import { MongolianFace } from './mongolian-face.js';
import { type Character, FileSource, TrueTypeFont } from './truetype-font.js';

export type Weight = 'regular' | 'bold' | 'black';

/** A stretch of text in one font. */
export interface TextRun {
  readonly font: TrueTypeFont;
  readonly characters: readonly Character[];
}

/**
 * The faces of the certificate: Noto Serif SC in three weights, then the rare-character slices.
 * Opened once and used for every document.
 */
export class Faces {
  readonly #printing: Readonly<Record<Weight, TrueTypeFont>>;
  readonly #fallback = new FallbackSlices();
  #mongolian: MongolianFace | undefined;

  constructor() {
    const packagePath = createRequire(import.meta.url).resolve(
      '@expo-google-fonts/noto-serif-sc/package.json',
    );
    const open = (folder: string): TrueTypeFont =>
      new TrueTypeFont(
        new FileSource(join(dirname(packagePath), folder, `NotoSerifSC_${folder}.ttf`)),
        `NotoSerifSC-${folder}`,
      );
    this.#printing = {
      regular: open('400Regular'),
      bold: open('700Bold'),
      black: open('900Black'),
    };
  }

  /**
   * Makes ready what a document needs and answers with the characters that cannot be printed, as
   * `U+XXXX`. Ask before drawing: a missing glyph draws an empty box, silently, and the character is
   * lost from the text layer too.
   */
  async prepare(texts: Iterable<string>): Promise<readonly string[]> {
    const codePoints = new Set<number>();
    for (const text of texts) for (const character of text) codePoints.add(codePointOf(character));
    const rare = [...codePoints].filter((c) => !this.#printing.regular.character(c));
    await this.#fallback.open(rare.filter(isDrawable));
    const missing = [...codePoints].filter(
      (c) => !isDrawable(c) || this.fontOf(c, 'regular') === undefined,
    );
    return named(missing);
  }

  /** The same for texts in Mongolian script, which have a face of their own. */
  async prepareMongolian(texts: readonly string[]): Promise<readonly string[]> {
    if (texts.length === 0) return [];
    const face = (this.#mongolian ??= await MongolianFace.open());
    return named(new Set(texts.flatMap((text) => face.missingIn(text))));
  }

  /** Made ready by `prepareMongolian`. */
  get mongolian(): MongolianFace {
    if (!this.#mongolian) throw new Error('Mongolian text was not prepared');
    return this.#mongolian;
  }

  runs(text: string, weight: Weight): readonly TextRun[] {
    const runs: { font: TrueTypeFont; characters: Character[] }[] = [];
    const printing = this.#printing[weight];
    for (const letter of text) {
      const codePoint = codePointOf(letter);
      const printed = printing.character(codePoint);
      const font = printed ? printing : this.#fallback.fontOf(codePoint);
      const character = printed ?? font?.character(codePoint);
      if (!font || !character) {
        throw new Error('a character without a glyph was not found beforehand');
      }
      const last = runs.at(-1);
      if (last?.font === font) last.characters.push(character);
      else runs.push({ font, characters: [character] });
    }
    return runs;
  }

  /** In points. */
  width(text: string, weight: Weight, size: number): number {
    const printing = this.#printing[weight];
    let sum = 0;
    for (const letter of text) {
      const codePoint = codePointOf(letter);
      const character =
        printing.character(codePoint) ?? this.#fallback.fontOf(codePoint)?.character(codePoint);
      sum += character?.advance ?? 0;
    }
    return (sum * size) / 1000;
  }

  private fontOf(codePoint: number, weight: Weight): TrueTypeFont | undefined {
    const printing = this.#printing[weight];
    return printing.character(codePoint) ? printing : this.#fallback.fontOf(codePoint);
  }
}

/**
 * Scripts whose characters stand side by side as they are. Arabic, Mongolian, Tibetan and others
 * change shape with their neighbours: drawn one by one they would be wrong, so they are refused.
 */
const DRAWABLE =
  /^[\p{sc=Han}\p{sc=Latin}\p{sc=Greek}\p{sc=Cyrillic}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Bopomofo}\p{sc=Hangul}\p{sc=Yi}\p{sc=Common}]$/u;
const INVISIBLE = /^[\p{C}\p{M}\p{Zl}\p{Zp}]$/u;

function isDrawable(codePoint: number): boolean {
  const character = String.fromCodePoint(codePoint);
  return DRAWABLE.test(character) && !INVISIBLE.test(character);
}

function named(codePoints: Iterable<number>): readonly string[] {
  return [...codePoints]
    .sort((a, b) => a - b)
    .map((c) => `U+${c.toString(16).toUpperCase().padStart(4, '0')}`);
}

function codePointOf(character: string): number {
  return character.codePointAt(0) ?? 0;
}
