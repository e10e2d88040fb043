import { randomUUID } from 'node:crypto';
import { connect } from 'node:net';

/**
 * A client in a process of its own that costs as little as can be: it writes prepared bytes to so
 * many sockets and looks at status and length of what comes back. Each message is a `LoadJob`, each
 * answer a `Load`; it lives on between them, so that it is compiled and warm when it counts.
 */
export interface LoadJob {
  readonly port: number;
  readonly connections: number;
  readonly seconds: number;
  /** Stops earlier, after so many requests. */
  readonly requests?: number;
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Each request gets an Idempotency-Key of its own. */
  readonly keyed: boolean;
}

export interface Load {
  readonly perSecond: number;
  readonly latenciesMs: readonly number[];
  readonly statuses: Readonly<Record<string, number>>;
}

const run = randomUUID();
let keys = 0;

process.on('message', (job: LoadJob) => {
  void runJob(job).then((load) => process.send?.(load));
});

async function runJob(job: LoadJob): Promise<Load> {
  const state = { latenciesMs: [] as number[], statuses: {} as Record<string, number>, sent: 0 };
  const started = performance.now();
  const drive = driver(job, state, started + job.seconds * 1_000);
  await Promise.all(Array.from({ length: job.connections }, drive));
  const perSecond = state.latenciesMs.length / ((performance.now() - started) / 1_000);
  return { perSecond, latenciesMs: state.latenciesMs, statuses: state.statuses };
}

interface State {
  readonly latenciesMs: number[];
  readonly statuses: Record<string, number>;
  sent: number;
}

/** One socket, one request after the other. */
function driver(job: LoadJob, state: State, until: number): () => Promise<void> {
  const [head, tail] = requestOf(job);
  const requests = job.requests ?? Infinity;
  return () =>
    new Promise((resolve, reject) => {
      const socket = connect({ port: job.port, host: '127.0.0.1', noDelay: true });
      let text = '';
      let at = 0;
      const next = (): void => {
        at = performance.now();
        if (at >= until || state.sent >= requests) {
          socket.end();
          return resolve();
        }
        state.sent += 1;
        const key = job.keyed ? `idempotency-key: ${run}-${(keys += 1)}\r\n` : '';
        socket.write(`${head}${key}${tail}`, 'latin1');
      };
      socket.setEncoding('latin1');
      socket.on('error', reject);
      socket.on('connect', next);
      socket.on('data', (chunk) => {
        text += String(chunk);
        if (!isWhole(text)) return;
        state.latenciesMs.push(performance.now() - at);
        const status = text.slice(9, 12);
        state.statuses[status] = (state.statuses[status] ?? 0) + 1;
        text = '';
        next();
      });
    });
}

function isWhole(text: string): boolean {
  const head = text.indexOf('\r\n\r\n');
  if (head < 0) return false;
  const length = Number(/content-length: (\d+)/i.exec(text.slice(0, head))?.[1] ?? 0);
  return text.length >= head + 4 + length;
}

function requestOf({ method, path, port, headers, body }: LoadJob): [head: string, tail: string] {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  const bytes = Buffer.from(body);
  const length = `content-type: application/json\r\ncontent-length: ${bytes.length}\r\n`;
  return [
    `${method} ${path} HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\n${lines.join('')}`,
    method === 'POST' ? `${length}\r\n${bytes.toString('latin1')}` : '\r\n',
  ];
}
