import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import { serviceFile } from '../test/stress/service-files.js';
import type { LoadJob } from './load-client.js';
import { type Bench, percentile, type Result, resultOf, type Scale, takeTurns } from './measure.js';
import { LoadClient, residentMegabytes, startBare } from './servers.js';

const CONNECTIONS = 8;
/** Rendering threads end after 15 s without work. */
const IDLE_MS = 20_000;
const VIEWS = 1_000;

export const verificationPage: Bench = {
  name: 'verification-page',
  about:
    'GET /v/<code> of a certificate over 8 connections, against a bare Nest + Fastify page; ' +
    'milliseconds and resident megabytes, so less is better',
  run: measurePage,
};

async function measurePage(scale: Scale): Promise<readonly Result[]> {
  const dataDir = mkdtempSync(join(tmpdir(), 'shizhang-bench-'));
  const client = new LoadClient();
  const [demo, bare] = [await startDemo(dataDir), await startBare()];
  const job = { connections: CONNECTIONS, method: 'GET', headers: {}, body: '' } as const;
  const page: LoadJob = {
    ...{ ...job, port: Number(demo.url.port), path: demo.url.pathname },
    ...{ seconds: scale.seconds, keyed: false },
  };
  const barePage: LoadJob = { ...page, port: bare.port, path: '/page' };
  try {
    scale.say('verification-page: idle for a while');
    await after(scale.quick ? 2_000 : IDLE_MS);
    const bareIdle = residentMegabytes(bare.pid);
    const memory = [memoryOf('idle after the demonstration', demo.process, bareIdle)];
    await client.load({ ...page, seconds: 60, requests: VIEWS });
    await client.load({ ...barePage, seconds: 60, requests: VIEWS });
    const bareAfter = residentMegabytes(bare.pid);
    memory.push(memoryOf(`after ${VIEWS} verification pages`, demo.process, bareAfter));
    scale.say('verification-page: measuring');
    return [...(await latencies(scale, client, [page, barePage])), ...memory];
  } finally {
    await Promise.all([bare.stop(), client.stop()]);
    const gone = once(demo.process, 'exit');
    demo.process.kill('SIGTERM');
    await gone;
    rmSync(dataDir, { recursive: true });
  }
}

async function latencies(
  scale: Scale,
  client: LoadClient,
  [page, bare]: readonly [LoadJob, LoadJob],
): Promise<Result[]> {
  const tails: { ours: number[]; baseline: number[] } = { ours: [], baseline: [] };
  const measured = async (job: LoadJob, tail: number[]): Promise<number> => {
    const { latenciesMs } = await client.load(job);
    tail.push(percentile(latenciesMs, 99));
    return percentile(latenciesMs, 50);
  };
  const p50 = await takeTurns(
    scale.rounds,
    () => measured(page, tails.ours),
    () => measured(bare, tails.baseline),
  );
  const p99 = { ours: percentile(tails.ours, 50), baseline: percentile(tails.baseline, 50) };
  return [
    resultOf('verification page, p50', 'ms', p50),
    resultOf('verification page, p99', 'ms', p99),
  ];
}

function memoryOf(when: string, { pid }: ChildProcess, baseline: number): Result {
  return resultOf(`memory ${when}`, 'MB', { ours: residentMegabytes(pid ?? 0), baseline });
}

/** The demonstration, left running: the service and its certificate, story and all in one process. */
async function startDemo(dataDir: string): Promise<{ process: ChildProcess; url: URL }> {
  const child = spawn(process.execPath, [serviceFile('cli/main.js'), 'demo'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, NODE_OPTIONS: '', PORT: '', DATA_DIR: dataDir },
  });
  const address = await new Promise<string>((resolve, reject) => {
    let text = '';
    child.once('exit', () => reject(new Error(`the demonstration ended: ${text}`)));
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
      const url = /https?:\S+\/v\/[\w-]{22}/.exec(text)?.[0];
      if (url !== undefined && text.includes('Ctrl+C')) resolve(url);
    });
  });
  return { process: child, url: new URL(address) };
}
