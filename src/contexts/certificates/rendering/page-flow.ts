import type { Canvas } from './canvas.js';
import { drawFrame } from './page-frame.js';
import { CONTENT } from './theme.js';

export interface TagOptions extends PDFKit.Mixins.StructureElementOptions {
  /** How many columns a table cell spans. */
  readonly colSpan?: number;
  /** The document itself when left out. */
  readonly parent?: PDFKit.PDFStructureElement;
}

/**
 * The page that is being written, how far down, and the tag tree. Everything drawn is either tagged
 * or an artifact (ISO 14289-1, 7.1); screen readers read the tags in the order they are made.
 */
export class PageFlow {
  readonly #root: PDFKit.PDFStructureElement;
  y = CONTENT.top;
  pages = 0;

  constructor(readonly canvas: Canvas) {
    this.#root = canvas.document.struct('Document');
    canvas.document.addStructure(this.#root);
  }

  newPage(): void {
    this.canvas.document.addPage();
    this.pages += 1;
    this.artifact(() => drawFrame(this.canvas, this.pages === 1), 'Page');
    this.y = CONTENT.top;
  }

  hasRoom(height: number): boolean {
    return this.y + height <= CONTENT.bottom;
  }

  /** A new page unless the height still fits on this one. */
  need(height: number): void {
    if (!this.hasRoom(height)) this.newPage();
  }

  artifact(draw: () => void, type: 'Page' | 'Layout' | 'Pagination' = 'Layout'): void {
    this.canvas.document.markContent('Artifact', { type });
    draw();
    this.canvas.document.endMarkedContent();
  }

  /** Tagged content, drawn now. */
  tag(type: string, draw: () => void, options: TagOptions = {}): void {
    const { colSpan, parent = this.#root, ...rest } = options;
    const element = this.canvas.document.struct(type, rest, draw);
    // pdfkit knows no ColSpan; without it a row of one cell breaks the table (ISO 14289-1, 7.5).
    if (colSpan !== undefined) element.dictionary.data['A'] = { O: 'Table', ColSpan: colSpan };
    parent.add(element);
  }

  /** A tag that holds other tags; end it when the last is in. */
  group(type: string, parent = this.#root): PDFKit.PDFStructureElement {
    const group = this.canvas.document.struct(type);
    parent.add(group);
    return group;
  }

  end(): void {
    this.#root.end();
  }
}
