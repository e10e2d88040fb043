import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { ServiceProcess } from '../test/stress/service-process.js';
import type { Load, LoadJob } from './load-client.js';

export interface Server {
  readonly port: number;
  readonly pid: number;
  stop(): Promise<void>;
}

/** Nest on Fastify with nothing in it. */
export async function startBare(): Promise<Server> {
  return serverOf(await ServiceProcess.serve(here('./bare-server.js'), { dataDir: '' }));
}

export function serverOf(running: ServiceProcess): Server {
  const { pid, baseUrl } = running;
  return { pid, port: Number(new URL(baseUrl).port), stop: () => running.end('SIGTERM') };
}

/** A client process that takes one job after the other. */
export class LoadClient {
  readonly #child = fork(here('./load-client.js'), { env: { ...process.env, NODE_OPTIONS: '' } });

  async load(job: LoadJob): Promise<Load> {
    this.#child.send(job);
    const [done] = (await once(this.#child, 'message')) as [Load];
    const bad = Object.keys(done.statuses).filter((status) => !status.startsWith('2'));
    if (bad.length > 0) throw new Error(`answers of ${job.path}: ${JSON.stringify(done.statuses)}`);
    return done;
  }

  async stop(): Promise<void> {
    const gone = once(this.#child, 'exit');
    this.#child.kill();
    await gone;
  }
}

/** Resident memory in MB, as the kernel counts it; 0 where there is no /proc. */
export function residentMegabytes(pid: number): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}

function here(file: string): string {
  return fileURLToPath(new URL(file, import.meta.url));
}
