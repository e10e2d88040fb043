import { randomUUID } from 'node:crypto';
import { type Agent, request } from 'node:http';
import type { HostileInput, HostileRequest } from './hostile-input.js';

const ANSWER_MS = 20_000;
const FAULTS_MAX = 50;
/** What a server may be unable to do just now, and says so. */
const BUSY = 503;

export interface FuzzAnswer {
  /** 0: the connection broke, or there was no answer in time. */
  readonly status: number;
  readonly type: string;
  readonly text: string;
}

export interface FuzzOptions {
  readonly baseUrl: string;
  readonly agent: Agent;
  readonly input: HostileInput;
  readonly requests: number;
  readonly atOnce: number;
  /** Headers of each role; a log-in that ended is taken anew. */
  readonly roles: readonly FuzzRole[];
  readonly onProgress?: (done: number) => Promise<void> | void;
}

export interface FuzzRole {
  readonly name: string;
  headers: Readonly<Record<string, string>>;
  readonly logIn?: () => Promise<Readonly<Record<string, string>>>;
  /** A log-in that is under way. */
  pending?: Promise<Readonly<Record<string, string>>> | undefined;
}

export interface FuzzResult {
  readonly requests: number;
  readonly byStatus: Readonly<Record<number, number>>;
  readonly faults: readonly string[];
}

/** Every request is answered, in time, without a 500, and every refusal is a problem with a code. */
export async function fuzzRun(options: FuzzOptions): Promise<FuzzResult> {
  const byStatus: Record<number, number> = {};
  const faults: string[] = [];
  let sent = 0;
  const one = async (): Promise<void> => {
    const wanted = options.input.next();
    const role = options.roles[sent % options.roles.length]!;
    sent += 1;
    if (sent % 500 === 0) await options.onProgress?.(sent);
    const answer = await ask(options, role, wanted);
    byStatus[answer.status] = (byStatus[answer.status] ?? 0) + 1;
    const fault = faultOf(answer);
    if (fault && faults.length < FAULTS_MAX) {
      faults.push(`${fault}: ${role.name} ${wanted.method} ${wanted.path} ${wanted.body ?? ''}`);
    }
    if (answer.status < 300) options.input.learn(answer.text);
    if (answer.text.includes('access/not-signed-in') && role.logIn && sent < options.requests) {
      await logInAgain(role);
    }
  };
  const worker = async (): Promise<void> => {
    while (sent < options.requests && faults.length < FAULTS_MAX) await one();
  };
  await Promise.all(Array.from({ length: options.atOnce }, worker));
  return { requests: sent, byStatus, faults };
}

/** Whoever is asked for at once by several waits for one log-in; who can't be, asks as nobody. */
async function logInAgain(role: FuzzRole): Promise<void> {
  const before = role.headers;
  role.pending ??= role.logIn?.().catch(() => ({}));
  const headers = (await role.pending) ?? {};
  if (role.headers === before) role.headers = headers;
  role.pending = undefined;
}

function faultOf({ status, type, text }: FuzzAnswer): string | undefined {
  if (status === 0) return 'no answer';
  if (status >= 500 && status !== BUSY) return `${status} ${text.slice(0, 300)}`;
  if (status < 400 || !type.includes('json')) return undefined;
  return /"code":"[a-z-]+\/[a-z-]+"/.test(text) ? undefined : `no code: ${text.slice(0, 300)}`;
}

/** A stream that never ends is an answer as soon as it begins. */
function ask(
  { baseUrl, agent }: FuzzOptions,
  role: FuzzRole,
  { method, path, body, headers }: HostileRequest,
): Promise<FuzzAnswer> {
  return new Promise((resolve) => {
    const broken = (): void => resolve({ status: 0, type: '', text: '' });
    const sent = request(
      // `new URL` would tidy up what is to arrive as it is.
      `${baseUrl}${path}`,
      {
        ...{ method, agent, timeout: ANSWER_MS },
        headers: {
          ...(method === 'GET' ? {} : { 'idempotency-key': randomUUID(), origin: baseUrl }),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...(body === undefined ? {} : { 'content-length': Buffer.byteLength(body) }),
          ...role.headers,
          ...headers,
        },
      },
      (response) => {
        const [status, type] = [response.statusCode ?? 0, response.headers['content-type'] ?? ''];
        let text = '';
        const done = (): void => resolve({ status, type, text });
        if (type.includes('event-stream')) {
          response.destroy();
          done();
          return;
        }
        response.setEncoding('utf8');
        response.on('data', (chunk: string) => (text += chunk));
        response.on('end', done);
        response.on('error', broken);
      },
    );
    sent.on('error', broken);
    sent.on('timeout', () => sent.destroy(new Error('timeout')));
    sent.end(body);
  });
}
