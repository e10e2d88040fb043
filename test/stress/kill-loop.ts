import { randomInt } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import { HttpClient } from './http-client.js';
import { runCli, ServiceProcess } from './service-process.js';
import { makeWorld, type World } from './world.js';
import { IMPORT_ROWS, isGood, type SentWrite, WriteMix } from './writes.js';

export interface KillReport {
  rounds: number;
  /** Writes that were answered with success, by kind. */
  readonly acknowledged: Record<string, number>;
  /** Refused by a rule, by status and kind: the mix makes valid writes, so there should be none. */
  readonly refused: Record<string, number>;
  /** Cut off by the kill: nobody knows; their repeat must come to one clear end. */
  inFlight: number;
  importsUnderWay: number;
  killedWhileStarting: number;
  /** Everything that should not be. Must be empty. */
  readonly faults: string[];
}

export interface KillOptions {
  readonly times: number;
  readonly onRound?: (report: KillReport) => void;
  /** At most so long under load before the kill. */
  readonly loadMs?: number;
}

const WRITERS = 16;
/** Then a new folder: a service is mostly killed with little in its books, sometimes with much. */
const ROUNDS_PER_WORLD = 25;
const IMPORT_MS = 60_000;

/**
 * Kills the real service (SIGKILL) at random moments under a mixed load of writes, starts it again
 * and looks whether every acknowledged write is there, whether every repeat is answered as the first
 * time, and whether `shizhang fsck` finds the books clean.
 */
export async function killLoop({ times, onRound, loadMs = 3_000 }: KillOptions) {
  const report: KillReport = {
    ...{ rounds: 0, acknowledged: {}, refused: {}, inFlight: 0, importsUnderWay: 0 },
    ...{ killedWhileStarting: 0, faults: [] },
  };
  while (report.rounds < times) {
    const dataDir = mkdtempSync(join(tmpdir(), 'shizhang-kill-'));
    const world = await makeWorld(dataDir);
    const mix = new WriteMix(world);
    const known: SentWrite[] = [];
    for (let round = 0; round < ROUNDS_PER_WORLD && report.rounds < times; round += 1) {
      const sent = await loadAndKill(world, mix, { report, loadMs });
      if (randomInt(5) === 0) await killWhileStarting(world, report);
      known.push(...sent.filter(({ answer }) => isGood(answer)));
      await inspect(world, sent, { report, known, mix });
      report.rounds += 1;
      onRound?.(report);
    }
    // A fault leaves its evidence behind.
    if (report.faults.length > 0) report.faults.push(`see ${dataDir}`);
    else rmSync(dataDir, { recursive: true });
    if (report.faults.length > 0) return report;
  }
  return report;
}

async function loadAndKill(
  world: World,
  mix: WriteMix,
  { report, loadMs }: { report: KillReport; loadMs: number },
): Promise<SentWrite[]> {
  const service = await ServiceProcess.start({ dataDir: world.dataDir });
  const anonymous = new HttpClient(service.baseUrl);
  const client = anonymous.as(world.token);
  const sent: SentWrite[] = [];
  let over = false;
  const writer = async (): Promise<void> => {
    while (!over) sent.push(await mix.sendOne(client));
  };
  const importer = async (): Promise<void> => {
    sent.push(await mix.sendImport(client));
    if (!over) report.importsUnderWay += 1;
  };
  const running = Array.from({ length: WRITERS }, writer);
  if (report.rounds % 2 === 0) running.push(importer());
  await after(randomInt(20, loadMs));
  const killed = service.end('SIGKILL');
  over = true;
  await Promise.all([killed, ...running]);
  anonymous.close();
  for (const { kind, answer } of sent) count(report, kind, answer.status);
  for (const { kind, ask, answer } of sent) {
    if (answer.status >= 500) report.faults.push(`${kind} ${ask.path}: ${answer.text}`);
  }
  return sent;
}

function count(report: KillReport, kind: string, status: number): void {
  if (status === 0) report.inFlight += 1;
  else if (status < 300) report.acknowledged[kind] = (report.acknowledged[kind] ?? 0) + 1;
  else {
    const name = `${status} ${kind}`;
    report.refused[name] = (report.refused[name] ?? 0) + 1;
  }
}

/** A kill may also hit a start: while files are opened, read models built, an import resumed. */
async function killWhileStarting({ dataDir }: World, report: KillReport): Promise<void> {
  const starting = ServiceProcess.start({ dataDir });
  const first = await Promise.race([starting, after(randomInt(200, 1_500))]);
  const service = first ?? (await starting);
  await service.end('SIGKILL');
  report.killedWhileStarting += 1;
}

async function inspect(
  { dataDir, token }: World,
  sent: readonly SentWrite[],
  { report, known, mix }: { report: KillReport; known: readonly SentWrite[]; mix: WriteMix },
): Promise<void> {
  const service = await ServiceProcess.start({ dataDir });
  const anonymous = new HttpClient(service.baseUrl);
  const client = anonymous.as(token);
  const faults: string[] = [];
  await eachOf(sent, async (write) => {
    faults.push(...(await repeatOf(client, write, mix)));
  });
  // Everything ever acknowledged on this folder, not only what this round wrote.
  await eachOf(known, async (write) => {
    faults.push(...(await absenceOf(client, write)));
  });
  for (const write of sent.filter(({ kind }) => kind === 'import')) {
    faults.push(...(await importEnd(client, write)));
  }
  anonymous.close();
  await service.end('SIGTERM');
  const fsck = await runCli(['fsck', '--json'], { dataDir });
  if (fsck.code !== 0) faults.push(`fsck: ${fsck.stdout.trim()} ${fsck.stderr.trim()}`);
  report.faults.push(...faults.map((fault) => `round ${report.rounds}: ${fault}`));
}

/** The same key again: the same answer, also after the crash. */
async function repeatOf(
  client: HttpClient,
  { kind, ask, answer }: SentWrite,
  mix: WriteMix,
): Promise<string[]> {
  const again = await client.ask(ask);
  const where = `${kind} ${ask.key}`;
  if (answer.status === 0) {
    mix.learn(kind, again);
    return isGood(again) ? [] : [`${where} in flight, then ${again.status} ${again.text}`];
  }
  if (!isGood(answer)) return [];
  if (!isGood(again)) return [`${where} acknowledged, then ${again.status} ${again.text}`];
  // An import is known by its file, not by its key: its ETag moves on while rows are taken in.
  const revised = kind !== 'import' && again.headers.etag !== answer.headers.etag;
  const same = again.text === answer.text && !revised;
  const before = `${answer.text} ${answer.headers.etag}`;
  return same ? [] : [`${where} answered ${before}, then ${again.text} ${again.headers.etag}`];
}

async function absenceOf(client: HttpClient, { kind, ask, seenAt }: SentWrite): Promise<string[]> {
  if (seenAt === undefined) return [];
  const found = await client.ask({ path: seenAt });
  if (found.status === 200) return [];
  return [`${kind} ${ask.key} acknowledged, lost: ${found.status} ${found.text}`];
}

/** An import that was announced comes to its end by itself, and every row is taken once. */
async function importEnd(client: HttpClient, { seenAt, ask }: SentWrite): Promise<string[]> {
  const path = seenAt ?? (await importAddress(client, ask));
  const end = Date.now() + IMPORT_MS;
  for (;;) {
    const { status, accepted } = await client.json<{ status: string; accepted: number }>({ path });
    if (status === 'completed') {
      return accepted === IMPORT_ROWS ? [] : [`import took ${accepted} of ${IMPORT_ROWS} rows`];
    }
    if (Date.now() > end) return [`${path} never ends`];
    await after(50);
  }
}

async function importAddress(client: HttpClient, ask: SentWrite['ask']): Promise<string> {
  const { importId } = await client.json<{ importId: string }>(ask);
  return `/api/v1/imports/${importId}`;
}

async function eachOf<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const rest = [...items];
  const worker = async (): Promise<void> => {
    for (let item = rest.pop(); item !== undefined; item = rest.pop()) await work(item);
  };
  await Promise.all(Array.from({ length: WRITERS }, worker));
}
