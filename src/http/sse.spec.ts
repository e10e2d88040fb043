import fastify, { type FastifyInstance } from 'fastify';
import { openSse } from '../../test/support/sse-client.js';
import { eventually } from '../../test/support/store-events.js';
import { Rejection } from '../kernel/rejection.js';
import type { AuthenticatedRequest } from './auth.guard.js';
import { Principal } from './principal.js';
import { SSE_LIMITS, SseConnections, type SseLimits, SseStream } from './sse.js';

const apps: FastifyInstance[] = [];
afterEach(() => Promise.all(apps.splice(0).map((app) => app.close())));

async function serve(limits: Partial<SseLimits> = {}) {
  const connections = new SseConnections({ ...SSE_LIMITS, ...limits });
  const streams: SseStream[] = [];
  const app = fastify();
  app.get<{ Params: { account: string } }>('/:account', (request, reply) => {
    const asking = Object.assign(request, { principal: new Principal(request.params.account, []) });
    try {
      streams.push(connections.open(asking as AuthenticatedRequest, reply));
    } catch (error) {
      void reply.status(error instanceof Rejection ? 503 : 500).send(error);
    }
  });
  apps.push(app);
  const url = await app.listen({ port: 0, host: '127.0.0.1' });
  return { app, connections, streams, open: (account: string) => openSse(`${url}/${account}`) };
}

describe('a stream of server-sent events', () => {
  it('is never stored, tells when to come again and carries what is sent', async () => {
    const { open, streams } = await serve();
    const client = await open('a');
    expect(client.status).toBe(200);
    expect(client.headers['content-type']).toBe('text/event-stream; charset=utf-8');
    expect(client.headers['cache-control']).toBe('no-store');
    streams[0]?.send('codes', { text: 'two\nlines 码' });
    expect(await client.next('codes')).toEqual({ text: 'two\nlines 码' });
    expect(client.text()).toMatch(/^retry: 3000\n\n/);
    client.close();
  });

  it('gives its place back when the reader has gone', async () => {
    const { open, connections, streams } = await serve();
    const client = await open('a');
    let ends = 0;
    streams[0]?.onEnd(() => (ends += 1));
    client.close();
    await eventually(() => connections.size === 0);
    expect(ends).toBe(1);
    streams[0]?.onEnd(() => (ends += 1));
    streams[0]?.send('late', {});
    streams[0]?.end();
    expect([ends, streams[0]?.isOpen]).toEqual([2, false]);
  });

  it('is kept alive by comments, and ends when its life is over', async () => {
    const { open, connections } = await serve({ heartbeatMs: 5, lifeMs: 100 });
    const client = await open('a');
    await client.ended;
    expect(client.text()).toContain(': heartbeat\n\n');
    expect(connections.size).toBe(0);
  });

  it('has a place only while there are some, for all and for one account', async () => {
    const { open, connections } = await serve({ connections: 3, perAccount: 2 });
    const clients = [await open('a'), await open('a')];
    expect((await open('a')).status).toBe(503);
    clients.push(await open('b'));
    expect((await open('c')).status).toBe(503);
    clients[0]?.close();
    await eventually(() => connections.size === 2);
    clients.push(await open('c'));
    expect(clients.at(-1)?.status).toBe(200);
    for (const client of clients) client.close();
  });

  it('cuts off who reads slower than we write', async () => {
    const { open, connections, streams } = await serve();
    const client = await open('a');
    const text = 'x'.repeat(100_000);
    for (let n = 0; n < 1_000 && connections.size > 0; n += 1) streams[0]?.send('much', { text });
    expect(connections.size).toBe(0);
    client.close();
  });

  it('ends with the service, which then has nothing to wait for, and no new one begins', async () => {
    const { app, open, connections } = await serve();
    const client = await open('a');
    connections.onModuleDestroy();
    await client.ended;
    expect((await open('a')).status).toBe(503);
    expect(connections.size).toBe(0);
    await app.close();
  });

  it('answers HEAD without holding a place', async () => {
    const { app, connections } = await serve();
    const address = app.server.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const answer = await fetch(`http://127.0.0.1:${port}/a`, { method: 'HEAD' });
    expect(answer.status).toBe(200);
    expect(connections.size).toBe(0);
  });
});
