import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { mkdtempSync, rmSync } from 'node:fs';
import { Agent, type IncomingMessage, request, type RequestOptions } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { createApp } from '../../src/bootstrap.js';
import { SetupLink } from '../../src/contexts/access/security/setup-link.js';
import { EventStore, type Position } from '../../src/event-store/event-store.js';
import type { Role } from '../../src/http/permissions.js';
import { SteppableClock } from '../../src/platform/clock.js';
import { newId } from '../../src/platform/ids.js';
import type { OidcSettings } from '../../src/platform/oidc-settings.js';
import { ProcessRunner } from '../../src/projections/process-runner.js';
import { Projector } from '../../src/projections/projector.js';
import { restSweepers } from './rest-sweepers.js';

/** Monday, 2 March 2026, 09:00 in Shanghai: a working day with working days after it. */
export const START = Date.parse('2026-03-02T01:00:00.000Z');
export const PUBLIC_URL = 'http://shizhang.test';
export const PASSWORD = 'correct horse battery';
/** However slow the machine is: reads come after writes, a write is answered with 201. */
const PATIENCE_MS = 60_000;
const SETTLE_ROUNDS_MAX = 100;

export interface BootOptions {
  readonly clock?: SteppableClock;
  /** A folder that stays; `temp` for one that goes with the app; absent = all in memory. */
  readonly dataDir?: string;
  readonly publicUrl?: string;
  readonly oidc?: OidcSettings;
  /** Takes everything the service logs, down to the last detail; absent = it logs nothing. */
  readonly log?: (line: string) => void;
  /** False leaves the set-up to the test. */
  readonly setUp?: boolean;
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | number | undefined>>;
  /** Parsed JSON, or the text of anything else. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- a test says what it expects
  readonly body: any;
}

export type Headers = Readonly<Record<string, string | undefined>>;

/** Asks as one person. Writes carry a fresh Idempotency-Key unless the headers say otherwise. */
export interface Client {
  readonly accountId: string;
  /** What a browser would send; empty for nobody and for tokens. */
  readonly cookie: string;
  get(path: string, headers?: Headers): Promise<Answer>;
  post(path: string, body?: unknown, headers?: Headers): Promise<Answer>;
  put(path: string, body?: unknown, headers?: Headers): Promise<Answer>;
  del(path: string, body?: unknown, headers?: Headers): Promise<Answer>;
}

export interface NewClient {
  readonly grants?: readonly { readonly role: Role; readonly scope: string }[];
  readonly volunteerId?: string;
}

interface Wire {
  readonly baseUrl: string;
  readonly agent: Agent;
}

export interface BootedApp {
  readonly app: NestFastifyApplication;
  /** Where it listens: `http://127.0.0.1:…`, without a slash at the end. */
  readonly baseUrl: string;
  readonly clock: SteppableClock;
  /** An administrator of everything. */
  readonly admin: Client;
  /** Nobody: no cookie, no token. */
  readonly anonymous: Client;
  /** Opens an account with these roles and logs in as it. */
  client(wanted?: NewClient): Promise<Client>;
  /** A client for an API token. */
  bearer(token: string): Client;
  logIn(loginName: string, password?: string): Promise<Client>;
  /** Until read models and processes have come to the head of the store, and no more follows. */
  settle(): Promise<void>;
  close(): Promise<void>;
}

/**
 * The whole service, as it runs, with a clock set by hand: every journey starts here.
 *
 *     const { admin, client, settle, close } = await bootApp();
 *     const staff = await client({ grants: [{ role: 'station-staff', scope: `station:${id}` }] });
 *     const { status, body } = await staff.post('/api/v1/…', { … });
 */
export async function bootApp(options: BootOptions = {}): Promise<BootedApp> {
  const clock = options.clock ?? new SteppableClock(() => START);
  const temp = options.dataDir === 'temp' ? mkdtempSync(join(tmpdir(), 'shizhang-')) : undefined;
  const app = await createApp({
    config: {
      dataDir: temp ?? options.dataDir ?? null,
      host: '127.0.0.1',
      port: 0,
      publicUrl: options.publicUrl ?? PUBLIC_URL,
      eventStore: 'sqlite',
      eventStoreUrl: undefined,
      masterKey: undefined,
      logLevel: 'silent',
      oidc: options.oidc,
    },
    clock,
    logger: options.log
      ? pino({ level: 'trace' }, { write: options.log })
      : pino({ level: 'silent' }),
    beforeStart: restSweepers,
    readYourWritesMs: PATIENCE_MS,
  });
  await app.listen(0, '127.0.0.1');
  const wire = { baseUrl: await app.getUrl(), agent: new Agent({ keepAlive: true }) };
  const anonymous = clientOf(wire, '', {});
  const opener = options.setUp === false ? anonymous : await setUp(app, wire);
  const logIn = (name: string, password = PASSWORD) => logInAs(wire, name, password);
  return {
    app,
    baseUrl: wire.baseUrl,
    clock,
    admin: opener,
    anonymous,
    client: async (wanted = {}) => {
      const loginName = `user-${newId()}`;
      const opened = await opener.post('/api/v1/accounts', {
        ...{ loginName, password: PASSWORD, grants: wanted.grants ?? [] },
        ...(wanted.volunteerId ? { volunteerId: wanted.volunteerId } : {}),
      });
      mustBe(opened, 201);
      return logIn(loginName);
    },
    bearer: (token) => clientOf(wire, '', { authorization: `Bearer ${token}` }),
    logIn,
    settle: () => settle(app),
    close: async () => {
      wire.agent.destroy();
      await app.close();
      if (temp) rmSync(temp, { recursive: true, force: true });
    },
  };
}

/** The first administrator, by the link the service would print; on a known folder, by log-in. */
async function setUp(app: NestFastifyApplication, wire: Wire): Promise<Client> {
  const link = app.get(SetupLink).current();
  if (link !== undefined) {
    const token = new URL(link).searchParams.get('token');
    const anonymous = clientOf(wire, '', {});
    const body = { token, loginName: 'admin', password: PASSWORD };
    mustBe(await anonymous.post('/api/v1/setup', body), 201);
  }
  return logInAs(wire, 'admin', PASSWORD);
}

async function logInAs(wire: Wire, loginName: string, password: string): Promise<Client> {
  const answer = await clientOf(wire, '', {}).post('/api/v1/session', { loginName, password });
  mustBe(answer, 200);
  return clientOf(wire, answer.body.accountId, { cookie: cookiesOf(answer) });
}

/** The cookies an answer sets, as a browser would send them back. */
export function cookiesOf({ headers }: Answer): string {
  return [headers['set-cookie'] ?? []]
    .flat()
    .map((cookie) => String(cookie).split(';')[0])
    .filter((pair) => !pair!.endsWith('='))
    .join('; ');
}

function clientOf(wire: Wire, accountId: string, credentials: Headers): Client {
  const ask = async (
    method: 'GET' | 'POST' | 'PUT' | 'DELETE',
    path: string,
    { body, headers = {} }: { body?: unknown; headers?: Headers | undefined },
  ): Promise<Answer> => {
    const payload = typeof body === 'string' ? body : JSON.stringify(body);
    const { response, text } = await exchange(
      new URL(path, wire.baseUrl),
      {
        method,
        agent: wire.agent,
        headers: {
          ...(method === 'GET' ? {} : { 'idempotency-key': newId(), origin: wire.baseUrl }),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...(payload === undefined ? {} : { 'content-length': Buffer.byteLength(payload) }),
          ...credentials,
          ...definedOnly(headers),
        },
      },
      payload,
    );
    const json = (response.headers['content-type'] ?? '').includes('json') && text !== '';
    return {
      status: response.statusCode ?? 0,
      headers: response.headers,
      body: json ? JSON.parse(text) : text,
    };
  };
  return {
    accountId,
    cookie: credentials['cookie'] ?? '',
    get: (path, headers) => ask('GET', path, { headers }),
    post: (path, body, headers) => ask('POST', path, { body, headers }),
    put: (path, body, headers) => ask('PUT', path, { body, headers }),
    del: (path, body, headers) => ask('DELETE', path, { body, headers }),
  };
}

function definedOnly(headers: Headers): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value]],
    ),
  );
}

/** Over a real socket: what stands before the framework (limits, broken bodies) is tested too. */
function exchange(
  url: URL,
  options: RequestOptions,
  payload: string | undefined,
): Promise<{ response: IncomingMessage; text: string }> {
  return new Promise((resolve, reject) => {
    const sent = request(url, options, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => resolve({ response, text: Buffer.concat(chunks).toString('utf8') }));
    });
    sent.on('error', reject);
    sent.end(payload);
  });
}

async function settle(app: NestFastifyApplication): Promise<void> {
  const [store, projector, processes] = [
    app.get(EventStore),
    app.get(Projector),
    app.get(ProcessRunner),
  ];
  let done: Position = null;
  for (let round = 0; round < SETTLE_ROUNDS_MAX; round += 1) {
    const head = await store.head();
    if (round > 0 && store.comparePositions(head, done) === 0) return;
    const reached = await Promise.all([
      projector.waitFor(head, PATIENCE_MS),
      processes.waitFor(head, PATIENCE_MS),
    ]);
    if (!reached.every(Boolean)) {
      throw new Error('the followers did not come to the head of the store', {
        cause: projector.failure ?? processes.failure,
      });
    }
    done = head;
  }
  throw new Error('the store never came to rest');
}

function mustBe({ status, body }: Answer, wanted: number): void {
  if (status !== wanted) throw new Error(`${status} instead of ${wanted}: ${JSON.stringify(body)}`);
}
