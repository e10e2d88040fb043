import type { ImportKind } from './import-job.events.js';

/** What came of a row: taken in now, there from before, or the code under which it was refused. */
export type Verdict = 'accepted' | 'already-there' | (string & {});

export interface RowVerdict {
  readonly row: number;
  readonly verdict: Verdict;
  /** Hours of an accepted row. */
  readonly centiHours: number;
}

export interface ImportReport {
  readonly importId: string;
  readonly kind: ImportKind;
  readonly dryRun: boolean;
  /** Rows that are in the books, whether taken in now or before. */
  readonly accepted: number;
  /** Those of the accepted that had been there before. */
  readonly alreadyThere: number;
  readonly rejected: Readonly<Record<string, number>>;
  readonly acceptedCentiHours?: number;
  readonly ignoredColumns: readonly string[];
  readonly rows: readonly RowVerdict[];
}

export interface Subject {
  readonly importId: string;
  readonly kind: ImportKind;
  readonly dryRun: boolean;
  readonly ignoredColumns: readonly string[];
}

export function reportOf(subject: Subject, rows: readonly RowVerdict[]): ImportReport {
  const taken = rows.filter(({ verdict }) => isTaken(verdict));
  const rejected: Record<string, number> = {};
  for (const { verdict } of rows) {
    if (!isTaken(verdict)) rejected[verdict] = (rejected[verdict] ?? 0) + 1;
  }
  return {
    ...subject,
    accepted: taken.length,
    alreadyThere: taken.filter(({ verdict }) => verdict === 'already-there').length,
    rejected,
    ...(subject.kind === 'service-records'
      ? { acceptedCentiHours: taken.reduce((sum, { centiHours }) => sum + centiHours, 0) }
      : {}),
    rows,
  };
}

export function isTaken(verdict: Verdict): boolean {
  return verdict === 'accepted' || verdict === 'already-there';
}
