import { randomUUID } from 'node:crypto';
import { Agent, type IncomingHttpHeaders, request } from 'node:http';

export interface HttpAnswer {
  /** 0 when the connection broke before there was an answer. */
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

export interface Ask {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly body?: object | Buffer;
  readonly headers?: Readonly<Record<string, string>>;
  /** Idempotency-Key of a write; fresh unless it is a repeat. */
  readonly key?: string;
}

const ASK_MS = 30_000;

/** One person over one pool of sockets. Never throws: a broken connection is an answer here. */
export class HttpClient {
  constructor(
    readonly baseUrl: string,
    private readonly credentials: Readonly<Record<string, string>> = {},
    private readonly agent = new Agent({ keepAlive: true }),
  ) {}

  /** What stands in the headers of each request to say who asks. */
  get sent(): Readonly<Record<string, string>> {
    return this.credentials;
  }

  as(token: string): HttpClient {
    return new HttpClient(this.baseUrl, { authorization: `Bearer ${token}` }, this.agent);
  }

  withCookie(cookie: string): HttpClient {
    return new HttpClient(this.baseUrl, { cookie }, this.agent);
  }

  close(): void {
    this.agent.destroy();
  }

  ask({ method = 'GET', path, body, headers, key }: Ask): Promise<HttpAnswer> {
    const payload = body instanceof Buffer || body === undefined ? body : JSON.stringify(body);
    return new Promise((resolve) => {
      const broken = (): void => resolve({ status: 0, headers: {}, text: '' });
      const sent = request(
        new URL(path, this.baseUrl),
        {
          method,
          agent: this.agent,
          timeout: ASK_MS,
          headers: {
            ...(method === 'GET' ? {} : { 'idempotency-key': key ?? randomUUID() }),
            origin: this.baseUrl,
            ...(payload === undefined ? {} : { 'content-length': Buffer.byteLength(payload) }),
            ...(body === undefined ? {} : { 'content-type': 'application/json' }),
            ...this.credentials,
            ...headers,
          },
        },
        (response) => {
          let text = '';
          response.setEncoding('utf8');
          response.on('data', (chunk: string) => (text += chunk));
          response.on('error', broken);
          response.on('aborted', broken);
          response.on('end', () =>
            resolve({ status: response.statusCode ?? 0, headers: response.headers, text }),
          );
        },
      );
      sent.on('error', broken);
      sent.on('timeout', () => sent.destroy(new Error('timeout')));
      sent.end(payload);
    });
  }

  async json<T>(ask: Ask): Promise<T> {
    const { status, text } = await this.ask(ask);
    if (status < 200 || status > 299) {
      throw new Error(`${ask.method ?? 'GET'} ${ask.path}: ${status} ${text}`);
    }
    return JSON.parse(text) as T;
  }

  /** A client with the session of this login. */
  async logIn(loginName: string, password: string): Promise<HttpClient> {
    const body = { loginName, password };
    const answer = await this.ask({ method: 'POST', path: '/api/v1/session', body });
    if (answer.status !== 200) throw new Error(`log-in: ${answer.status} ${answer.text}`);
    const cookies = (answer.headers['set-cookie'] ?? []).map((cookie) => cookie.split(';')[0]);
    return this.withCookie(cookies.join('; '));
  }

  /** An API token of whoever is logged in. */
  async token(permissions: readonly string[]): Promise<string> {
    const ask = { method: 'POST', path: '/api/v1/me/tokens', body: { permissions } } as const;
    return (await this.json<{ token: string }>(ask)).token;
  }
}
