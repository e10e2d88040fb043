import { type BeforeApplicationShutdown, Injectable } from '@nestjs/common';
import { readFile, stat } from 'node:fs/promises';
import { DeciderExecutor } from '../../cqrs/decider-executor.js';
import { Dispatcher } from '../../cqrs/dispatcher.js';
import { KeyedQueue } from '../../cqrs/keyed-queue.js';
import { EventStore } from '../../event-store/event-store.js';
import { streamName } from '../../kernel/decider.js';
import type { Actor, Channel, Recorded } from '../../kernel/message.js';
import { Clock } from '../../platform/clock.js';
import { deriveId, sha256Hex } from '../../platform/ids.js';
import { StartImport } from './domain/import-job.commands.js';
import { importJob } from './domain/import-job.decider.js';
import type { ImportKind, ImportPlace, ImportStarted } from './domain/import-job.events.js';
import type { ImportReport } from './domain/import-report.js';
import { reject } from './domain/exchange.rejections.js';
import type { RawRows } from './domain/table.js';
import { ImportFiles } from './import-files.js';
import { type ImportRun, ImportRunner, type OnProgress } from './import-runner.js';
import { FILE_MEGABYTES_MAX, readRows, tooLarge } from './sheet-reader.js';

export interface ImportRequest {
  readonly kind: ImportKind;
  readonly file: { readonly path: string } | { readonly bytes: Uint8Array };
  readonly dryRun: boolean;
  readonly actor: Actor;
  readonly channel?: Channel;
  readonly place?: ImportPlace;
  readonly onProgress?: OnProgress;
}

export interface StartedJob {
  readonly importId: string;
  /** The event of the start; null when there was nothing left to take in. */
  readonly position: string | null;
  readonly revision: number;
  readonly done: Promise<ImportReport>;
}

interface Source {
  readonly bytes: Buffer;
  readonly raw: RawRows;
}

type Before = { readonly run: number } | { readonly run: number; readonly report: ImportReport };

const NOWHERE: ImportPlace = { stationId: null, organisationId: null, divisionCode: null };

/**
 * Spreadsheets into the books, each accepted row exactly once. The file is sealed and durable before
 * the import is announced; every row's command id derives from the file and the row; so whatever was
 * killed is taken up again from the first row, and what was done answers that it was.
 */
@Injectable()
export class ImportService implements BeforeApplicationShutdown {
  readonly #queue = new KeyedQueue();
  readonly #stopping = new AbortController();
  readonly #jobs = new Set<Promise<unknown>>();

  constructor(
    private readonly dispatcher: Dispatcher,
    private readonly executor: DeciderExecutor,
    private readonly store: EventStore,
    private readonly clock: Clock,
    private readonly files: ImportFiles,
    private readonly runner: ImportRunner,
  ) {}

  /**
   * A dry run writes nothing. A run that was there before changes nothing, unless rows that were
   * refused then are right now.
   *
   * @throws Rejection `exchange/*` when the file as a whole cannot be imported
   */
  async run(request: ImportRequest): Promise<ImportReport> {
    const source = await sourceOf(request.file);
    if (request.dryRun) {
      return this.#take(this.#newRun(request, source), source.raw, request.onProgress);
    }
    return (await this.#start(request, source)).done;
  }

  /** The same, answering as soon as the file is safe; the rows follow in the background. */
  async start(request: ImportRequest): Promise<StartedJob> {
    return this.#start(request, await sourceOf(request.file));
  }

  /** Finishes what was killed; called at every start. */
  async resumeUnfinished(onProgress?: OnProgress): Promise<readonly ImportReport[]> {
    const reports: ImportReport[] = [];
    for (const importId of await this.files.pending()) {
      const job = this.#queue.run(importId, () => this.#resume(importId, onProgress));
      this.#track(job);
      const report = await job;
      if (report) reports.push(report);
    }
    return reports;
  }

  /** The books close soon: what is under way stops between two batches, and is resumed later. */
  async beforeApplicationShutdown(): Promise<void> {
    this.#stopping.abort(new Error('the service is stopping'));
    await Promise.allSettled(this.#jobs);
  }

  async #start(request: ImportRequest, source: Source): Promise<StartedJob> {
    const first = this.#newRun(request, source);
    // Bad columns are refused before anything is kept.
    this.runner.check(first, source.raw);
    const { importId } = first;
    return new Promise((resolve, fail) => {
      const done = this.#queue.run(importId, async () => {
        const before = await this.#before(first, source, request.onProgress);
        if ('report' in before) {
          resolve({ importId, position: null, revision: before.run, done });
          return before.report;
        }
        const next = { ...first, run: before.run + 1 };
        const { position, revision } = await this.#announce(next, source);
        resolve({ importId, position, revision, done });
        return this.#finish(next, source.raw, request.onProgress);
      });
      done.catch(fail);
      this.#track(done);
    });
  }

  /** How often the file was imported; with a report when there is nothing left to take in. */
  async #before(first: ImportRun, { raw }: Source, onProgress?: OnProgress): Promise<Before> {
    const { run } = (await this.executor.load(importJob, first.importId)).state;
    if (run === 0) return { run };
    await this.#resume(first.importId, onProgress);
    const report = await this.#take({ ...first, dryRun: true }, raw);
    if (report.accepted > report.alreadyThere) return { run };
    return { run, report: { ...report, dryRun: false } };
  }

  /** File first, event second: what is announced can always be finished. */
  async #announce(run: ImportRun, { bytes, raw }: Source) {
    const { importId, kind, fileHash, judgedAt, place } = run;
    await this.files.save(importId, bytes);
    const rows = this.runner.check(run, raw);
    const data = { importId, run: run.run, kind, fileHash, rows, judgedAt, place };
    return this.dispatcher.dispatch(new StartImport(data, this.runner.metaOf(run, 'start')));
  }

  /** Undefined when the file was left behind by an import that never began, or had ended. */
  async #resume(importId: string, onProgress?: OnProgress): Promise<ImportReport | undefined> {
    const started = await this.#unfinished(importId);
    if (!started) {
      await this.files.delete(importId);
      return undefined;
    }
    const { actor, channel } = started.meta;
    const run = { ...started.data, actor, channel, dryRun: false };
    const raw = await readRows(await this.files.read(importId));
    return this.#finish(run, raw, onProgress);
  }

  async #finish(run: ImportRun, raw: RawRows, onProgress?: OnProgress): Promise<ImportReport> {
    const report = await this.#take(run, raw, onProgress);
    await this.runner.complete(run, report);
    await this.files.delete(run.importId);
    return report;
  }

  #take(run: ImportRun, raw: RawRows, onProgress?: OnProgress): Promise<ImportReport> {
    return this.runner.run(run, raw, { signal: this.#stopping.signal, onProgress });
  }

  async #unfinished(importId: string): Promise<Recorded<ImportStarted> | undefined> {
    let started: Recorded<ImportStarted> | undefined;
    for await (const page of this.store.readStream(streamName(importJob.category, importId))) {
      for (const event of page) {
        if (event.type === 'exchange.ImportStarted') started = event as Recorded<ImportStarted>;
        if (event.type === 'exchange.ImportCompleted') started = undefined;
      }
    }
    return started;
  }

  #newRun(request: ImportRequest, { bytes }: Source): ImportRun {
    const { kind, actor, dryRun, channel = 'import', place = NOWHERE } = request;
    const fileHash = sha256Hex(bytes);
    const importId = deriveId('import', kind, fileHash);
    const judgedAt = this.clock.now();
    return { importId, run: 1, kind, fileHash, judgedAt, place, actor, channel, dryRun };
  }

  #track(job: Promise<unknown>): void {
    this.#jobs.add(job);
    const forget = () => void this.#jobs.delete(job);
    job.then(forget, forget);
  }
}

async function sourceOf(file: ImportRequest['file']): Promise<Source> {
  const bytes = await bytesOf(file);
  return { bytes, raw: await readRows(bytes) };
}

async function bytesOf(file: ImportRequest['file']): Promise<Buffer> {
  if ('bytes' in file) return Buffer.from(file.bytes);
  const found = await stat(file.path).catch(() => undefined);
  if (!found?.isFile()) return reject('exchange/file-unreadable');
  if (found.size > FILE_MEGABYTES_MAX * 1024 * 1024) tooLarge(FILE_MEGABYTES_MAX);
  return readFile(file.path);
}
