import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ServiceProcess } from '../test/stress/service-process.js';
import { makeWorld } from '../test/stress/world.js';
import type { LoadJob } from './load-client.js';
import { type Bench, type Result, resultOf, type Scale, takeTurns } from './measure.js';
import { LoadClient, serverOf, startBare } from './servers.js';

const CONNECTIONS = 64;
const WARM_SECONDS = 4;

export const commands: Bench = {
  name: 'commands',
  about:
    'POST /api/v1/stations over 64 connections (API token, validated, decided, durable, in the read ' +
    'model), against a bare Nest + Fastify POST without validation or store',
  run: measureCommands,
};

async function measureCommands({ rounds, seconds, say }: Scale): Promise<readonly Result[]> {
  const dataDir = mkdtempSync(join(tmpdir(), 'shizhang-bench-'));
  say('commands: a community to write to');
  const { token, organisationId } = await makeWorld(dataDir);
  const service = await ServiceProcess.start({ dataDir, ...profiling() });
  const [ours, bare] = [serverOf(service), await startBare()];
  const client = new LoadClient();
  const body = JSON.stringify({
    ...{ organisationId, kind: 'station', name: '民生社区志愿服务站' },
    ...{ divisionCode: '150602001003', address: '交通街道民生路 8 号' },
  });
  const job = { connections: CONNECTIONS, seconds, method: 'POST', body } as const;
  const command: LoadJob = {
    ...{ ...job, port: ours.port, path: '/api/v1/stations', keyed: true },
    headers: { authorization: `Bearer ${token}` },
  };
  const bareJob: LoadJob = { ...job, port: bare.port, path: '/bare', keyed: false, headers: {} };
  try {
    // As warm as a service is that has been up for a while.
    await client.load({ ...command, seconds: WARM_SECONDS });
    await client.load({ ...bareJob, seconds: WARM_SECONDS });
    say('commands: measuring');
    const pair = await takeTurns(
      rounds,
      async () => (await client.load(command)).perSecond,
      async () => (await client.load(bareJob)).perSecond,
    );
    return [resultOf('HTTP commands, 64 connections', 'commands/s', pair)];
  } finally {
    await Promise.all([ours.stop(), bare.stop(), client.stop()]);
    rmSync(dataDir, { recursive: true });
  }
}

/** `BENCH_CPU_PROFILE=<folder>` keeps a CPU profile of the service. */
function profiling(): { readonly nodeArgs?: readonly string[] } {
  const folder = process.env['BENCH_CPU_PROFILE'];
  return folder ? { nodeArgs: ['--cpu-prof', `--cpu-prof-dir=${folder}`] } : {};
}
