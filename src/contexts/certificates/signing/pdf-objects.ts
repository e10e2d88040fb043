/** PDF objects (ISO 32000-1, 7.3), as much of them as the product's own files use. */
export type PdfValue =
  number | boolean | null | string | Buffer | PdfReference | readonly PdfValue[] | PdfDictionary;
/** Names are kept as texts with their slash; strings are buffers. */
export type PdfDictionary = ReadonlyMap<string, PdfValue>;

export class PdfReference {
  constructor(readonly object: number) {}
}

/** Thrown for anything that cannot be read; callers answer with a verdict. */
export class PdfError extends Error {}

const DEPTH_MAX = 16;
const SPACE = new Set([0x00, 0x09, 0x0a, 0x0c, 0x0d, 0x20]);
const DELIMITER = new Set([...'()<>[]{}/%'].map((c) => c.charCodeAt(0)));

/** Reads one object from a position in the bytes. */
export class PdfParser {
  constructor(
    private readonly bytes: Buffer,
    public at: number,
  ) {}

  value(depth = 0): PdfValue {
    if (depth > DEPTH_MAX) throw new PdfError('too deep');
    this.skipSpace();
    const next = this.peek(2);
    if (next === '<<') return this.dictionary(depth);
    if (next.startsWith('<')) return this.hexString();
    if (next.startsWith('(')) return this.literalString();
    if (next.startsWith('[')) return this.list(depth);
    return next.startsWith('/') ? this.name() : this.word();
  }

  /** Moves behind a keyword that must stand here. */
  keyword(text: string): void {
    this.skipSpace();
    if (this.peek(text.length) !== text) throw new PdfError(`no ${text}`);
    this.at += text.length;
  }

  skipSpace(): void {
    while (SPACE.has(this.bytes[this.at] ?? -1)) this.at += 1;
  }

  private peek(length: number): string {
    return this.bytes.toString('latin1', this.at, this.at + length);
  }

  private dictionary(depth: number): PdfDictionary {
    this.at += 2;
    const entries = new Map<string, PdfValue>();
    for (this.skipSpace(); this.peek(2) !== '>>'; this.skipSpace()) {
      if (this.peek(1) !== '/') throw new PdfError('dictionary key');
      entries.set(this.name(), this.value(depth + 1));
    }
    this.at += 2;
    return entries;
  }

  private list(depth: number): PdfValue[] {
    this.at += 1;
    const items: PdfValue[] = [];
    for (this.skipSpace(); this.peek(1) !== ']'; this.skipSpace()) {
      if (this.at >= this.bytes.length) throw new PdfError('array');
      items.push(this.value(depth + 1));
    }
    this.at += 1;
    return items;
  }

  private hexString(): Buffer {
    const end = this.bytes.indexOf('>', this.at);
    if (end < 0) throw new PdfError('hex string');
    const text = this.bytes.toString('latin1', this.at + 1, end);
    this.at = end + 1;
    return Buffer.from(text, 'hex');
  }

  /** The strings that are read (attachment names) hold neither escapes nor brackets. */
  private literalString(): Buffer {
    const start = (this.at += 1);
    let open = 1;
    for (; open > 0; this.at += 1) {
      const byte = this.bytes[this.at];
      if (byte === undefined) throw new PdfError('string');
      if (byte === 0x5c) this.at += 1;
      else if (byte === 0x28) open += 1;
      else if (byte === 0x29) open -= 1;
    }
    return this.bytes.subarray(start, this.at - 1);
  }

  private name(): string {
    const start = this.at;
    this.at += 1;
    return this.bytes.toString('latin1', start, this.endOfWord());
  }

  private word(): PdfValue {
    const start = this.at;
    const text = this.bytes.toString('latin1', start, this.endOfWord());
    if (text === 'true' || text === 'false') return text === 'true';
    if (text === 'null') return null;
    if (!/^[+-]?(\d{1,12}(\.\d*)?|\.\d+)$/.test(text)) throw new PdfError('value');
    return this.reference(text) ?? Number(text);
  }

  private reference(text: string): PdfReference | undefined {
    const match = /^ 0 R(?=[\s/>\]]|$)/.exec(this.peek(5));
    if (!match || !/^\d+$/.test(text)) return undefined;
    this.at += 4;
    return new PdfReference(Number(text));
  }

  private endOfWord(): number {
    while (this.at < this.bytes.length) {
      const byte = this.bytes[this.at] ?? 0;
      if (SPACE.has(byte) || DELIMITER.has(byte)) break;
      this.at += 1;
    }
    return this.at;
  }
}

export function isDictionary(value: PdfValue | undefined): value is PdfDictionary {
  return value instanceof Map;
}
