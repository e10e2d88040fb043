import { randomInt } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import { PASSWORD } from '../support/boot-app.js';
import { type BatchWorld, makeBatchWorld, PERIOD } from './batch-world.js';
import type { Page } from '../../src/http/page.js';
import { type Ask, HttpClient } from './http-client.js';
import { runCli, ServiceProcess } from './service-process.js';

export interface BatchReport {
  readonly people: number;
  issued: number;
  stops: number;
  kills: number;
  /** What the batch had issued at each interruption. */
  readonly interruptedAt: number[];
  /** From the start of the batch to its completion, interruptions and restarts included. */
  seconds: number;
  /** Files drawn, and how long one took from the request to its last byte. */
  pdfs: number;
  pdfMs: number;
  /** Peak resident memory of the service with its one busy rendering thread, and what drawing added. */
  peakMb: number;
  drawingMb: number;
  /** Everything that should not be. Must be empty. */
  readonly faults: string[];
}

export interface BatchOptions {
  readonly people: number;
  readonly stops: number;
  readonly kills: number;
  /** Certificates whose files are drawn at the end, one after the other. */
  readonly pdfs: number;
  readonly onProgress?: (text: string) => void;
}

interface Progress {
  readonly status: 'running' | 'stopped' | 'completed';
  readonly total: number;
  readonly issued: number;
  readonly refused: number;
}

interface Registered {
  readonly number: string;
  readonly certificateId: string;
  readonly volunteerId: string;
  readonly status: string;
}

const POLL_MS = 5;
/** Longer than one certificate takes, so that what was being issued is through. */
const QUIET_MS = 1_500;
const PATIENCE_MS = 600_000;

/**
 * Certificates for many, by the real service: stopped by command and killed (SIGKILL) in the middle,
 * and each time gone on with; then everybody must have one certificate and the register no gap.
 */
export async function batch(options: BatchOptions): Promise<BatchReport> {
  const dataDir = mkdtempSync(join(tmpdir(), 'shizhang-batch-'));
  const run = new BatchRun(await makeBatchWorld(dataDir, options.people), options);
  const report = await run.report();
  if (report.faults.length > 0) report.faults.push(`see ${dataDir}`);
  else rmSync(dataDir, { recursive: true });
  return report;
}

class BatchRun {
  readonly #report: BatchReport;
  #service!: ServiceProcess;
  #client!: HttpClient;
  #path = '';

  constructor(
    private readonly world: BatchWorld,
    private readonly options: BatchOptions,
  ) {
    this.#report = {
      ...{ people: options.people, issued: 0, stops: 0, kills: 0, interruptedAt: [], seconds: 0 },
      ...{ pdfs: 0, pdfMs: 0, peakMb: 0, drawingMb: 0, faults: [] },
    };
  }

  async report(): Promise<BatchReport> {
    await this.#start();
    try {
      await this.#work();
      await this.#inspect();
    } finally {
      await this.#end('SIGTERM');
    }
    const fsck = await runCli(['fsck', '--json'], { dataDir: this.world.dataDir });
    if (fsck.code !== 0) this.#fault(`fsck: ${fsck.stdout} ${fsck.stderr}`);
    return this.#report;
  }

  async #work(): Promise<void> {
    const started = performance.now();
    await this.#begin();
    for (const { at, how } of interruptionsOf(this.options)) {
      await this.#until(({ issued }) => issued >= at);
      await (how === 'stop' ? this.#stopAndResume() : this.#killAndRestart());
    }
    const { issued, refused } = await this.#until(({ status }) => status === 'completed');
    this.#report.seconds = Math.round(performance.now() - started) / 1_000;
    this.#report.issued = issued;
    if (refused > 0) this.#fault(`${refused} were refused`);
  }

  async #begin(): Promise<void> {
    const { organisationId, volunteerIds } = this.world;
    const path = `/api/v1/organisations/${organisationId}/certificate-batches`;
    const ask = { method: 'POST', path, body: { ...PERIOD, volunteerIds } } as const;
    const { batchId } = await this.#client.json<{ batchId: string }>(ask);
    this.#path = `/api/v1/certificate-batches/${batchId}`;
  }

  async #stopAndResume(): Promise<void> {
    await this.#client.json({ method: 'PUT', path: `${this.#path}/stop` });
    this.#report.stops += 1;
    await after(QUIET_MS);
    const stopped = await this.#progress();
    await after(QUIET_MS);
    const later = await this.#progress();
    if (later.status !== 'stopped') this.#fault(`told to stop, it is ${later.status}`);
    if (later.issued !== stopped.issued) this.#fault('it went on though it was stopped');
    this.#interrupted('stopped', later);
    await this.#client.json({ method: 'PUT', path: `${this.#path}/resumption` });
  }

  async #killAndRestart(): Promise<void> {
    await after(randomInt(POLL_MS));
    const before = await this.#progress();
    await this.#end('SIGKILL');
    this.#report.kills += 1;
    this.#interrupted('killed', before);
    await this.#start();
    const { issued } = await this.#progress();
    if (issued < before.issued) this.#fault(`${before.issued} were issued, ${issued} are left`);
  }

  async #inspect(): Promise<void> {
    const { organisationId, volunteerIds } = this.world;
    const path = `/api/v1/organisations/${organisationId}/certificate-register`;
    const rows = await this.#pages<Registered>(path);
    const serials = rows.map(({ number }) => Number(number.split('-')[2]));
    const gap = serials.findIndex((serial, index) => serial !== index + 1);
    if (gap >= 0) this.#fault(`the register jumps to ${rows[gap]?.number}`);
    const asked = new Set(volunteerIds);
    const ours = rows.filter(({ volunteerId }) => asked.has(volunteerId));
    const holders = new Set(ours.map(({ volunteerId }) => volunteerId));
    if (holders.size !== asked.size) this.#fault(`${holders.size} of ${asked.size} have one`);
    if (ours.length !== holders.size) this.#fault(`${ours.length} for ${holders.size} people`);
    const dead = ours.filter(({ status }) => status !== 'issued').length;
    if (dead > 0) this.#fault(`${dead} are not in force`);
    await this.#draw(ours.slice(0, this.options.pdfs));
  }

  async #pages<Item>(path: string): Promise<readonly Item[]> {
    const all: Item[] = [];
    for (let next: string | null = ''; next !== null;) {
      const ask: Ask = { path: next === '' ? path : `${path}?after=${next}` };
      const page: Page<Item> = await this.#client.json(ask);
      all.push(...page.items);
      next = page.next;
    }
    return all;
  }

  async #draw(certificates: readonly Registered[]): Promise<void> {
    const [before, started] = [this.#memory(), performance.now()];
    for (const { certificateId, number } of certificates) {
      const path = `/api/v1/certificates/${certificateId}/pdf`;
      const { status, text } = await this.#client.ask({ path });
      if (status === 200 && text.startsWith('%PDF-')) this.#report.pdfs += 1;
      else this.#fault(`${number}: ${status} ${text.slice(0, 200)}`);
    }
    this.#report.pdfMs = Math.round((performance.now() - started) / (certificates.length || 1));
    this.#report.drawingMb = this.#memory() - before;
  }

  async #until(isThere: (progress: Progress) => boolean): Promise<Progress> {
    const end = Date.now() + PATIENCE_MS;
    for (;;) {
      const progress = await this.#progress();
      if (isThere(progress)) return progress;
      if (progress.status !== 'running') throw new Error(`too late: ${progress.status}`);
      if (Date.now() > end) throw new Error(`stuck at ${JSON.stringify(progress)}`);
      await after(POLL_MS);
    }
  }

  #progress(): Promise<Progress> {
    return this.#client.json<Progress>({ path: this.#path });
  }

  async #start(): Promise<void> {
    this.#service = await ServiceProcess.start({ dataDir: this.world.dataDir });
    this.#client = await new HttpClient(this.#service.baseUrl).logIn('admin', PASSWORD);
  }

  async #end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    this.#report.peakMb = Math.max(this.#report.peakMb, this.#memory());
    this.#client.close();
    await this.#service.end(signal);
  }

  /** MB, the most there ever was (proc(5)). */
  #memory(): number {
    const status = readFileSync(`/proc/${this.#service.pid}/status`, 'utf8');
    return Math.round(Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1]) / 1024);
  }

  #interrupted(how: string, { issued, total }: Progress): void {
    this.#report.interruptedAt.push(issued);
    this.options.onProgress?.(`${how} at ${issued} of ${total}`);
  }

  #fault(text: string): void {
    this.#report.faults.push(text);
  }
}

/** Spread over the batch, the kills first: whoever stops finds what a kill left. */
function interruptionsOf({ people, stops, kills }: BatchOptions) {
  const all = stops + kills;
  return Array.from({ length: all }, (_, index) => ({
    at: Math.floor(((index + 1) * people) / (all + 1)),
    how: index < kills ? 'kill' : 'stop',
  }));
}
