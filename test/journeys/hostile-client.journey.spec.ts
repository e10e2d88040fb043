import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { connect } from 'node:net';
import { resolve } from 'node:path';
import { EventStore } from '../../src/event-store/event-store.js';
import { newId } from '../../src/platform/ids.js';
import { type Answer, bootApp, type BootedApp, type Client } from '../support/boot-app.js';

interface Operation {
  readonly parameters?: readonly { readonly in: string; readonly name: string }[];
  readonly requestBody?: unknown;
}

const OPEN_API = JSON.parse(readFileSync(resolve('docs/reference/openapi.json'), 'utf8')) as {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
};
const DIVISION = '150602001003';
/** May be left out: a list that may be empty, and a password that an invitation stands in for. */
const OPTIONAL = ['grants', 'password'];
/** Of these also null. */
const NULLABLE = 'grants';
const UUID = /^[0-9a-f-]{36}$/;

let booted: BootedApp;
let admin: Client;
/** Method, address and a body that would be taken, whole and in order. */
let writes: readonly (readonly ['POST' | 'PUT', string, Record<string, unknown>])[];
let before: string | null;

beforeAll(async () => {
  booted = await bootApp();
  ({ admin } = booted);
  writes = await validWrites();
  await booted.settle();
  before = await head();
});

afterEach(async () => expect(await head()).toBe(before));
afterAll(() => booted.close());

function head(): Promise<string | null> {
  return booted.app.get(EventStore).head();
}

/** A community with one of everything, and what one would write next. */
async function validWrites(): Promise<typeof writes> {
  const organisation = {
    legalName: '民生社区居民委员会',
    kind: 'residents-committee',
    divisionCode: DIVISION,
    phone: '0477-8123456',
  };
  const { organisationId } = await made(admin, '/api/v1/organisations', organisation);
  const station = {
    ...{ organisationId, kind: 'station', name: '民生志愿服务站' },
    ...{ divisionCode: DIVISION, address: '民生路 8 号' },
  };
  const volunteer = {
    ...{ name: '欧阳建国', sex: 'female', birthDate: '1949-12-31', idType: 'resident-id' },
    ...{ idNumber: '11010519491231002X', divisionCode: DIVISION, phone: '13800138000' },
    ...{ serviceCategories: ['special-groups'], declaredTrue: true, privacyVersion: '2026-01' },
  };
  const { volunteerId } = await made(admin, '/api/v1/volunteers', volunteer);
  const project = {
    ...{ organisationId, name: '邻里守望', categories: ['special-groups'] },
    ...{ from: '2026-03-01', to: '2026-12-31', regular: true },
  };
  const { projectId } = await made(admin, '/api/v1/projects', project);
  const shift = { startsAt: '2026-03-02T14:00:00+08:00', endsAt: '2026-03-02T17:00:00+08:00' };
  const activity = {
    ...{ projectId, title: '探访', place: '3 号楼', content: '陪老人聊天', leader: '高娃' },
    ...{ category: 'special-groups', divisionCode: DIVISION },
    shifts: [{ ...shift, capacity: 20 }],
  };
  const { activityId } = await made(admin, '/api/v1/activities', activity);
  const password = 'correct horse battery';
  return [
    ['POST', '/api/v1/organisations', organisation],
    ['PUT', `/api/v1/organisations/${organisationId}/signatories`, people()],
    ['POST', '/api/v1/stations', station],
    ['POST', '/api/v1/volunteers', { ...volunteer, idNumber: '150602195603080248' }],
    ['POST', '/api/v1/projects', project],
    ['POST', '/api/v1/activities', activity],
    ['PUT', `/api/v1/activities/${activityId}/screening`, { findings: [] }],
    ['POST', '/api/v1/time-bank/holds', { volunteerId, centiHours: 50, purpose: '陪同就医' }],
    ['POST', '/api/v1/accounts', { loginName: 'nobody-yet', password, grants: [] }],
    ['POST', '/api/v1/me/tokens', { permissions: ['organisations.read'] }],
    ['POST', '/api/v1/sign-ins', { activityId, code: 'AAAAAAAAAAAAAAAA' }],
    [
      'POST',
      '/api/v1/certificates',
      { volunteerId, organisationId, from: '2026-01-01', to: '2026-03-01' },
    ],
  ];
}

function people(): Record<string, unknown> {
  return { personInCharge: '王秀兰', handler: '高娃' };
}

async function made(client: Client, path: string, body: object): Promise<Record<string, string>> {
  const answer = await client.post(path, body);
  if (answer.status !== 201)
    throw new Error(`${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.body;
}

function ask(method: 'POST' | 'PUT', path: string, text: string): Promise<Answer> {
  return method === 'POST' ? admin.post(path, text) : admin.put(path, text);
}

/** What is wrong with an answer that has to be a refusal; nothing when it is a good one. */
function faultOf(
  { status, headers, body }: Answer,
  allowed: readonly number[] = [400, 403, 404, 409, 413, 422],
): string[] {
  const type = String(headers['content-type']);
  if (!allowed.includes(status)) return [`${status} ${JSON.stringify(body).slice(0, 200)}`];
  if (!type.startsWith('application/problem+json')) return [`${status} as ${type}`];
  const isProblem = body.status === status && /^[a-z-]+\/[a-z-]+$/.test(body.code);
  return isProblem && UUID.test(body.traceId) ? [] : [JSON.stringify(body)];
}

/** Sends them all, eight at a time, and collects what went wrong. */
async function faultsOf(
  cases: readonly (readonly [
    label: string,
    send: () => Promise<Answer>,
    allowed?: readonly number[],
  ])[],
): Promise<string[]> {
  const rest = [...cases];
  const faults: string[] = [];
  const worker = async (): Promise<void> => {
    for (let next = rest.pop(); next; next = rest.pop()) {
      const [label, send, allowed] = next;
      faults.push(...faultOf(await send(), allowed).map((fault) => `${label}: ${fault}`));
    }
  };
  await Promise.all(Array.from({ length: 8 }, worker));
  return faults;
}

/** One field replaced by JSON text, so that what JSON.stringify would mend gets through. */
function withField(body: Record<string, unknown>, field: string, json: string): string {
  const members = Object.entries(body)
    .filter(([name]) => name !== field)
    .map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`);
  return `{${[...members, `${JSON.stringify(field)}:${json}`].join(',')}}`;
}

const OTHER_TYPES = {
  string: ['7', 'null', '[]', '{}', 'true', '["a"]', '{"$gt":""}', '"\\u0000"', '"a\\ud800b"'],
  number: ['"50"', 'null', '[]', '{}', 'true', '-1', '0', '1.5', '1e308', '1e400', '-0.5'],
  boolean: ['7', 'null', '[]', '{}', '"true"'],
  object: ['7', 'null', '{}', '"a"', 'true', '[[]]', '[null]', '[7,"\\u0000"]'],
} as const;

function wrongValues(value: unknown): readonly string[] {
  const type = typeof value;
  if (type === 'string') return [...OTHER_TYPES.string, JSON.stringify('x'.repeat(100_000))];
  if (type === 'number') return OTHER_TYPES.number;
  if (type === 'boolean') return OTHER_TYPES.boolean;
  return [...OTHER_TYPES.object, JSON.stringify(Array.from({ length: 5_000 }, () => 'x'))];
}

describe('a hurried clerk and a hostile client', () => {
  it('leaves out a field: it is refused', async () => {
    const cases = writes.flatMap(([method, path, body]) =>
      // Lists that may be empty may also be absent.
      Object.keys(body)
        .filter((field) => !OPTIONAL.includes(field))
        .map((field) => {
          const text = JSON.stringify({ ...body, [field]: undefined });
          return [`${path} without ${field}`, () => ask(method, path, text)] as const;
        }),
    );
    expect(await faultsOf(cases)).toEqual([]);
  });

  it('sends another type, a NUL, half a character, a monster: it is refused', async () => {
    const cases = writes.flatMap(([method, path, body]) =>
      Object.entries(body).flatMap(([field, value]) =>
        wrongValues(value)
          .filter((json) => field !== NULLABLE || json !== 'null')
          .map((json) => {
            const text = withField(body, field, json);
            return [
              `${path} ${field}=${json.slice(0, 30)}`,
              () => ask(method, path, text),
            ] as const;
          }),
      ),
    );
    expect(cases.length).toBeGreaterThan(400);
    expect(await faultsOf(cases)).toEqual([]);
  });

  it('sends fields nobody asked for, prototypes among them: it is refused', async () => {
    const extras = ['__proto__', 'constructor', 'prototype', 'isAdmin', 'toString', ''];
    const cases = writes.flatMap(([method, path, body]) =>
      extras.map((extra) => {
        const text = withField(body, extra, '{"isAdmin":true,"prototype":{"role":"x"}}');
        return [`${path} +${extra}`, () => ask(method, path, text)] as const;
      }),
    );
    expect(await faultsOf(cases)).toEqual([]);
    expect(Reflect.get({}, 'isAdmin')).toBeUndefined();
  });

  it('nests a hundred thousand deep: it is refused', async () => {
    const bombs = [
      `${'['.repeat(100_000)}${']'.repeat(100_000)}`,
      `${'{"a":'.repeat(40_000)}1${'}'.repeat(40_000)}`,
    ];
    const cases = writes.flatMap(([method, path, body]) =>
      bombs.flatMap((bomb) => [
        [`${path} is a bomb`, () => ask(method, path, bomb)] as const,
        [`${path} holds one`, () => ask(method, path, withField(body, 'name', bomb))] as const,
      ]),
    );
    expect(await faultsOf(cases)).toEqual([]);
  });

  it('sends five megabytes: 413 or a closed connection, and the service goes on', async () => {
    const path = '/api/v1/organisations';
    const huge = JSON.stringify({ legalName: 'x'.repeat(5 * 1024 * 1024) });
    expect(faultOf(await ask('POST', path, huge), [413])).toEqual([]);
    expect((await admin.get('/health/live')).status).toBe(200);
  });

  it('reuses a key with another body, and comes with a stale revision: both are told', async () => {
    const key = { 'idempotency-key': newId() };
    const [, path = '', body = {}] = writes[1] ?? [];
    const first = await admin.put(path, body, key);
    expect(first.status).toBe(200);
    const other = await admin.put(path, { ...body, handler: '李明' }, key);
    expect([other.status, other.body.code]).toEqual([422, 'request/idempotency-key-reused']);
    const stale = await admin.put(path, { ...body, handler: '王明' }, { 'if-match': '"0"' });
    expect([stale.status, stale.body.code]).toEqual([412, 'request/stale-revision']);
    const malformed = await admin.put(path, body, { 'if-match': '7' });
    expect([malformed.status, malformed.body.code]).toEqual([400, 'request/if-match-malformed']);
    before = await head();
  });

  it('speaks another content type: it is refused', async () => {
    const types = ['text/plain', 'application/xml', 'application/json; charset=utf-7', 'x', ''];
    const cases = writes.flatMap(([, path, body]) =>
      types
        .filter((type) => type !== '')
        .map((type) => {
          const send = () => admin.post(path, String(body), { 'content-type': type });
          return [`${path} as ${type}`, send, [400, 403, 404]] as const;
        }),
    );
    expect(await faultsOf(cases)).toEqual([]);
  });

  it('asks every address for what is not there, and for what is no id', async () => {
    const ids = [newId(), '..%2f..%2fetc%2fpasswd', '%00', "1' OR '1'='1", '%F0%9F%98%80', '0'];
    const cases = Object.entries(OPEN_API.paths).flatMap(([template, methods]) =>
      Object.keys(methods).flatMap((method) =>
        (template.includes('{') ? ids : []).map((id) => {
          const path = template.replace(/\{\w+\}/g, id);
          const send = (): Promise<Answer> => sendAs(method, path);
          return [`${method} ${path}`, send] as const;
        }),
      ),
    );
    expect(cases.length).toBeGreaterThan(100);
    // Lists and sums of somebody unknown are empty, not an error.
    const faults = await faultsOf(cases);
    expect(
      faults.filter(
        (fault) => !/^get \S+\/(records|certificates|hours|time-bank)\S*: 200/.test(fault),
      ),
    ).toEqual([]);
  });

  it('asks lists with strange questions', async () => {
    const values = ['%00', '%ED%A0%80', '-1', '1e99', "';--", 'x'.repeat(5_000), '[]', '%25'];
    const cases = Object.entries(OPEN_API.paths).flatMap(([template, { get }]) =>
      (get?.parameters ?? [])
        .filter((parameter) => parameter.in === 'query')
        .flatMap(({ name }) =>
          values.flatMap((value) => {
            const path = `${template.replace(/\{\w+\}/g, newId())}?${name}=${value}`;
            return [path, `${path}&${name}=b`, `${path}&${name}[x]=y`];
          }),
        ),
    );
    const statuses = new Set<number>();
    const faults = await faultsOf(
      cases.map((path) => [
        path,
        async () => {
          const answer = await admin.get(path);
          statuses.add(answer.status);
          return answer.status === 200 ? problem : answer;
        },
      ]),
    );
    expect(faults).toEqual([]);
    expect([...statuses].every((status) => status < 500)).toBe(true);
  });

  it('plays with paths and bytes before any route: nothing leaks, nothing breaks', async () => {
    const raw = [
      'GET /../../etc/passwd HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n',
      'GET //etc/passwd HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n',
      'GET /v/%2e%2e%2f%2e%2e%2fkeys HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n',
      'GET http://evil.test/v/x HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n',
      'GET /\u0000 HTTP/1.1\r\nhost: x\r\n\r\n',
      'BREW /coffee HTTP/1.1\r\nhost: x\r\n\r\n',
      'nonsense\r\n\r\n',
      `GET / HTTP/1.1\r\nhost: x\r\nx-big: ${'a'.repeat(100_000)}\r\n\r\n`,
      'POST /api/v1/session HTTP/1.1\r\nhost: x\r\ncontent-length: -5\r\n\r\n',
      'POST /api/v1/session HTTP/1.1\r\nhost: x\r\ncontent-length: 1\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n',
    ];
    for (const bytes of raw) {
      const answer = await speak(bytes);
      // 0: the connection was closed without a word, which is an answer too.
      expect([0, 400, 404, 405, 413, 431, 501]).toContain(statusOf(answer));
      expect(answer).not.toMatch(/root:|at .*\.[jt]s:\d+/);
    }
    expect((await admin.get('/health/live')).status).toBe(200);
  });

  it('ten thousand look for certificates that are not there, all at once', async () => {
    // Fewer sockets than a listener's backlog (511): the machine's own limits are not the question.
    const agent = new Agent({ keepAlive: true, maxSockets: 256 });
    const statuses = await Promise.all(
      Array.from({ length: 10_000 }, (_, n) => statusOfGet(agent, `/v/${code(n)}`)),
    );
    agent.destroy();
    expect(statuses.filter((status) => status !== 404)).toEqual([]);
    expect((await admin.get('/health/ready')).status).toBe(200);
  }, 180_000);
});

/** Stands for "200 is fine here" where a refusal is fine too. */
const problem: Answer = {
  status: 400,
  headers: { 'content-type': 'application/problem+json' },
  body: { status: 400, code: 'request/invalid', traceId: newId() },
};

function sendAs(method: string, path: string): Promise<Answer> {
  if (method === 'get') return admin.get(path);
  if (method === 'delete') return admin.del(path);
  return method === 'put' ? admin.put(path, {}) : admin.post(path, {});
}

function code(n: number): string {
  return String(n).padStart(22, 'q');
}

/** Bytes as they are, and all that comes back. */
function speak(bytes: string): Promise<string> {
  const { port, hostname } = new URL(booted.baseUrl);
  return new Promise((resolve) => {
    let text = '';
    const socket = connect(Number(port), hostname, () => socket.write(bytes, 'latin1'));
    const done = (): void => resolve(text);
    socket.setEncoding('latin1').setTimeout(3_000, () => socket.destroy());
    socket.on('data', (chunk) => {
      text += String(chunk);
      if (text.includes('\r\n\r\n')) socket.end();
    });
    socket.on('error', done);
    socket.on('close', done);
  });
}

function statusOf(answer: string): number {
  return Number(/^HTTP\/1.1 (\d+)/.exec(answer)?.[1] ?? 0);
}

function statusOfGet(agent: Agent, path: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = request(new URL(path, booted.baseUrl), { agent }, (response) => {
      response.resume();
      response.on('end', () => resolve(response.statusCode ?? 0));
    });
    sent.on('error', reject);
    sent.end();
  });
}
