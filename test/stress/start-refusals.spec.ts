import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { createServer as createTcpServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serviceFile } from './service-files.js';
import { type Ended, runNode, ServiceProcess } from './service-process.js';

const START_MS = 30_000;
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'shizhang-refusals-'));
  serviceFile('main.js');
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Ends with code 1 in time, and tells the operator in one sentence what to mend. */
async function refusalOf(
  dataDir: string,
  env: Readonly<Record<string, string>> = {},
): Promise<string> {
  const started = performance.now();
  const ended: Ended = await runNode(serviceFile('main.js'), [], {
    dataDir,
    env: { PORT: '0', ...env },
  });
  expect([ended.code, ended.stdout]).toEqual([1, '']);
  expect(performance.now() - started).toBeLessThan(START_MS);
  const lines = ended.stderr.trim().split('\n');
  expect(lines).toHaveLength(1);
  expect(lines[0]).not.toMatch(/ {4}at |Error:.*Error:/);
  return lines[0] ?? '';
}

describe('a start that cannot succeed', () => {
  it('tells that another process has the folder, and leaves that one alone', async () => {
    const dataDir = join(folder, 'taken');
    const service = await ServiceProcess.start({ dataDir });
    expect(await refusalOf(dataDir)).toMatch(/ledger\.db is in use by another process/);
    expect((await fetch(`${service.baseUrl}/health/ready`)).status).toBe(200);
    await service.end('SIGTERM');
  }, 60_000);

  it('tells that a port is taken', async () => {
    const taken = createTcpServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => taken.once('listening', resolve));
    const address = taken.address();
    const port = typeof address === 'object' && address ? String(address.port) : '';
    expect(await refusalOf(join(folder, 'port'), { PORT: port })).toContain(port);
    taken.close();
  }, 60_000);

  it.each([
    ['is no address at all', 'nonsense'],
    ['has another scheme', 'http://127.0.0.1:2113'],
    ['names no host', 'esdb://'],
  ])(
    'tells that EVENTSTORE_URL %s',
    async (_, url) => {
      expect(await refusalOf(join(folder, 'url'), { EVENTSTORE_URL: url })).not.toBe('');
    },
    60_000,
  );

  it('tells that nobody answers at EVENTSTORE_URL', async () => {
    const port = await closedPort();
    const url = `esdb://127.0.0.1:${port}?tls=false`;
    expect(await refusalOf(join(folder, 'url'), { EVENTSTORE_URL: url })).toContain('127.0.0.1');
  }, 60_000);

  it('tells that what answers at EVENTSTORE_URL is no event store', async () => {
    const [server, port] = await webServer();
    const url = `esdb://127.0.0.1:${port}?tls=false`;
    expect(await refusalOf(join(folder, 'url'), { EVENTSTORE_URL: url })).toContain('127.0.0.1');
    server.close();
    server.closeAllConnections();
  }, 60_000);

  it('tells that DATA_DIR is a file', async () => {
    expect(await refusalOf(serviceFile('main.js'))).toMatch(/DATA_DIR/);
  }, 60_000);
});

const MOUNTS = canMount();
if (!MOUNTS) console.warn('NOT RUN: read-only folder and full disk: mounting is not permitted');

describe('a disk that does not take it', () => {
  (MOUNTS ? it : it.skip)(
    'is told when it is read-only',
    async () => {
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
    },
    60_000,
  );

  (MOUNTS ? it : it.skip)(
    'is told when it is full',
    async () => {
      const disk = join(folder, 'full');
      mkdirSync(disk);
      mount(['-t', 'tmpfs', '-o', 'size=16k', 'tmpfs', disk]);
      try {
        expect(await refusalOf(disk)).toMatch(/ledger\.db|disk|space/);
      } finally {
        spawnSync('umount', ['-l', disk]);
      }
    },
    60_000,
  );

  (MOUNTS ? it : it.skip)(
    'fills up under writes: 503, and what was answered stays',
    async () => {
      const disk = join(folder, 'filling');
      mkdirSync(disk);
      mount(['-t', 'tmpfs', '-o', 'size=3m', 'tmpfs', disk]);
      try {
        await fillUp(disk);
      } finally {
        spawnSync('umount', ['-l', disk]);
      }
    },
    60_000,
  );
});

const PASSWORD = 'correct horse battery';

/** Accounts until the disk is full; then a start with more room finds all of them. */
async function fillUp(dataDir: string): Promise<void> {
  const service = await ServiceProcess.start({ dataDir });
  const { baseUrl, setupToken } = service;
  const post = (path: string, body: object, headers: Record<string, string> = {}) =>
    fetch(`${baseUrl}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: baseUrl, ...headers },
      body: JSON.stringify(body),
    });
  const admin = { loginName: 'admin', password: PASSWORD };
  expect((await post('/api/v1/setup', { token: setupToken, ...admin })).status).toBe(201);
  const session = await post('/api/v1/session', admin);
  const cookie = session.headers
    .getSetCookie()
    .map((c) => c.split(';')[0])
    .join('; ');
  let written = 0;
  let status = 201;
  for (let n = 0; n < 5_000 && status === 201; n += 1) {
    const organisation = {
      ...{ legalName: `第${n}${'社区'.repeat(30)}`, kind: 'other' },
      ...{ divisionCode: '150602001003', phone: '0477-8123456' },
    };
    const headers = { cookie, 'idempotency-key': `organisation-${n}` };
    const answer = await post('/api/v1/organisations', organisation, headers);
    ({ status } = answer);
    if (status === 201) written += 1;
    else expect([status, await answer.json()]).toMatchObject([503, { code: expect.any(String) }]);
  }
  expect(status).toBe(503);
  expect((await fetch(`${baseUrl}/health/live`)).status).toBe(200);
  await service.end('SIGKILL');
  mount(['-o', 'remount,size=64m', dataDir]);
  const again = await ServiceProcess.start({ dataDir });
  let found = 0;
  for (let after = ''; ;) {
    const page = await fetch(`${again.baseUrl}/api/v1/organisations?after=${after}`, {
      headers: { cookie },
    });
    const { items, next } = (await page.json()) as { items: unknown[]; next: string | null };
    found += items.length;
    if (next === null) break;
    after = encodeURIComponent(next);
  }
  await again.end('SIGTERM');
  expect(found).toBeGreaterThanOrEqual(written);
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

async function closedPort(): Promise<number> {
  const server = createTcpServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function webServer(): Promise<[Server, number]> {
  const server = createServer((_, response) => response.end('hello'));
  server.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address();
  return [server, typeof address === 'object' && address ? address.port : 0];
}
