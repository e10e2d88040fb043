import { newId } from '../../platform/ids.js';

/** A person with a browser: keeps the cookie, gives each write a key of its own. */
export class HttpClient {
  #cookie = '';
  #credentials: { readonly loginName: string; readonly password: string } | undefined;

  constructor(private readonly baseUrl: string) {}

  get<T>(path: string): Promise<T> {
    return this.#send<T>('GET', path);
  }

  post<T>(path: string, body: object = {}): Promise<T> {
    return this.#send<T>('POST', path, body);
  }

  put<T>(path: string, body: object = {}): Promise<T> {
    return this.#send<T>('PUT', path, body);
  }

  async bytes(path: string): Promise<Buffer> {
    const response = await this.#fetch('GET', path);
    return Buffer.from(await response.arrayBuffer());
  }

  async text(path: string): Promise<string> {
    return (await this.#fetch('GET', path)).text();
  }

  async logIn(loginName: string, password: string): Promise<void> {
    this.#credentials = { loginName, password };
    await this.post('/api/v1/session', this.#credentials);
  }

  async #send<T>(method: string, path: string, body?: object): Promise<T> {
    const response = await this.#fetch(method, path, body);
    return (await response.json()) as T;
  }

  async #fetch(method: string, path: string, body?: object): Promise<Response> {
    const response = await fetch(`${this.baseUrl}${path}`, {
      method,
      headers: {
        origin: this.baseUrl,
        'idempotency-key': newId(),
        ...(body ? { 'content-type': 'application/json' } : {}),
        ...(this.#cookie ? { cookie: this.#cookie } : {}),
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    if (response.status === 401 && this.#credentials && path !== '/api/v1/session') {
      // The story spans days, a session half of one.
      await this.post('/api/v1/session', this.#credentials);
      return this.#fetch(method, path, body);
    }
    if (!response.ok) {
      throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    }
    const set = response.headers.getSetCookie().map((cookie) => cookie.split(';')[0]);
    if (set.length > 0) this.#cookie = set.join('; ');
    return response;
  }
}
