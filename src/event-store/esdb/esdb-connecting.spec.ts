import { createServer as createHttpServer } from 'node:http';
import { createServer, type Server } from 'node:net';
import grpc from '@grpc/grpc-js';
import { EsdbDouble } from '../../../test/support/esdb-double.js';
import type { Script } from '../../../test/support/esdb-double.js';
import { EventCodec } from '../codec.js';
import { type EsdbOptions, EsdbEventStore } from './esdb-event-store.js';

const codec = new EventCodec();
/** Nothing but the time for connecting may end an attempt: a test would take longer than it may. */
const QUICK: EsdbOptions = { deadlineMs: 600_000, readTimeoutMs: 600_000, connectTimeoutMs: 600 };
/** Time for one whole attempt on a busy machine: the error then says why it failed. */
const PATIENT_MS = 3_000;
const DISCOVERY = 'maxDiscoverAttempts=2&discoveryInterval=10';

describe('connecting to an event database', () => {
  const cleanUps: (() => Promise<unknown> | void)[] = [];
  afterEach(async () => {
    for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
  });

  async function startDouble(script?: Script): Promise<EsdbDouble> {
    const double = await EsdbDouble.start(script);
    cleanUps.push(() => double.stop());
    return double;
  }

  async function listen(server: Server): Promise<string> {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    cleanUps.push(() => new Promise((resolve) => server.close(resolve)));
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    return `esdb://127.0.0.1:${address.port}?tls=false`;
  }

  const refusal = (url: string, connectTimeoutMs = 600): Promise<unknown> =>
    EsdbEventStore.connect(url, codec, { ...QUICK, connectTimeoutMs }).catch(
      (failure: unknown) => failure,
    );

  const unavailable = { name: 'EventStoreError', fault: 'unavailable' };

  it('succeeds where an event store answers', async () => {
    const double = await startDouble();
    const store = await EsdbEventStore.connect(double.url, codec);
    await store.close();
  });

  it('waits for a server that comes up in time', async () => {
    const double = await startDouble();
    double.goDown();
    const connecting = EsdbEventStore.connect(double.url, codec, { connectTimeoutMs: 60_000 });
    await new Promise(setImmediate);
    await double.listen();
    await (await connecting).close();
  });

  it('fails where nobody listens', async () => {
    expect(await refusal('esdb://127.0.0.1:1?tls=false', PATIENT_MS)).toMatchObject({
      ...unavailable,
      message: expect.stringMatching(/127\.0\.0\.1:1: the server cannot be reached.*ECONNREFUSED/),
    });
  });

  it('fails on a name that does not resolve', async () => {
    expect(await refusal('esdb://no-such-host.invalid:2113?tls=false')).toMatchObject(unavailable);
  });

  it('fails on a cluster that cannot be found', async () => {
    const url = `esdb+discover://127.0.0.1:1?tls=false&${DISCOVERY}`;
    expect(await refusal(url, PATIENT_MS)).toMatchObject({
      ...unavailable,
      message: expect.stringContaining('no node of the cluster could be found'),
    });
  });

  it('fails on a web server', async () => {
    const url = await listen(createHttpServer((_request, response) => response.end('hello')));
    expect(await refusal(url)).toMatchObject(unavailable);
  });

  it('fails on a port that accepts and says nothing', async () => {
    const server = createServer((socket) => {
      cleanUps.push(() => void socket.destroy());
    });
    expect(await refusal(await listen(server))).toMatchObject(unavailable);
  });

  it('fails on another gRPC service', async () => {
    const server = new grpc.Server();
    const port = await new Promise<number>((resolve, reject) => {
      const credentials = grpc.ServerCredentials.createInsecure();
      server.bindAsync('127.0.0.1:0', credentials, (error, bound) =>
        error ? reject(error) : resolve(bound),
      );
    });
    cleanUps.push(() => server.forceShutdown());
    expect(await refusal(`esdb://127.0.0.1:${port}?tls=false`, PATIENT_MS)).toMatchObject({
      ...unavailable,
      message: expect.stringContaining('no event store'),
    });
  });

  it('fails on a server without TLS when TLS is asked for', async () => {
    const double = await startDouble();
    expect(await refusal(`esdb://127.0.0.1:${double.port}`)).toMatchObject(unavailable);
  });

  it('fails on a server that refuses the user', async () => {
    const double = await startDouble({
      read: () => ({
        code: grpc.status.PERMISSION_DENIED,
        details: 'Access Denied',
        trailers: { exception: 'access-denied' },
      }),
    });
    expect(await refusal(double.url, PATIENT_MS)).toMatchObject({ fault: 'denied' });
  });

  it.each(['kurrentdb://localhost:2113', 'not a url'])('fails on "%s"', async (url) => {
    expect(await refusal(url)).toMatchObject({ fault: 'bad-request' });
  });
});
