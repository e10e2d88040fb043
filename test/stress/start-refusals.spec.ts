import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { createServer as createTcpServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import { type Ask, HttpClient } from './http-client.js';
import { serviceFile } from './service-files.js';
import { type Ended, runCli, runNode, ServiceProcess } from './service-process.js';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'shizhang-refusals-'));
  serviceFile('main.js');
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Ends by itself with code 1, and tells the operator in one sentence what to mend. */
async function refusalOf(
  dataDir: string,
  env: Readonly<Record<string, string>> = {},
  nodeArgs: readonly string[] = [],
): Promise<string> {
  const ended: Ended = await runNode(serviceFile('main.js'), [], {
    ...{ dataDir, nodeArgs },
    env: { PORT: '0', ...env },
  });
  expect([ended.code, ended.stdout]).toEqual([1, '']);
  const lines = ended.stderr.trim().split('\n');
  expect(lines).toHaveLength(1);
  expect(lines[0]).not.toMatch(/ {4}at |Error:.*Error:/);
  return lines[0] ?? '';
}

const module = (source: string): string => `data:text/javascript,${encodeURIComponent(source)}`;
/** For a process that can't load the framework, and with it the application. */
const NO_APPLICATION = [
  '--import',
  module(`import { register } from 'node:module';
register(${JSON.stringify(
    module(`export function resolve(name, context, next) {
  if (name.startsWith('@nestjs/')) throw new Error(name);
  return next(name, context);
}`),
  )});`),
];

describe('a start that cannot succeed', () => {
  it('tells what is wrong with a setting before it loads the application', async () => {
    const dataDir = join(folder, 'settings');
    const told = await refusalOf(dataDir, { PORT: 'nine' }, NO_APPLICATION);
    expect(told).toMatch(/^PORT/);
    const { stderr } = await runNode(serviceFile('main.js'), [], {
      ...{ dataDir, nodeArgs: NO_APPLICATION, env: { PORT: '0' } },
    });
    expect(stderr).toContain('@nestjs/');
  });

  it('tells that another process has the folder, and leaves that one alone', async () => {
    const dataDir = join(folder, 'taken');
    const service = await ServiceProcess.start({ dataDir });
    expect(await refusalOf(dataDir)).toMatch(/ledger\.db is in use by another process/);
    expect((await fetch(`${service.baseUrl}/health/ready`)).status).toBe(200);
    await service.end('SIGTERM');
  });

  it('tells that a port is taken', async () => {
    const taken = createTcpServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => taken.once('listening', resolve));
    const address = taken.address();
    const port = typeof address === 'object' && address ? String(address.port) : '';
    expect(await refusalOf(join(folder, 'port'), { PORT: port })).toContain(port);
    taken.close();
  });

  it('tells what is wrong with EVENTSTORE_URL: the address, the silence, the answer', async () => {
    const [server, port] = await webServer();
    const [closed, web] = ['127.0.0.1:1', `127.0.0.1:${port}`];
    const cases = [
      ['nonsense', /EVENTSTORE_URL|connection string|nonsense/i],
      ['http://127.0.0.1:2113', /EVENTSTORE_URL|connection string|http/i],
      ['esdb://', /EVENTSTORE_URL|connection string|esdb/i],
      [`esdb://${closed}?tls=false`, new RegExp(`${closed}\\b`)],
      [`esdb://${web}?tls=false`, new RegExp(web)],
    ] as const;
    // Side by side: giving up takes its time.
    const told = await Promise.all(
      cases.map(([url], n) => refusalOf(join(folder, `url-${n}`), { EVENTSTORE_URL: url })),
    );
    cases.forEach(([, words], n) => expect(told[n]).toMatch(words));
    server.close();
    server.closeAllConnections();
  }, 240_000);

  it('tells that DATA_DIR is a file', async () => {
    expect(await refusalOf(serviceFile('main.js'))).toMatch(/DATA_DIR/);
  });
});

describe('a command that cannot succeed', () => {
  it('makes no installation where none is, and no half of an export', async () => {
    const dataDir = join(folder, 'mistyped');
    const looked = await runCli(['fsck'], { dataDir });
    expect([looked.code, looked.stdout]).toEqual([1, '']);
    expect(looked.stderr).toMatch(/^DATA_DIR: there is no ledger[.]db in .*mistyped.*\n$/);
    const file = join(folder, 'events.jsonl');
    expect((await runCli(['export', file], { dataDir })).code).toBe(1);
    expect([existsSync(dataDir), existsSync(file)]).toEqual([false, false]);
  });
});

describe('a damaged file', () => {
  it('is named with its remedy, and the remedy helps', async () => {
    const dataDir = join(folder, 'damaged');
    await (await ServiceProcess.start({ dataDir })).end('SIGTERM');
    writeFileSync(join(dataDir, 'read.db'), Buffer.alloc(20_480, 0xa5));
    expect(await refusalOf(dataDir)).toMatch(/read[.]db is damaged: run `npx shizhang rebuild`/);
    expect((await runCli(['rebuild', '--json'], { dataDir })).code).toBe(0);
    writeFileSync(join(dataDir, 'keys', 'master.key'), `${randomBytes(32).toString('base64')}\n`);
    expect(await refusalOf(dataDir)).toMatch(/^MASTER_KEY: does not open vault[.]db/);
  });
});

const MOUNTS = canMount();
if (!MOUNTS) console.warn('NOT RUN: read-only folder and full disk: mounting is not permitted');

describe('a disk that does not take it', () => {
  (MOUNTS ? it : it.skip)('is told when it is read-only', async () => {
    const disk = join(folder, 'read-only');
    mkdirSync(disk);
    mount(['-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', disk]);
    mkdirSync(join(disk, 'data'));
    mount(['-o', 'remount,ro', disk]);
    try {
      expect(await refusalOf(join(disk, 'data'))).toMatch(/data/);
      expect(await refusalOf(join(disk, 'other'))).toMatch(/DATA_DIR.*other/);
    } finally {
      spawnSync('umount', ['-l', disk]);
    }
  });

  (MOUNTS ? it : it.skip)('is told when it is full', async () => {
    const disk = join(folder, 'full');
    mkdirSync(disk);
    mount(['-t', 'tmpfs', '-o', 'size=16k', 'tmpfs', disk]);
    try {
      expect(await refusalOf(disk)).toMatch(/ledger\.db|disk|space/);
    } finally {
      spawnSync('umount', ['-l', disk]);
    }
  });

  (MOUNTS ? it : it.skip)('fills up under writes: 503, and what was answered stays', async () => {
    const disk = join(folder, 'filling');
    mkdirSync(disk);
    mount(['-t', 'tmpfs', '-o', 'size=3m', 'tmpfs', disk]);
    try {
      await fillUp(disk);
    } finally {
      spawnSync('umount', ['-l', disk]);
    }
  });
});

/**
 * Writes until the disk is full; with more room the same process goes on by itself, and after a
 * kill everything that was answered is there.
 */
async function fillUp(dataDir: string): Promise<void> {
  const service = await ServiceProcess.start({ dataDir });
  try {
    const anonymous = new HttpClient(service.baseUrl);
    const login = { loginName: 'admin', password: 'correct horse battery' };
    const token = await service.setupToken();
    await anonymous.json({ method: 'POST', path: '/api/v1/setup', body: { token, ...login } });
    const admin = await anonymous.logIn(login.loginName, login.password);
    const { written, refusal } = await writeUntilRefused(admin);
    expect([refusal.status, JSON.parse(refusal.text).code]).toEqual([
      503,
      'request/store-unavailable',
    ]);
    expect((await admin.ask({ path: '/health/live' })).status).toBe(200);
    mount(['-o', 'remount,size=64m', dataDir]);
    await recovered(admin);
    expect((await admin.ask(organisation(written + 1))).status).toBe(201);
    await service.end('SIGKILL');
    expect(await organisationsOf(dataDir)).toBeGreaterThan(written);
    expect((await runCli(['fsck'], { dataDir })).code).toBe(0);
  } finally {
    await service.end('SIGKILL');
  }
}

async function writeUntilRefused(admin: HttpClient) {
  for (let written = 0; ; written += 1) {
    const answer = await admin.ask(organisation(written));
    // 202: in the ledger, not yet in the read models.
    if (answer.status !== 201 && answer.status !== 202) return { written, refusal: answer };
    expect(written).toBeLessThan(20_000);
  }
}

function organisation(n: number): Ask {
  const body = {
    ...{ legalName: `第${n}${'社区'.repeat(30)}`, kind: 'other' },
    ...{ divisionCode: '150602001003', phone: '0477-8123456' },
  };
  return { method: 'POST', path: '/api/v1/organisations', body, key: `organisation-${n}` };
}

/** Health turns green without anybody's help. */
async function recovered(client: HttpClient): Promise<void> {
  for (const end = Date.now() + 60_000; Date.now() < end; await after(100)) {
    if ((await client.ask({ path: '/health/ready' })).status === 200) return;
  }
  throw new Error((await client.ask({ path: '/health/ready' })).text);
}

async function organisationsOf(dataDir: string): Promise<number> {
  const { stdout } = await runCli(['export'], { dataDir });
  return stdout.match(/"stations\.OrganisationRegistered"/g)?.length ?? 0;
}

function canMount(): boolean {
  const probe = mkdtempSync(join(tmpdir(), 'shizhang-mount-'));
  const done = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', probe]).status === 0;
  if (done) spawnSync('umount', [probe]);
  rmSync(probe, { recursive: true, force: true });
  return done;
}

function mount(args: readonly string[]): void {
  const { status, stderr } = spawnSync('mount', args);
  if (status !== 0) throw new Error(String(stderr));
}

async function webServer(): Promise<[Server, number]> {
  const server = createServer((_, response) => response.end('hello'));
  server.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address();
  return [server, typeof address === 'object' && address ? address.port : 0];
}
