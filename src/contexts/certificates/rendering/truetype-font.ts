import { closeSync, openSync, readSync } from 'node:fs';

/**
 * A TrueType font, as much of it as a PDF needs: cmap, metrics, outlines by glyph. The outlines stay
 * on disk and only those that are drawn are read, because the three printing faces are 45 MB and a
 * certificate uses 300 glyphs. Chinese and Latin text needs no shaping, so there is none here.
 */
export class TrueTypeFont {
  readonly metrics: FontMetrics;
  readonly #tables: ReadonlyMap<string, TableEntry>;
  readonly #cmap: CharacterMap;
  readonly #hmtx: Buffer;
  readonly #loca: Buffer;
  readonly #hasLongLoca: boolean;
  readonly #longMetrics: number;
  readonly #read = new Map<string, Buffer>();
  readonly #outlines = new Map<number, Buffer>();
  /** `null` where the font has no glyph. */
  readonly #characters = new Map<number, Character | null>();

  constructor(
    private readonly source: ByteSource,
    readonly name: string,
  ) {
    this.#tables = tableDirectory(source);
    const [head, hhea] = [this.table('head'), this.table('hhea')];
    this.metrics = metricsOf(head, hhea, this.table('OS/2'));
    this.#hasLongLoca = head.readInt16BE(50) === 1;
    this.#longMetrics = hhea.readUInt16BE(34);
    this.#hmtx = this.table('hmtx');
    this.#loca = this.table('loca');
    this.#cmap = characterMap(this.table('cmap'));
  }

  /** The glyph of a code point with its advance in thousandths of the size. */
  character(codePoint: number): Character | undefined {
    const known = this.#characters.get(codePoint);
    if (known !== undefined) return known ?? undefined;
    const glyph = this.#cmap(codePoint);
    const advance = this.advance(glyph);
    const found = glyph === 0 ? null : { glyph, advance, codePoints: [codePoint] };
    if (this.#characters.size >= CHARACTERS_KEPT) this.#characters.clear();
    this.#characters.set(codePoint, found);
    return found ?? undefined;
  }

  advance(glyph: number): number {
    return (this.horizontal(glyph).advance * 1000) / this.metrics.unitsPerEm;
  }

  horizontal(glyph: number): { readonly advance: number; readonly bearing: number } {
    const long = Math.min(glyph, this.#longMetrics - 1);
    const bearingAt =
      glyph < this.#longMetrics
        ? glyph * 4 + 2
        : this.#longMetrics * 4 + (glyph - this.#longMetrics) * 2;
    return {
      advance: this.#hmtx.readUInt16BE(long * 4),
      bearing: this.#hmtx.readInt16BE(bearingAt),
    };
  }

  outline(glyph: number): Buffer {
    const kept = this.#outlines.get(glyph);
    if (kept) return kept;
    const glyf = this.#tables.get('glyf');
    if (!glyf) throw new Error(`font ${this.name} has no glyf table`);
    const [start, end] = [this.location(glyph), this.location(glyph + 1)];
    // A copy, so that a slice of a fallback font does not keep its whole file in memory.
    const outline = Buffer.from(this.source.read(glyf.offset + start, end - start));
    if (this.#outlines.size >= OUTLINES_KEPT) this.#outlines.clear();
    this.#outlines.set(glyph, outline);
    return outline;
  }

  /** A whole table, not to be written into; empty when the font has none of that name. */
  table(tag: string): Buffer {
    const kept = this.#read.get(tag);
    if (kept) return kept;
    const entry = this.#tables.get(tag);
    const table = entry ? Buffer.from(this.source.read(entry.offset, entry.length)) : NO_TABLE;
    this.#read.set(tag, table);
    return table;
  }

  private location(glyph: number): number {
    return this.#hasLongLoca
      ? this.#loca.readUInt32BE(glyph * 4)
      : this.#loca.readUInt16BE(glyph * 2) * 2;
  }
}

export interface Character {
  readonly glyph: number;
  /** Thousandths of the size. */
  readonly advance: number;
  /** What the glyph stands for in the text layer. */
  readonly codePoints: readonly number[];
}

export interface FontMetrics {
  readonly unitsPerEm: number;
  readonly ascent: number;
  readonly descent: number;
  readonly capHeight: number;
  readonly xHeight: number;
  readonly familyClass: number;
  readonly bbox: { minX: number; minY: number; maxX: number; maxY: number };
}

export interface ByteSource {
  read(offset: number, length: number): Buffer;
}

/** Reads from an open file; the descriptor lives as long as the worker. */
export class FileSource implements ByteSource {
  readonly #descriptor: number;

  constructor(path: string) {
    this.#descriptor = openSync(path, 'r');
  }

  read(offset: number, length: number): Buffer {
    const bytes = Buffer.alloc(length);
    const count = readSync(this.#descriptor, bytes, 0, length, offset);
    if (count !== length) throw new Error('font file cut short');
    return bytes;
  }

  close(): void {
    closeSync(this.#descriptor);
  }
}

export class MemorySource implements ByteSource {
  constructor(private readonly bytes: Buffer) {}

  read(offset: number, length: number): Buffer {
    return this.bytes.subarray(offset, offset + length);
  }
}

/** More than the 6763 characters of GB 2312 that ordinary texts use. */
const OUTLINES_KEPT = 8192;
const CHARACTERS_KEPT = 32_768;
const NO_TABLE = Buffer.alloc(0);

interface TableEntry {
  readonly offset: number;
  readonly length: number;
}

type CharacterMap = (codePoint: number) => number;

function tableDirectory(source: ByteSource): ReadonlyMap<string, TableEntry> {
  const count = source.read(0, 12).readUInt16BE(4);
  const entries = source.read(12, count * 16);
  const tables = new Map<string, TableEntry>();
  for (let at = 0; at < entries.length; at += 16) {
    tables.set(entries.toString('latin1', at, at + 4), {
      offset: entries.readUInt32BE(at + 8),
      length: entries.readUInt32BE(at + 12),
    });
  }
  return tables;
}

function metricsOf(head: Buffer, hhea: Buffer, os2: Buffer): FontMetrics {
  const ascent = hhea.readInt16BE(4);
  const hasHeights = os2.length >= 90;
  return {
    unitsPerEm: head.readUInt16BE(18),
    ascent,
    descent: hhea.readInt16BE(6),
    capHeight: hasHeights ? os2.readInt16BE(88) : ascent,
    xHeight: hasHeights ? os2.readInt16BE(86) : 0,
    familyClass: os2.length >= 32 ? os2.readInt16BE(30) : 0,
    bbox: {
      minX: head.readInt16BE(36),
      minY: head.readInt16BE(38),
      maxX: head.readInt16BE(40),
      maxY: head.readInt16BE(42),
    },
  };
}

/** The widest Unicode map of the font: format 12 when it has one, else format 4. */
function characterMap(cmap: Buffer): CharacterMap {
  const offsets = Array.from({ length: cmap.readUInt16BE(2) }, (_, index) =>
    cmap.readUInt32BE(4 + index * 8 + 4),
  );
  const wide = offsets.find((offset) => cmap.readUInt16BE(offset) === 12);
  if (wide !== undefined) return segmented(cmap.subarray(wide));
  const narrow = offsets.find((offset) => cmap.readUInt16BE(offset) === 4);
  if (narrow === undefined) throw new Error('font without a Unicode cmap');
  return basic(cmap.subarray(narrow));
}

/** Format 12: sorted groups of first, last, first glyph. */
function segmented(table: Buffer): CharacterMap {
  const groups = table.readUInt32BE(12);
  const at = (group: number, field: number): number => table.readUInt32BE(16 + group * 12 + field);
  return (codePoint) => {
    const group = lastIndexWhere(groups, (index) => at(index, 0) <= codePoint);
    if (group < 0 || codePoint > at(group, 4)) return 0;
    return at(group, 8) + codePoint - at(group, 0);
  };
}

/** Format 4: segments of the basic plane. */
function basic(table: Buffer): CharacterMap {
  const segments = table.readUInt16BE(6) / 2;
  const field = (index: number, block: number): number =>
    table.readUInt16BE(14 + block * segments * 2 + (block > 0 ? 2 : 0) + index * 2);
  return (codePoint) => {
    if (codePoint > 0xffff) return 0;
    const segment = lastIndexWhere(segments, (index) => field(index, 1) <= codePoint);
    if (segment < 0 || codePoint > field(segment, 0)) return 0;
    const [start, delta, range] = [field(segment, 1), field(segment, 2), field(segment, 3)];
    if (range === 0) return (codePoint + delta) & 0xffff;
    const rangeAt = 16 + segments * 6 + segment * 2;
    const glyph = table.readUInt16BE(rangeAt + range + (codePoint - start) * 2);
    return glyph === 0 ? 0 : (glyph + delta) & 0xffff;
  };
}

/** Binary search: the last index for which a monotone condition holds, or -1. */
function lastIndexWhere(count: number, holds: (index: number) => boolean): number {
  let [low, high] = [-1, count - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (holds(middle)) low = middle;
    else high = middle - 1;
  }
  return low;
}
