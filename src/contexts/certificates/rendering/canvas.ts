import type { CertificateDocument } from './certificate-document.js';
import type { Faces, TextRun, Weight } from './faces.js';
import { breakLines, type LineRoom } from './line-breaker.js';
import { TrueTypeSubset } from './truetype-subset.js';
import type { Character, TrueTypeFont } from './truetype-font.js';

export interface TextStyle {
  readonly size: number;
  readonly weight?: Weight;
  readonly color?: Color;
  /** Extra space behind each character, in points. */
  readonly tracking?: number;
  /** When it is not the document's Chinese (ISO 14289-1, 7.2). */
  readonly lang?: 'en';
}

/** Red, green, blue, each 0 to 1. */
export type Color = readonly [number, number, number];
export type Align = 'left' | 'center' | 'right';

export type Point = readonly [number, number];

export interface Stroke {
  readonly color: Color;
  readonly width: number;
  /** Lengths of dashes and gaps. */
  readonly dash?: string;
}

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/**
 * Draws on the current page, from the top left corner, in points. It writes content operators
 * itself: pdfkit's own text call repeats the graphics state for each fragment, cannot mix faces on
 * one base line, and its drawing calls repeat the colour space.
 */
export class Canvas {
  readonly #embedded = new Map<TrueTypeFont, EmbeddedFont>();

  constructor(
    readonly document: CertificateDocument,
    readonly faces: Faces,
    /** Prints the English beside the Chinese. */
    readonly isBilingual = false,
  ) {}

  width(text: string, style: TextStyle): number {
    const width = this.faces.width(text, style.weight ?? 'regular', style.size);
    return style.tracking ? width + style.tracking * [...text].length : width;
  }

  lines(text: string, style: TextStyle, room: LineRoom): string[] {
    return breakLines(text, room, (part) => this.width(part, style));
  }

  /** One line; `y` is the base line, `x` the left, middle or right of it. */
  text(text: string, at: { x: number; y: number; align?: Align }, style: TextStyle): void {
    const left = at.x - this.overhang(text, style, at.align ?? 'left');
    const place = `1 0 0 -1 ${round(left)} ${round(at.y)} Tm`;
    const tracking = style.tracking ? [`${round(style.tracking)} Tc`, '0 Tc'] : UNTRACKED;
    let drawn = `BT ${rgb(style.color ?? INK)} rg ${tracking[0]} ${place} `;
    for (const run of this.faces.runs(text, style.weight ?? 'regular')) {
      drawn += `${this.show(run, style.size)} `;
    }
    drawn += `${tracking[1]} ET`;
    this.write(style.lang ? `/Span <</Lang (${style.lang})>> BDC ${drawn} EMC` : drawn);
  }

  /**
   * One column of Mongolian script from `y` downwards, about the middle line `x`. Several letters
   * share a glyph, so the text itself stands beside what is drawn (ISO 32000-1, 14.9.4).
   */
  mongolian(text: string, at: { readonly x: number; readonly y: number }, style: TextStyle): void {
    const { font } = this.faces.mongolian;
    const { ascent, descent, unitsPerEm } = font.metrics;
    const baseline = at.x - (((ascent + descent) / 2) * style.size) / unitsPerEm;
    const characters = this.faces.mongolian.shape(text);
    const actual = Buffer.from(`\ufeff${text}`, 'utf16le').swap16().toString('hex');
    const place = `0 1 1 0 ${round(baseline)} ${round(at.y)} Tm`;
    const shown = this.show({ font, characters }, style.size);
    const color = `${rgb(style.color ?? INK)} rg`;
    this.write(`/Span <</ActualText <${actual}>>> BDC BT ${color} ${place} ${shown} ET EMC`);
  }

  line(points: readonly Point[], stroke: Stroke): void {
    this.write(`q ${rgb(stroke.color)} RG ${stroke.width} w ${path(points)} S Q`);
  }

  fill(box: Box, color: Color): void {
    this.write(`${rgb(color)} rg ${rectangle(box)} f`);
  }

  frame(box: Box, stroke: Stroke): void {
    const { color, width, dash = '' } = stroke;
    this.write(`q ${rgb(color)} RG ${width} w [${dash}] 0 d ${rectangle(box)} S Q`);
  }

  polygon(points: readonly Point[], color: Color): void {
    this.write(`${rgb(color)} rg ${path(points)} f`);
  }

  write(operators: string): void {
    // As bytes: pdfkit turns a text into them character by character.
    this.document.addContent(Buffer.from(`${operators}\n`, 'latin1'));
  }

  private show(run: TextRun, size: number): string {
    const { face, codes } = this.embed(run.font);
    let hex = '';
    for (const character of run.characters) {
      let code = codes.get(character);
      if (code === undefined) codes.set(character, (code = included(face, character)));
      hex += code;
    }
    return `/${face.id} ${round(size)} Tf <${hex}> Tj`;
  }

  private overhang(text: string, style: TextStyle, align: Align): number {
    if (align === 'left') return 0;
    const width = this.width(text, style) - (style.tracking ?? 0);
    return align === 'right' ? width : width / 2;
  }

  /** The font as the document embeds it, known to the current page. */
  private embed(font: TrueTypeFont): EmbeddedFont {
    let embedded = this.#embedded.get(font);
    if (!embedded) {
      this.document.font(embeddable(font), font.name);
      embedded = { face: this.document._font, codes: new Map() };
      this.#embedded.set(font, embedded);
    }
    const { face } = embedded;
    this.document.page.fonts[face.id] ??= face.ref();
    return embedded;
  }
}

interface EmbeddedFont {
  readonly face: PDFKit.EmbeddedFace;
  /** How the characters drawn so far are written. */
  readonly codes: Map<Character, string>;
}

/** The document's own number of a glyph, which is noted as used: four hexadecimal digits. */
function included(face: PDFKit.EmbeddedFace, { glyph, codePoints, advance }: Character): string {
  const number = face.subset.includeGlyph(glyph);
  face.widths[number] ??= advance;
  face.unicode[number] ??= [...codePoints];
  return number.toString(16).padStart(4, '0');
}

export const INK: Color = [0.17, 0.15, 0.13];
const UNTRACKED = ['', ''] as const;
/** The few colours of the paper, as operands. */
const OPERANDS = new WeakMap<Color, string>();

export function round(value: number): number {
  return Math.round(value * 100) / 100;
}

function rgb(color: Color): string {
  let operands = OPERANDS.get(color);
  if (operands === undefined) OPERANDS.set(color, (operands = color.join(' ')));
  return operands;
}

function path(points: readonly Point[]): string {
  return points
    .map(([x, y], index) => `${round(x)} ${round(y)} ${index === 0 ? 'm' : 'l'}`)
    .join(' ');
}

function rectangle(box: Box): string {
  return `${round(box.x)} ${round(box.y)} ${round(box.width)} ${round(box.height)} re`;
}

/** The face of a fontkit font, as far as pdfkit looks at one to embed it. */
function embeddable(font: TrueTypeFont) {
  const { metrics } = font;
  return {
    postscriptName: font.name,
    unitsPerEm: metrics.unitsPerEm,
    ascent: metrics.ascent,
    descent: metrics.descent,
    capHeight: metrics.capHeight,
    xHeight: metrics.xHeight,
    lineGap: 0,
    italicAngle: 0,
    bbox: metrics.bbox,
    'OS/2': { sFamilyClass: metrics.familyClass },
    post: { isFixedPitch: false },
    head: { macStyle: { italic: false } },
    getGlyph: (glyph: number) => ({ advanceWidth: font.horizontal(glyph).advance }),
    createSubset: () => new TrueTypeSubset(font),
    layout: () => {
      throw new Error('text is laid out by the canvas');
    },
  };
}
