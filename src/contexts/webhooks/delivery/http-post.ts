import type { LookupAddress } from 'node:dns';
import { type IncomingMessage, request as requestPlain, type RequestOptions } from 'node:http';
import { request as requestSecure } from 'node:https';
import type { LookupFunction } from 'node:net';
import { TLSSocket } from 'node:tls';

/** More of an answer is not even read: nobody asked for it. */
const ANSWER_BYTES_MAX = 64 * 1024;

export interface Post {
  readonly url: URL;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Checked; no other address is connected to. */
  readonly addresses: readonly LookupAddress[];
  readonly signal: AbortSignal;
}

/** The other end could not show that it is who it is called. */
export class CertificateRefused extends Error {}

/**
 * One POST on a connection of its own. Redirects are not followed (they could lead where no address
 * was checked), and of the answer only its status counts.
 *
 * @returns the status, as soon as it is there
 * @throws Error when no answer came
 */
export function post({ url, body, headers, addresses, signal }: Post): Promise<number> {
  const options: RequestOptions = {
    method: 'POST',
    agent: false,
    lookup: lookupIn(addresses),
    signal,
    headers: {
      ...headers,
      'content-type': 'application/json; charset=utf-8',
      'content-length': Buffer.byteLength(body),
      'user-agent': 'Shizhang-Webhooks/1',
    },
  };
  return new Promise((resolve, reject) => {
    const request = url.protocol === 'https:' ? requestSecure : requestPlain;
    const sent = request(url, options, (answer) => {
      resolve(answer.statusCode ?? 0);
      drain(answer);
    });
    sent.on('error', (cause) => {
      const { socket } = sent;
      const isRefused = socket instanceof TLSSocket && Boolean(socket.authorizationError);
      reject(isRefused ? new CertificateRefused('not trusted', { cause }) : cause);
    });
    sent.end(body);
  });
}

function drain(answer: IncomingMessage): void {
  let bytes = 0;
  // Cut off by us, by them or by the time: the status had come.
  answer.on('error', () => undefined);
  answer.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > ANSWER_BYTES_MAX) answer.destroy();
  });
}

function lookupIn(addresses: readonly LookupAddress[]): LookupFunction {
  return (_hostname, options, callback) => {
    const [first] = addresses;
    if (options.all) callback(null, [...addresses]);
    else callback(null, first?.address ?? '', first?.family);
  };
}
