import type { TrueTypeFont } from './truetype-font.js';

/**
 * The glyphs of a font that one document uses, as a font file for embedding (ISO 32000-1, 9.9: a
 * TrueType program behind an identity CID map needs no cmap, name or OS/2 table). pdfkit calls
 * `includeGlyph` and `encode`; fontkit's own subsetter decodes each glyph again for each document
 * and costs a quarter of the time of a certificate.
 */
export class TrueTypeSubset {
  readonly #glyphs: number[] = [];
  readonly #numbers = new Map<number, number>();

  constructor(private readonly font: TrueTypeFont) {
    this.includeGlyph(0);
  }

  /** The number of a glyph within the subset. */
  includeGlyph(glyph: number): number {
    const known = this.#numbers.get(glyph);
    if (known !== undefined) return known;
    const number = this.#glyphs.push(glyph) - 1;
    this.#numbers.set(glyph, number);
    return number;
  }

  encode(): Uint8Array {
    const outlines: Buffer[] = [];
    // The list grows while it is walked: a composite glyph brings its parts.
    for (let at = 0; at < this.#glyphs.length; at += 1) {
      outlines.push(this.outline(this.#glyphs[at] ?? 0));
    }
    const count = outlines.length;
    return fontFile(
      new Map([
        ['cvt ', this.font.table('cvt ')],
        ['fpgm', this.font.table('fpgm')],
        ['glyf', Buffer.concat(outlines)],
        ['head', patched(this.font.table('head'), 50, 1)],
        ['hhea', patched(this.font.table('hhea'), 34, count)],
        ['hmtx', this.metrics()],
        ['loca', locations(outlines)],
        ['maxp', patched(this.font.table('maxp'), 4, count)],
        ['prep', this.font.table('prep')],
      ]),
    );
  }

  private outline(glyph: number): Buffer {
    const original = this.font.outline(glyph);
    const isSimple = original.length === 0 || original.readInt16BE(0) >= 0;
    return padded(isSimple ? original : this.renumbered(original));
  }

  /** A composite glyph, naming its parts by their numbers in the subset. */
  private renumbered(original: Buffer): Buffer {
    const outline = Buffer.from(original);
    for (let [at, more] = [10, true]; more;) {
      const flags = outline.readUInt16BE(at);
      outline.writeUInt16BE(this.includeGlyph(outline.readUInt16BE(at + 2)), at + 2);
      more = (flags & COMPONENT.more) !== 0;
      at += 4 + ((flags & COMPONENT.words) !== 0 ? 4 : 2) + transformOctets(flags);
    }
    return outline;
  }

  private metrics(): Buffer {
    const table = Buffer.alloc(this.#glyphs.length * 4);
    for (const [index, glyph] of this.#glyphs.entries()) {
      const { advance, bearing } = this.font.horizontal(glyph);
      table.writeUInt16BE(advance, index * 4);
      table.writeInt16BE(bearing, index * 4 + 2);
    }
    return table;
  }
}

/** Flags of a composite glyph's component (OpenType, glyf). */
const COMPONENT = { words: 0x01, scale: 0x08, more: 0x20, scales: 0x40, matrix: 0x80 };

function transformOctets(flags: number): number {
  if (flags & COMPONENT.scale) return 2;
  if (flags & COMPONENT.scales) return 4;
  return flags & COMPONENT.matrix ? 8 : 0;
}

function locations(outlines: readonly Buffer[]): Buffer {
  const table = Buffer.alloc((outlines.length + 1) * 4);
  let offset = 0;
  for (const [index, outline] of outlines.entries()) {
    offset += outline.length;
    table.writeUInt32BE(offset, (index + 1) * 4);
  }
  return table;
}

function fontFile(tables: ReadonlyMap<string, Buffer>): Buffer {
  const present = [...tables].filter(([, table]) => table.length > 0);
  const header = Buffer.alloc(12 + present.length * 16);
  const power = Math.floor(Math.log2(present.length));
  header.writeUInt32BE(0x00010000, 0);
  header.writeUInt16BE(present.length, 4);
  header.writeUInt16BE(2 ** power * 16, 6);
  header.writeUInt16BE(power, 8);
  header.writeUInt16BE(present.length * 16 - 2 ** power * 16, 10);
  const parts: Buffer[] = [header];
  let offset = header.length;
  for (const [index, [tag, table]] of present.entries()) {
    const at = 12 + index * 16;
    header.write(tag, at, 'latin1');
    header.writeUInt32BE(checksum(table), at + 4);
    header.writeUInt32BE(offset, at + 8);
    header.writeUInt32BE(table.length, at + 12);
    parts.push(padded(table));
    offset += padded(table).length;
  }
  return Buffer.concat(parts);
}

function checksum(table: Buffer): number {
  const { buffer, byteOffset, length } = padded(table);
  const words = new DataView(buffer, byteOffset, length);
  let sum = 0;
  for (let at = 0; at < length; at += 4) sum = (sum + words.getUint32(at)) >>> 0;
  return sum;
}

function patched(table: Buffer, at: number, value: number): Buffer {
  const copy = Buffer.from(table);
  copy.writeUInt16BE(value, at);
  return copy;
}

function padded(table: Buffer): Buffer {
  const missing = (4 - (table.length % 4)) % 4;
  return missing === 0 ? table : Buffer.concat([table, Buffer.alloc(missing)]);
}
