import { connect, createServer, type Server, type Socket } from 'node:net';

/** A TCP relay that can go silent without closing anything: what a lost link looks like. */
export class HalfOpenProxy {
  readonly #sockets = new Set<Socket>();
  /** Connections that were relayed when the link was cut: nothing passes on them ever again. */
  readonly #dead = new WeakSet<Socket>();
  accepted = 0;

  private constructor(
    private readonly server: Server,
    readonly port: number,
  ) {}

  static async to(target: number): Promise<HalfOpenProxy> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    const proxy = new HalfOpenProxy(server, address.port);
    server.on('connection', (near) => proxy.#relay(near, connect(target, '127.0.0.1')));
    return proxy;
  }

  get url(): string {
    return `esdb://127.0.0.1:${this.port}?tls=false`;
  }

  /** Loses everything in flight on the present connections; new ones work. */
  cut(): void {
    for (const socket of this.#sockets) this.#dead.add(socket);
  }

  async stop(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((resolve) => this.server.close(resolve));
  }

  #relay(near: Socket, far: Socket): void {
    this.accepted += 1;
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      this.#sockets.add(from);
      from.on('data', (bytes) => this.#dead.has(from) || to.write(bytes));
      from.on('error', () => undefined);
      from.on('close', () => {
        this.#sockets.delete(from);
        if (!this.#dead.has(from)) to.destroy();
      });
    }
  }
}
