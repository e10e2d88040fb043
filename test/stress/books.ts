import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { timeBankFolds } from '../../src/contexts/time-bank/index.js';
import { SnapshotFile } from '../../src/cqrs/snapshot-file.js';
import { EventCodec } from '../../src/event-store/codec.js';
import { SqliteEventStore } from '../../src/event-store/sqlite/sqlite-event-store.js';
import { snapshotFindings } from '../../src/fsck/snapshots.check.js';
import { type BooksReport, runBooks } from '../model/books.js';

export interface BooksRun {
  readonly commands: number;
  readonly accounts: number;
  readonly seed: number;
  readonly onProgress: (done: number) => void;
}

/** The time bank against an independent model, on a file as the service would write it. */
export async function books(run: BooksRun): Promise<BooksReport & { readonly seconds: number }> {
  const folder = mkdtempSync(join(tmpdir(), 'shizhang-books-'));
  const store = new SqliteEventStore(join(folder, 'ledger.db'), new EventCodec());
  const snapshots = new SnapshotFile(folder);
  const started = performance.now();
  try {
    const report = await runBooks({ store, snapshots, ...run });
    const seconds = Math.round((performance.now() - started) / 1_000);
    const sources = { tables: snapshots.tables(), folds: timeBankFolds };
    const findings = await snapshotFindings(sources, store);
    const wrong = findings.map(({ code, where, detail }) => `${code} ${where} ${detail}`);
    return { ...report, faults: [...report.faults, ...wrong], seconds };
  } finally {
    snapshots.close();
    await store.close();
    rmSync(folder, { recursive: true });
  }
}
