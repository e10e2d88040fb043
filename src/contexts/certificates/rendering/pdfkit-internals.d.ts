/**
 * What this product uses of pdfkit 0.20.2 beyond @types/pdfkit 0.17: parsed fonts, attachment
 * relationships, and the pieces from which text operators and the signature field are written.
 * The package's version is pinned; the rendering tests fail when one of these moves.
 */
declare namespace PDFKit {
  interface EmbeddedFace {
    readonly id: string;
    readonly subset: { includeGlyph(glyph: number): number };
    readonly widths: number[];
    readonly unicode: number[][];
    ref(): PDFKitReference;
  }

  interface PDFDocument {
    readonly _font: EmbeddedFace;
    readonly _root: { readonly data: Record<string, unknown> };
    endAcroForm(): this;
  }

  interface PDFKitReference {
    end(): void;
  }

  interface PDFStructureElement {
    readonly dictionary: { readonly data: Record<string, unknown> };
  }
}

declare namespace PDFKit.Mixins {
  interface PDFFont {
    font(face: { layout(): unknown; createSubset(): unknown }, name: string): this;
  }

  interface PDFAttachmentOptions {
    relationship?: 'Source' | 'Data' | 'Alternative' | 'Supplement' | 'Unspecified';
  }

  interface StructureElementOptions {
    bbox?: [number, number, number, number];
    scope?: 'Column' | 'Row';
  }
}
