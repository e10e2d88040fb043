import type { CertificateDocument } from './certificate-document.js';
import type { Faces, Weight } from './faces.js';
import { breakLines } from './line-breaker.js';
import { TrueTypeSubset } from './truetype-subset.js';
import type { TrueTypeFont } from './truetype-font.js';

export interface TextStyle {
  readonly size: number;
  readonly weight?: Weight;
  readonly color?: Color;
  /** Extra space behind each character, in points. */
  readonly tracking?: number;
}

/** Red, green, blue, each 0 to 1. */
export type Color = readonly [number, number, number];
export type Align = 'left' | 'center' | 'right';

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
  readonly #embedded = new Map<TrueTypeFont, PDFKit.EmbeddedFace>();

  constructor(
    readonly document: CertificateDocument,
    readonly faces: Faces,
  ) {}

  width(text: string, style: TextStyle): number {
    const tracking = (style.tracking ?? 0) * [...text].length;
    return this.faces.width(text, style.weight ?? 'regular', style.size) + tracking;
  }

  lines(text: string, style: TextStyle, width: number, indent = 0): string[] {
    return breakLines(text, width, (part) => this.width(part, style), indent);
  }

  /** One line; `y` is the base line, `x` the left, middle or right of it. */
  text(text: string, at: { x: number; y: number; align?: Align }, style: TextStyle): void {
    const { tracking = 0, size } = style;
    const left = at.x - this.overhang(text, style, at.align ?? 'left');
    const operators = [`BT ${rgb(style.color ?? INK)} rg`];
    if (tracking !== 0) operators.push(`${round(tracking)} Tc`);
    operators.push(`1 0 0 -1 ${round(left)} ${round(at.y)} Tm`);
    for (const { font, characters } of this.faces.runs(text, style.weight ?? 'regular')) {
      const face = this.embed(font);
      let hex = '';
      for (const { glyph, codePoint, advance } of characters) {
        const number = face.subset.includeGlyph(glyph);
        face.widths[number] ??= advance;
        face.unicode[number] ??= [codePoint];
        hex += number.toString(16).padStart(4, '0');
      }
      operators.push(`/${face.id} ${round(size)} Tf <${hex}> Tj`);
    }
    if (tracking !== 0) operators.push('0 Tc');
    this.write(`${operators.join(' ')} ET`);
  }

  fill(box: Box, color: Color): void {
    this.write(`${rgb(color)} rg ${rectangle(box)} f`);
  }

  stroke(box: Box, color: Color, width: number, dash = ''): void {
    this.write(`q ${rgb(color)} RG ${width} w [${dash}] 0 d ${rectangle(box)} S Q`);
  }

  line(points: readonly (readonly [number, number])[], color: Color, width: number): void {
    const [first, ...rest] = points.map(([x, y]) => `${round(x)} ${round(y)}`);
    const path = rest.map((point) => `${point} l`).join(' ');
    this.write(`q ${rgb(color)} RG ${width} w ${first ?? ''} m ${path} S Q`);
  }

  polygon(points: readonly (readonly [number, number])[], color: Color): void {
    const [first, ...rest] = points.map(([x, y]) => `${round(x)} ${round(y)}`);
    this.write(`${rgb(color)} rg ${first ?? ''} m ${rest.map((p) => `${p} l`).join(' ')} f`);
  }

  write(operators: string): void {
    this.document.addContent(operators);
  }

  private overhang(text: string, style: TextStyle, align: Align): number {
    if (align === 'left') return 0;
    const width = this.width(text, style) - (style.tracking ?? 0);
    return align === 'right' ? width : width / 2;
  }

  /** The font as the document embeds it, known to the current page. */
  private embed(font: TrueTypeFont): PDFKit.EmbeddedFace {
    let face = this.#embedded.get(font);
    if (!face) {
      this.document.font(embeddable(font), font.name);
      face = this.document._font;
      this.#embedded.set(font, face);
    }
    this.document.page.fonts[face.id] ??= face.ref();
    return face;
  }
}

export const INK: Color = [0.17, 0.15, 0.13];

export function round(value: number): number {
  return Math.round(value * 100) / 100;
}

function rgb(color: Color): string {
  return color.join(' ');
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
