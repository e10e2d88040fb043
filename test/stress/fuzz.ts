import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { Agent } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROLES } from '../../src/http/permissions.js';
import { fuzzRun, type FuzzResult, type FuzzRole } from './fuzz-run.js';
import { type ApiDescription, HostileInput } from './hostile-input.js';
import { HttpClient } from './http-client.js';
import { runCli, ServiceProcess } from './service-process.js';

/** The demonstration's password. */
const PASSWORD = 'shizhang-demo-2026';
const AT_ONCE = 8;
/** Memory is sampled after each of so many parts of the run. */
const SAMPLES = 10;
/** Caches fill in the first part; after it memory may not grow by more than this. */
const GROWTH_MAX = 1.5;

export interface FuzzReport extends FuzzResult {
  readonly seconds: number;
  readonly rssMegabytes: readonly number[];
  readonly fsckClean: boolean;
}

/** Hostile requests of every role against the real service; the books are audited afterwards. */
export async function fuzz({
  requests,
  seed,
}: {
  requests: number;
  seed: number;
}): Promise<FuzzReport> {
  const dataDir = mkdtempSync(join(tmpdir(), 'shizhang-fuzz-'));
  try {
    const demo = await runCli(['demo', '--once', '--json'], { dataDir });
    if (demo.code !== 0) throw new Error(`the demonstration failed: ${demo.stderr}`);
    const service = await ServiceProcess.start({ dataDir });
    const rssMegabytes: number[] = [];
    const started = Date.now();
    let result: FuzzResult;
    const agent = new Agent({ keepAlive: true });
    try {
      const api = JSON.parse(readFileSync('docs/reference/openapi.json', 'utf8')) as ApiDescription;
      const step = Math.ceil(requests / SAMPLES / 500) * 500;
      result = await fuzzRun({
        ...{ baseUrl: service.baseUrl, agent, requests, atOnce: AT_ONCE },
        input: new HostileInput(api, seed),
        roles: await rolesOf(service.baseUrl),
        onProgress: (done) => {
          if (done % step !== 0) return;
          rssMegabytes.push(rssOf(service.pid));
          console.error(`${done} of ${requests}, ${rssMegabytes.at(-1)} MB`);
        },
      });
    } finally {
      agent.destroy();
      await service.end('SIGTERM');
    }
    const audit = await runCli(['fsck', '--json'], { dataDir });
    const fsckClean = audit.code === 0;
    const seconds = Math.round((Date.now() - started) / 1_000);
    const faults = [...result.faults, ...memoryFaults(rssMegabytes)];
    if (!fsckClean) faults.push(`fsck: ${audit.stdout.slice(0, 500)}`);
    return { ...result, faults, seconds, rssMegabytes, fsckClean };
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}

/** Nobody, the administrator, and somebody of each role whose scope is everything. */
async function rolesOf(baseUrl: string): Promise<FuzzRole[]> {
  const nobody = new HttpClient(baseUrl);
  const admin = await nobody.logIn('admin', PASSWORD);
  const roles: FuzzRole[] = [{ name: 'nobody', headers: {} }];
  let opened = 0;
  for (const role of ROLES) {
    // A new account each time: hostile requests also close accounts and change passwords.
    const logIn = async () => {
      const loginName = `fuzz-${role}-${(opened += 1)}`;
      const body = { loginName, password: PASSWORD, grants: [{ role, scope: '*' }] };
      await admin.json({ method: 'POST', path: '/api/v1/accounts', body });
      return { ...(await nobody.logIn(loginName, PASSWORD)).sent };
    };
    roles.push({ name: role, headers: await logIn(), logIn });
  }
  // Who may do more gets further in: most refusals of the others are the same one.
  const administrator = roles.at(-1)!;
  return [...roles, ...Array.from({ length: roles.length }, () => administrator)];
}

function memoryFaults(samples: readonly number[]): readonly string[] {
  const [first] = samples.slice(1);
  const last = samples.at(-1);
  if (first === undefined || last === undefined || last <= first * GROWTH_MAX) return [];
  return [`memory grew from ${first} to ${last} MB`];
}

/** Linux tells; elsewhere memory is not looked at. */
function rssOf(pid: number): number {
  try {
    const kilobytes = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return Math.round(Number(kilobytes ?? 0) / 1024);
  } catch {
    return 0;
  }
}
