import { get, type IncomingMessage } from 'node:http';

export interface SseMessage {
  readonly event: string;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- a test says what it expects
  readonly data: any;
}

/** A browser's EventSource, as far as a test needs it: messages in order, waited for. */
export interface SseClient {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  /** Everything that came, comments too. */
  readonly text: () => string;
  /** The next message of this name that nobody took yet. */
  next(event: string): Promise<SseMessage['data']>;
  /** Resolves when the server has ended the stream or the connection is gone. */
  readonly ended: Promise<void>;
  close(): void;
}

export function openSse(url: string, headers: Record<string, string> = {}): Promise<SseClient> {
  return new Promise((resolve, reject) => {
    const sent = get(url, { agent: false, headers }, (response) => {
      resolve(clientOf(response, () => sent.destroy()));
    });
    sent.on('error', reject);
  });
}

function clientOf(response: IncomingMessage, close: () => void): SseClient {
  let text = '';
  let parsed = 0;
  const waiting: SseMessage[] = [];
  const takers: { readonly event: string; readonly take: (data: unknown) => void }[] = [];
  const hand = (): void => {
    for (const taker of [...takers]) {
      const index = waiting.findIndex(({ event }) => event === taker.event);
      if (index < 0) continue;
      takers.splice(takers.indexOf(taker), 1);
      taker.take(waiting.splice(index, 1)[0]!.data);
    }
  };
  response.setEncoding('utf8');
  response.on('error', () => undefined);
  response.on('data', (chunk: string) => {
    text += chunk;
    for (let end = text.indexOf('\n\n', parsed); end >= 0; end = text.indexOf('\n\n', parsed)) {
      const block = text.slice(parsed, end);
      parsed = end + 2;
      const match = /^event: (.*)\ndata: (.*)$/.exec(block);
      if (match) waiting.push({ event: match[1]!, data: JSON.parse(match[2]!) });
    }
    hand();
  });
  return {
    status: response.statusCode ?? 0,
    headers: response.headers,
    text: () => text,
    next: (event) =>
      new Promise((take) => {
        takers.push({ event, take });
        hand();
      }),
    ended: new Promise((resolve) => response.once('close', () => resolve())),
    close,
  };
}
