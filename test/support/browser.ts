import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';

type Answer = Readonly<Record<string, unknown>>;

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: Answer;
  readonly result?: Answer;
  readonly error?: { readonly message: string };
}

const ASK_MS = 30_000;

/**
 * A Chromium that is spoken to through two pipes (`--remote-debugging-pipe`: file descriptors 3 and
 * 4, messages of the DevTools protocol with a NUL behind each), without network.
 */
export class Browser {
  readonly #waiting = new Map<number, (message: Message) => void>();
  readonly #listeners = new Set<(message: Message) => void>();
  #asked = 0;
  #sessionId: string | undefined;

  private constructor(
    private readonly process: ChildProcess,
    private readonly to: Writable,
    from: Readable,
  ) {
    let rest = '';
    from.setEncoding('utf8').on('data', (text: string) => {
      const messages = (rest + text).split('\0');
      rest = messages.pop() ?? '';
      for (const message of messages) this.#take(JSON.parse(message) as Message);
    });
  }

  /** @param folder its profile; nothing is left outside of it */
  static async open(folder: string, language: 'zh-CN' | 'en'): Promise<Browser> {
    const flags = ['--headless', '--no-sandbox', '--disable-gpu', '--remote-debugging-pipe'];
    const args = [
      ...flags,
      `--user-data-dir=${folder}`,
      `--accept-lang=${language}`,
      'about:blank',
    ];
    const stdio = ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] as const;
    const child = spawn('chromium', args, { stdio: [...stdio] });
    const [, , , to, from] = child.stdio;
    const browser = new Browser(child, to as Writable, from as Readable);
    const { targetId } = await browser.ask('Target.createTarget', { url: 'about:blank' });
    const attached = await browser.ask('Target.attachToTarget', { targetId, flatten: true });
    browser.#sessionId = attached['sessionId'] as string;
    for (const domain of ['Page', 'Network', 'Runtime', 'DOM'])
      await browser.ask(`${domain}.enable`);
    const none = { offline: true, latency: 0, downloadThroughput: 0, uploadThroughput: 0 };
    await browser.ask('Network.emulateNetworkConditions', none);
    return browser;
  }

  /** @throws Error what the browser says against it */
  async ask(method: string, params: object = {}): Promise<Answer> {
    const id = (this.#asked += 1);
    const answered = new Promise<Message>((resolve, reject) => {
      const tooLong = new Error(`${method}: no answer`);
      const timer = setTimeout(() => reject(tooLong), ASK_MS);
      this.#waiting.set(id, (message) => {
        clearTimeout(timer);
        resolve(message);
      });
    });
    const sessionId = this.#sessionId;
    this.to.write(`${JSON.stringify({ id, method, params, ...(sessionId && { sessionId }) })}\0`);
    const { result = {}, error } = await answered;
    if (error) throw new Error(`${method}: ${error.message}`);
    return result;
  }

  /** Opens a page; what it asks for on the way and later goes into the list. */
  async visit(url: string, requests: string[] = []): Promise<void> {
    const loaded = new Promise<void>((resolve) => {
      this.#listeners.clear();
      this.#listeners.add(({ method, params }) => {
        const request = params?.['request'] as { url: string } | undefined;
        if (method === 'Network.requestWillBeSent' && request) requests.push(request.url);
        if (method === 'Page.loadEventFired') resolve();
      });
    });
    await this.ask('Page.navigate', { url });
    await loaded;
  }

  /** What a script in the page comes to; a promise is waited for. */
  async evaluate<T>(expression: string): Promise<T> {
    const wanted = { expression, awaitPromise: true, returnByValue: true };
    const { result, exceptionDetails } = await this.ask('Runtime.evaluate', wanted);
    if (exceptionDetails) throw new Error(JSON.stringify(exceptionDetails));
    return (result as { value: T }).value;
  }

  /** Puts a file into a field for files, as a person who picks it. */
  async choose(selector: string, file: string): Promise<void> {
    const { root } = await this.ask('DOM.getDocument');
    const { nodeId } = await this.ask('DOM.querySelector', {
      ...{ nodeId: (root as { nodeId: number }).nodeId, selector },
    });
    await this.ask('DOM.setFileInputFiles', { nodeId, files: [file] });
  }

  /** Drags a file from outside onto the page and lets it fall. */
  async drop(file: string, { x, y }: { readonly x: number; readonly y: number }): Promise<void> {
    const data = { items: [], files: [file], dragOperationsMask: 1 };
    for (const type of ['dragEnter', 'dragOver', 'drop']) {
      await this.ask('Input.dispatchDragEvent', { type, x, y, data });
    }
  }

  async close(): Promise<void> {
    const gone = once(this.process, 'exit');
    this.#sessionId = undefined;
    this.to.write(`${JSON.stringify({ id: (this.#asked += 1), method: 'Browser.close' })}\0`);
    await gone;
  }

  #take(message: Message): void {
    if (message.id === undefined) for (const listener of this.#listeners) listener(message);
    else {
      this.#waiting.get(message.id)?.(message);
      this.#waiting.delete(message.id);
    }
  }
}
