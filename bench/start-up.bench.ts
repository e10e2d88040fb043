import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import { processes } from '../src/app.module.js';
import { EventCodec } from '../src/event-store/codec.js';
import { SqliteEventStore } from '../src/event-store/sqlite/sqlite-event-store.js';
import { Databases } from '../src/projections/databases.js';
import { ProcessRunner } from '../src/projections/process-runner.js';
import { ServiceProcess } from '../test/stress/service-process.js';
import { makeLedger } from './ledger-maker.js';
import { type Bench, type Result, resultOf, type Scale, takeTurns } from './measure.js';
import { project } from './rebuild.bench.js';
import { residentMegabytes } from './servers.js';

export const startUp: Bench = {
  name: 'start-up',
  about:
    'milliseconds from the start of the process to /health/ready with a million events in the ' +
    'ledger and read models at its head, against an empty folder; less is better',
  run: measureStart,
};

async function measureStart({ rounds, quick, say }: Scale): Promise<readonly Result[]> {
  const folder = mkdtempSync(join(tmpdir(), 'shizhang-bench-'));
  const [full, empty] = [join(folder, 'full'), join(folder, 'empty')];
  mkdirSync(full);
  mkdirSync(empty);
  try {
    say('start-up: making a ledger');
    const events = await makeLedger(join(full, 'ledger.db'), quick ? 100_000 : 1_000_000);
    say(`start-up: ${events} events; read models come to its head`);
    await project(join(full, 'ledger.db'), full);
    await processesAtHead(full);
    await startMillis(empty);
    const pair = await takeTurns(
      rounds,
      () => startMillis(full),
      () => startMillis(empty),
    );
    const memory = { ours: await memoryAt(full), baseline: await memoryAt(empty) };
    return [
      resultOf(`start with ${events} events`, 'ms', pair),
      resultOf(`memory after the start with ${events} events`, 'MB', memory),
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** As a service leaves it that has handled everything: the start has nothing to catch up with. */
async function processesAtHead(dataDir: string): Promise<void> {
  const store = new SqliteEventStore(join(dataDir, 'ledger.db'), new EventCodec());
  const databases = new Databases(dataDir);
  new ProcessRunner(store, databases.work, [], async () => undefined);
  const save = databases.work.prepare('INSERT INTO process_checkpoints VALUES (?, ?)');
  const head = await store.head();
  for (const { name } of processes) save.run(name, head);
  databases.close();
  await store.close();
}

async function startMillis(dataDir: string): Promise<number> {
  const started = performance.now();
  const service = await ServiceProcess.start({ dataDir });
  const { status } = await fetch(`${service.baseUrl}/health/ready`);
  const millis = performance.now() - started;
  await service.end('SIGTERM');
  if (status !== 200) throw new Error(`not ready: ${status}`);
  return millis;
}

async function memoryAt(dataDir: string): Promise<number> {
  const service = await ServiceProcess.start({ dataDir });
  await after(2_000);
  const megabytes = residentMegabytes(service.pid);
  await service.end('SIGTERM');
  return megabytes;
}
