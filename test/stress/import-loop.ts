import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import { repositoryRoot } from './service-files.js';
import { runCli, ServiceProcess, startCli } from './service-process.js';

interface Expected {
  readonly acceptedCentiHours: number;
  readonly volunteers: Readonly<Record<string, number>>;
  readonly serviceRecords: Readonly<Record<string, number>>;
}

interface ImportResult {
  readonly accepted: number;
  readonly rejected: Readonly<Record<string, number>>;
  readonly acceptedCentiHours?: number;
  readonly alreadyThere: number;
}

export interface ImportLoopReport {
  kills: number;
  /** Kills that came before the import was through. */
  killedUnderWay: number;
  volunteers: number;
  records: number;
  acceptedCentiHours: number;
  readonly faults: string[];
}

interface Options {
  readonly times: number;
  readonly onKill?: (text: string) => void;
}

const SAMPLE = join(repositoryRoot(), 'test', 'fixtures', 'sample');
const FILES = [
  ['volunteers', 'volunteers.csv', 'volunteers'],
  ['service-records', 'service-records-gb18030.csv', 'serviceRecords'],
] as const;

/**
 * The sample imported from the command line, killed at random moments again and again; then what the
 * next start finishes by itself, and what the books say, against `expected.json`.
 */
export async function importLoop({ times, onKill }: Options): Promise<ImportLoopReport> {
  const dataDir = mkdtempSync(join(tmpdir(), 'shizhang-import-'));
  const report: ImportLoopReport = {
    ...{ kills: 0, killedUnderWay: 0, volunteers: 0, records: 0, acceptedCentiHours: 0 },
    faults: [],
  };
  const text = readFileSync(join(SAMPLE, 'expected.json'), 'utf8');
  const expected = JSON.parse(text) as Expected;
  for (const [kind, file, name] of FILES) {
    const args = ['import', '--kind', kind, join(SAMPLE, file), '--json'];
    const kills = kind === 'volunteers' ? Math.floor(times / 3) : times - Math.floor(times / 3);
    for (let n = 0; n < kills; n += 1) await killOnce(args, { dataDir, report, onKill });
    await finishedByTheNextStart(dataDir);
    const result = await imported(args, dataDir);
    compare(result, expected[name], report);
    // All of it was there: the second run of a file that is through takes nothing in.
    if (result.alreadyThere !== result.accepted) {
      report.faults.push(`${kind}: ${result.accepted - result.alreadyThere} rows were not resumed`);
    }
    if (kind === 'volunteers') report.volunteers = result.accepted;
    else report.records = result.accepted;
    report.acceptedCentiHours = result.acceptedCentiHours ?? 0;
  }
  if (report.acceptedCentiHours !== expected.acceptedCentiHours) {
    report.faults.push(`${report.acceptedCentiHours} instead of ${expected.acceptedCentiHours}`);
  }
  const fsck = await runCli(['fsck', '--json'], { dataDir });
  if (fsck.code !== 0) report.faults.push(`fsck: ${fsck.stdout} ${fsck.stderr}`);
  if (report.faults.length === 0) rmSync(dataDir, { recursive: true });
  else report.faults.push(`see ${dataDir}`);
  return report;
}

/** Killed a moment after rows begin to be taken, so that the moment lies within the import. */
async function killOnce(
  args: readonly string[],
  at: { dataDir: string; report: ImportLoopReport; onKill: Options['onKill'] },
): Promise<void> {
  const { dataDir, report, onKill } = at;
  const child = startCli(args, { dataDir });
  const gone = once(child, 'exit');
  let rows = '';
  const begun = new Promise<void>((resolve) => {
    child.stderr?.on('data', (text: Buffer) => {
      rows = String(text).trim() || rows;
      resolve();
    });
  });
  const wait = randomInt(3) === 0 ? after(randomInt(800, 2_500)) : begun.then(pause);
  await Promise.race([gone, wait]);
  const isUnderWay = child.kill('SIGKILL');
  await gone;
  report.kills += 1;
  if (isUnderWay) report.killedUnderWay += 1;
  onKill?.(`killed: ${rows.slice(-60)}`);
}

function pause(): Promise<void> {
  return after(randomInt(0, 4_000));
}

/** Starts the service and lets it come to the end of what it resumed. */
async function finishedByTheNextStart(dataDir: string): Promise<void> {
  const service = await ServiceProcess.start({ dataDir, env: { LOG_LEVEL: 'info' } });
  for (let last = -1; ;) {
    await after(1_500);
    const ready = await fetch(`${service.baseUrl}/health/ready`);
    if (ready.status !== 200) throw new Error(`not ready: ${await ready.text()}`);
    const lines = service.log().length;
    if (lines === last) break;
    last = lines;
  }
  await service.end('SIGTERM');
}

async function imported(args: readonly string[], dataDir: string): Promise<ImportResult> {
  const { code, stdout, stderr } = await runCli(args, { dataDir });
  if (code !== 0) throw new Error(`import: ${stderr}`);
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as ImportResult;
}

function compare(
  { accepted, rejected }: ImportResult,
  wanted: Readonly<Record<string, number>>,
  { faults }: ImportLoopReport,
): void {
  const got: Readonly<Record<string, number>> = { accepted, ...rejected };
  for (const code of new Set([...Object.keys(got), ...Object.keys(wanted)])) {
    if (got[code] !== wanted[code]) faults.push(`${code}: ${got[code]}, not ${wanted[code]}`);
  }
}
