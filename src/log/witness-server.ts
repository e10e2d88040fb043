import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { ADDITION_CHARS_MAX } from './add-checkpoint.js';
import type { WitnessFolder } from './witness-folder.js';
import { Witness, type WitnessAnswer } from './witness.js';

const TEXT = 'text/plain; charset=utf-8';
/** As C2SP tlog-witness names the answer that holds a size. */
const SIZE = 'text/x.tlog.size';
const SEEN = /^\/([0-9a-f]{64})\/checkpoint$/;

/**
 * A witness over HTTP (C2SP tlog-witness): `POST /add-checkpoint`, `GET /<origin hash>/checkpoint`,
 * and at `/` its verifier key.
 *
 * @param say what happened, for whoever runs it
 */
export function witnessServer(folder: WitnessFolder, say: (text: string) => void): Server {
  const witness = new Witness(folder.signer, folder);
  const add = (request: string): WitnessAnswer => {
    const answer = witness.addCheckpoint(request, Math.floor(Date.now() / 1000));
    say(`${answer.status} ${answer.why}`);
    return answer;
  };
  return createServer((request, response) => {
    handle(request, { folder, add })
      .then(({ status, body, type }) => send(response, status, { body, type }))
      .catch((error: unknown) => {
        say(`500 ${String(error)}`);
        send(response, 500, { body: 'the witness can not answer\n', type: TEXT });
      });
  });
}

interface Desk {
  readonly folder: WitnessFolder;
  readonly add: (request: string) => WitnessAnswer;
}

interface Answer {
  readonly status: number;
  readonly body: string;
  readonly type: string;
}

async function handle(request: IncomingMessage, desk: Desk): Promise<Answer> {
  const { method, url = '/' } = request;
  if (method === 'GET') return shown(url, desk.folder);
  if (method !== 'POST') return { status: 405, body: 'not here\n', type: TEXT };
  if (url !== '/add-checkpoint') return { status: 404, body: 'not here\n', type: TEXT };
  const body = await bodyOf(request);
  if (body === undefined) return { status: 413, body: 'too large\n', type: TEXT };
  const answer = desk.add(body);
  return { ...answer, type: answer.status === 409 ? SIZE : TEXT };
}

function shown(url: string, folder: WitnessFolder): Answer {
  const seen = url === '/' ? `${folder.vkey}\n` : folder.byHash(SEEN.exec(url)?.[1] ?? '');
  if (seen === undefined) return { status: 404, body: 'never seen\n', type: TEXT };
  return { status: 200, body: seen, type: TEXT };
}

async function bodyOf(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > ADDITION_CHARS_MAX) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function send(response: ServerResponse, status: number, { body, type }: Omit<Answer, 'status'>) {
  response.writeHead(status, { 'content-type': type, 'content-length': Buffer.byteLength(body) });
  response.end(body);
}
