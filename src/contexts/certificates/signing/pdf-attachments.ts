import { inflateSync } from 'node:zlib';
import { isDictionary, PdfError, PdfParser, PdfReference } from './pdf-objects.js';
import type { PdfDictionary, PdfValue } from './pdf-objects.js';

const OBJECTS_MAX = 100_000;
/** 1000 rows of the longest texts are 3 MB of JSON. */
const ATTACHMENT_MAX = 16 * 1024 * 1024;
const XREF_LINE = 20;

/**
 * The named attachments of a PDF with a classic cross-reference table, which is what the renderer
 * writes. Call it only once the signature has vouched for every byte of the file.
 *
 * @throws PdfError when the file is built otherwise.
 */
export function attachmentsOf(pdf: Buffer): ReadonlyMap<string, Buffer> {
  const file = new PdfFile(pdf);
  const names = file.dictionary(file.dictionary(file.root).get('/Names'));
  const list = file.resolve(file.dictionary(names.get('/EmbeddedFiles')).get('/Names'));
  if (!Array.isArray(list) || list.length > 64) throw new PdfError('attachments');
  const attachments = new Map<string, Buffer>();
  for (let at = 0; at + 1 < list.length; at += 2) {
    const [name, spec]: (PdfValue | undefined)[] = [list[at], list[at + 1]];
    if (!Buffer.isBuffer(name)) throw new PdfError('attachment name');
    const embedded = file.dictionary(file.dictionary(spec).get('/EF')).get('/F');
    attachments.set(name.toString('latin1'), file.stream(embedded));
  }
  return attachments;
}

class PdfFile {
  readonly root: PdfValue | undefined;
  readonly #offsets: number;
  readonly #objects: number;

  constructor(private readonly pdf: Buffer) {
    const marker = pdf.lastIndexOf('startxref');
    if (marker < 0) throw new PdfError('startxref');
    const start = new PdfParser(pdf, marker + 'startxref'.length).value();
    const table = new PdfParser(pdf, typeof start === 'number' ? start : -1);
    table.keyword('xref');
    const [first, count] = [table.value(), table.value()];
    if (first !== 0 || typeof count !== 'number' || count > OBJECTS_MAX) throw new PdfError('xref');
    table.skipSpace();
    [this.#offsets, this.#objects] = [table.at, count];
    table.at += count * XREF_LINE;
    table.keyword('trailer');
    this.root = this.dictionary(table.value()).get('/Root');
  }

  resolve(value: PdfValue | undefined): PdfValue | undefined {
    if (!(value instanceof PdfReference)) return value;
    return this.open(value).value();
  }

  dictionary(value: PdfValue | undefined): PdfDictionary {
    const resolved = this.resolve(value);
    if (!isDictionary(resolved)) throw new PdfError('no dictionary');
    return resolved;
  }

  stream(value: PdfValue | undefined): Buffer {
    if (!(value instanceof PdfReference)) throw new PdfError('no stream');
    const parser = this.open(value);
    const dictionary = this.dictionary(parser.value());
    parser.keyword('stream');
    const length = dictionary.get('/Length');
    const start = parser.at + 1;
    if (typeof length !== 'number' || length < 0 || start + length > this.pdf.length) {
      throw new PdfError('stream');
    }
    const data = this.pdf.subarray(start, start + length);
    return dictionary.get('/Filter') === '/FlateDecode' ? inflate(data) : data;
  }

  private open(reference: PdfReference): PdfParser {
    if (reference.object >= this.#objects) throw new PdfError('no object');
    const line = this.#offsets + reference.object * XREF_LINE;
    const offset = Number(this.pdf.toString('latin1', line, line + 10));
    const parser = new PdfParser(this.pdf, offset);
    if (parser.value() !== reference.object) throw new PdfError('object number');
    parser.keyword('0');
    parser.keyword('obj');
    return parser;
  }
}

function inflate(data: Buffer): Buffer {
  try {
    return inflateSync(data, { maxOutputLength: ATTACHMENT_MAX });
  } catch (error) {
    throw new PdfError('stream data', { cause: error });
  }
}
