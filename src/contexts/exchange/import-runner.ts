import { Injectable } from '@nestjs/common';
import { Dispatcher } from '../../cqrs/dispatcher.js';
import type { Instant } from '../../kernel/calendar.js';
import type { Actor, Channel, CommandMeta } from '../../kernel/message.js';
import { Rejection } from '../../kernel/rejection.js';
import { deriveId, sha256Hex } from '../../platform/ids.js';
import { CompleteImport, RefuseRows } from './domain/import-job.commands.js';
import type { ImportKind, ImportPlace } from './domain/import-job.events.js';
import { type ImportReport, isTaken, reportOf, type RowVerdict } from './domain/import-report.js';
import { BATCH_ROWS_MAX, batchesOf } from './domain/row-batches.js';
import type { RawRows } from './domain/table.js';
import { type ImportRow, RowImporters } from './row-importers.js';

/** Told at least every 200 rows. */
export type OnProgress = (done: number, total: number) => void;

/** One pass over one file: everything that decides the verdicts, so that they can be repeated. */
export interface ImportRun {
  readonly importId: string;
  readonly run: number;
  readonly kind: ImportKind;
  readonly fileHash: string;
  readonly judgedAt: Instant;
  readonly place: ImportPlace;
  readonly actor: Actor;
  readonly channel: Channel;
  readonly dryRun: boolean;
}

/** A batch more and it is still within the 200 rows promised. */
const PROGRESS_ROWS = 200 - BATCH_ROWS_MAX;
/** Refused rows told in one event: far below what a store takes in one append. */
const REFUSED_ROWS_PER_EVENT = 1_000;

/** Takes the rows of a run one by one, judged by the same rules whether it writes or not. */
@Injectable()
export class ImportRunner {
  constructor(
    private readonly dispatcher: Dispatcher,
    private readonly importers: RowImporters,
  ) {}

  /** The number of rows. @throws Rejection `exchange/*` when the columns are not right */
  check(run: ImportRun, raw: RawRows): number {
    return this.importers.open(raw, run).rows.length;
  }

  /** @throws Error when the store fails or the service stops: the run is then not at its end */
  async run(
    run: ImportRun,
    raw: RawRows,
    options: { readonly signal: AbortSignal; readonly onProgress?: OnProgress | undefined },
  ): Promise<ImportReport> {
    const { rows, ignoredColumns } = this.importers.open(raw, run);
    const verdicts: RowVerdict[] = [];
    let told = 0;
    for (const batch of batchesOf(rows, ({ keys }) => keys)) {
      options.signal.throwIfAborted();
      verdicts.push(...(await this.#takeBatch(run, batch)));
      const done = verdicts.length;
      if (done - told < PROGRESS_ROWS && done < rows.length) continue;
      told = done;
      options.onProgress?.(done, rows.length);
    }
    const { importId, kind, dryRun } = run;
    return reportOf({ importId, kind, dryRun, ignoredColumns }, verdicts);
  }

  /** What was refused, for who imported it to see; then the end. */
  async complete(run: ImportRun, report: ImportReport): Promise<void> {
    const { importId, run: number } = run;
    const refused = report.rows
      .filter(({ verdict }) => !isTaken(verdict))
      .map(({ row, verdict }) => ({ row, code: verdict }));
    for (let at = 0; at < refused.length; at += REFUSED_ROWS_PER_EVENT) {
      const rows = refused.slice(at, at + REFUSED_ROWS_PER_EVENT);
      const meta = this.metaOf(run, `refused ${at}`);
      await this.dispatcher.dispatch(new RefuseRows({ importId, run: number, rows }, meta));
    }
    const { accepted, rejected, acceptedCentiHours = null } = report;
    const data = { importId, run: number, accepted, rejected, acceptedCentiHours };
    await this.dispatcher.dispatch(new CompleteImport(data, this.metaOf(run, 'complete')));
  }

  /** Metadata of a step of the run itself: the same step has the same id, however often. */
  metaOf(run: ImportRun, step: string): CommandMeta {
    return metaOf(run, deriveId('import', run.importId, 'run', run.run, step));
  }

  /**
   * Every row of a batch comes to its end before a failure of one is passed on: nothing may still
   * be writing when the import is taken up again.
   */
  async #takeBatch(run: ImportRun, batch: readonly ImportRow[]): Promise<RowVerdict[]> {
    const settled = await Promise.allSettled(batch.map((row) => this.#take(run, row)));
    return settled.map((outcome) => {
      if (outcome.status === 'rejected') throw outcome.reason;
      return outcome.value;
    });
  }

  async #take(run: ImportRun, { row, take }: ImportRow): Promise<RowVerdict> {
    try {
      const { verdict, centiHours } = await take(
        metaOf(run, deriveId('import', run.importId, row)),
      );
      return { row, verdict, centiHours };
    } catch (error) {
      // "Busy" says nothing about the row: the import breaks off and is taken up again.
      if (!(error instanceof Rejection) || error.code.startsWith('request/')) throw error;
      return { row, verdict: error.code, centiHours: 0 };
    }
  }
}

function metaOf(run: ImportRun, commandId: string): CommandMeta {
  const { actor, channel, judgedAt, importId } = run;
  // The file and the row say it all: the same command never comes with other input.
  const inputHash = sha256Hex(commandId);
  return { commandId, inputHash, correlationId: importId, actor, channel, at: judgedAt };
}
