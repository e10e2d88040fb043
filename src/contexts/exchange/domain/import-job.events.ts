import type { Instant } from '../../../kernel/calendar.js';
import type { DomainEvent } from '../../../kernel/message.js';

export const IMPORT_KINDS = ['volunteers', 'service-records'] as const;
export type ImportKind = (typeof IMPORT_KINDS)[number];

/** In whose name rows are taken in: the scope of who imports. */
export interface ImportPlace {
  readonly stationId: string | null;
  readonly organisationId: string | null;
  /** A prefix of the division code. */
  readonly divisionCode: string | null;
}

/** A file was taken in; its bytes are kept, sealed, until the import is completed. */
export type ImportStarted = DomainEvent<
  'exchange.ImportStarted',
  {
    readonly importId: string;
    /** 1 for the first import of this file; more when rows refused before had become right. */
    readonly run: number;
    readonly kind: ImportKind;
    /** SHA-256 of the file: the evidence that stands behind what was imported (grade D). */
    readonly fileHash: string;
    readonly rows: number;
    /** What counts as now for every row, however often the import is taken up again. */
    readonly judgedAt: Instant;
    readonly place: ImportPlace;
  }
>;

export interface RefusedRow {
  /** As a spreadsheet program numbers it: the header is row 1. */
  readonly row: number;
  readonly code: string;
}

export type RowsRefused = DomainEvent<
  'exchange.RowsRefused',
  { readonly importId: string; readonly run: number; readonly rows: readonly RefusedRow[] }
>;

export type ImportCompleted = DomainEvent<
  'exchange.ImportCompleted',
  {
    readonly importId: string;
    readonly run: number;
    readonly accepted: number;
    readonly rejected: Readonly<Record<string, number>>;
    /** Hundredths of an hour; null where the rows carry no hours. */
    readonly acceptedCentiHours: number | null;
  }
>;

export type ImportJobEvent = ImportStarted | RowsRefused | ImportCompleted;
