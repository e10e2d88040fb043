import grpc from '@grpc/grpc-js';
import { EsdbDouble } from '../../../test/support/esdb-double.js';
import type { Script } from '../../../test/support/esdb-double.js';
import {
  eventually,
  newEvent,
  newEvents,
  newStream,
  readAll,
} from '../../../test/support/store-events.js';
import { EventCodec } from '../codec.js';
import type { EventMeta } from '../../kernel/message.js';
import { type EsdbOptions, EsdbEventStore } from './esdb-event-store.js';

const codec = new EventCodec();
/** For servers that answer, however busy this machine is. */
const QUICK: EsdbOptions = { deadlineMs: 20_000, readTimeoutMs: 20_000, connectTimeoutMs: 600 };
/** For servers that never do. */
const MUTE: EsdbOptions = { deadlineMs: 800, readTimeoutMs: 500 };
const DISCOVERY = 'maxDiscoverAttempts=2&discoveryInterval=10';

describe('EsdbEventStore', () => {
  const cleanUps: (() => Promise<unknown> | void)[] = [];
  afterEach(async () => {
    for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
  });

  async function startDouble(script?: Script): Promise<EsdbDouble> {
    const double = await EsdbDouble.start(script);
    cleanUps.push(() => double.stop());
    return double;
  }

  function open(url: string, options: EsdbOptions = {}): EsdbEventStore {
    const store = new EsdbEventStore(url, codec, { ...QUICK, ...options });
    cleanUps.push(() => store.close());
    return store;
  }

  describe.each([
    ['one call per append', false],
    ['batch append', true],
  ])('appending by %s', (_name, batchAppend) => {
    it('takes that way', async () => {
      const double = await startDouble();
      await open(double.url, { batchAppend }).append(newStream(), 'none', newEvents(2));
      expect(double.appends).toEqual([batchAppend ? 'batch' : 'unary']);
    });

    it('settles when the server never answers; the repeat brings the receipt', async () => {
      const double = await startDouble();
      const store = open(double.url, { ...MUTE, batchAppend });
      const [stream, events] = [newStream(), newEvents(2)];
      double.script.append = async (next) => {
        await next();
        return 'silence' as const;
      };
      await expect(store.append(stream, 'none', events)).rejects.toMatchObject({
        fault: 'unknown-outcome',
      });
      delete double.script.append;
      const patient = open(double.url, { batchAppend });
      await expect(patient.append(stream, 'none', events)).resolves.toMatchObject({ revision: 1 });
      expect(await readAll(patient, stream)).toHaveLength(2);
    });

    it('survives an answer that comes too late', async () => {
      const double = await startDouble();
      // The same line answers afterwards: there is time for that also on a busy machine.
      const store = open(double.url, { deadlineMs: 3_000, batchAppend });
      const [stream, events] = [newStream(), newEvents(1)];
      let release = (): void => undefined;
      const held = new Promise<void>((resolve) => (release = resolve));
      double.script.append = async (next) => {
        const answer = await next();
        await held;
        return answer;
      };
      await expect(store.append(stream, 'none', events)).rejects.toMatchObject({
        fault: 'unknown-outcome',
      });
      release();
      delete double.script.append;
      await expect(store.append(stream, 'none', events)).resolves.toMatchObject({ revision: 0 });
      await expect(store.append(stream, 0, newEvents(1))).resolves.toMatchObject({ revision: 1 });
    });

    it('reports where the stream is when the revision is another one', async () => {
      const double = await startDouble({ append: () => ({ actual: 7 }) });
      const store = open(double.url, { batchAppend });
      const stream = newStream();
      await expect(store.append(stream, 3, newEvents(1))).rejects.toMatchObject({
        name: 'RevisionConflict',
        stream,
        expected: 3,
        actual: 7,
      });
      double.script.append = () => ({ actual: 'none' });
      await expect(store.append(stream, 3, newEvents(1))).rejects.toMatchObject({ actual: 'none' });
    });

    it('waits while the server starts', async () => {
      let refusals = 0;
      const refused = { code: grpc.status.UNAVAILABLE, details: 'Server Is Not Ready' };
      const double = await startDouble({
        append: (next) => ((refusals += 1) <= 2 ? { refused } : next()),
      });
      const store = open(double.url, { batchAppend });
      await expect(store.append(newStream(), 'none', newEvents(1))).resolves.toMatchObject({
        revision: 0,
      });
      expect(double.appends).toHaveLength(3);
    });

    it('recovers from a cluster that could not be found for a while', async () => {
      const double = await startDouble();
      const url = `esdb+discover://127.0.0.1:${double.port}?tls=false&${DISCOVERY}`;
      const store = open(url, { batchAppend });
      double.goDown();
      await expect(store.append(newStream(), 'none', newEvents(1))).rejects.toMatchObject({
        fault: 'unavailable',
      });
      await double.listen();
      await expect(store.append(newStream(), 'none', newEvents(1))).resolves.toMatchObject({
        revision: 0,
      });
    });

    it('goes on after the server was away', async () => {
      const double = await startDouble();
      const store = open(double.url, { batchAppend });
      const stream = newStream();
      await store.append(stream, 'none', newEvents(1));
      double.goDown();
      await expect(store.append(stream, 0, newEvents(1))).rejects.toMatchObject({
        fault: expect.stringMatching(/^(unavailable|unknown-outcome)$/),
      });
      await double.listen();
      await expect(store.append(stream, 0, newEvents(1))).resolves.toMatchObject({ revision: 1 });
    });
  });

  it('appends where the server knows no batch append', async () => {
    const double = await startDouble({ batchAppend: false });
    const store = open(double.url, { batchAppend: true });
    await store.append(newStream(), 'none', newEvents(3));
    expect(double.appends).toEqual(['unary']);
  });

  it('follows the server to the leader, within the same append', async () => {
    const leader = await startDouble();
    const follower = await startDouble({
      append: () => ({
        refused: {
          code: grpc.status.NOT_FOUND,
          details: 'Leader info available',
          trailers: {
            exception: 'not-leader',
            'leader-endpoint-host': '127.0.0.1',
            'leader-endpoint-port': String(leader.port),
          },
        },
      }),
    });
    const store = open(follower.url);
    await expect(store.append(newStream(), 'none', newEvents(1))).resolves.toMatchObject({
      revision: 0,
    });
    expect([follower.appends, leader.appends]).toEqual([['unary'], ['unary']]);
  });

  it('says unknown-outcome when the connection breaks under an append', async () => {
    const double = await startDouble();
    const store = open(double.url);
    const [stream, events] = [newStream(), newEvents(1)];
    double.script.append = async (next) => {
      await next();
      return { refused: { code: grpc.status.UNAVAILABLE, details: 'stream removed' } };
    };
    await expect(store.append(stream, 'none', events)).rejects.toMatchObject({
      fault: 'unknown-outcome',
    });
    delete double.script.append;
    await expect(store.append(stream, 'none', events)).resolves.toMatchObject({ revision: 0 });
  });

  const refusals: [string, Record<string, string>, string][] = [
    [
      'an append too large for the server',
      { exception: 'maximum-append-size-exceeded', 'maximum-append-size': '1024' },
      'too-large',
    ],
    ['a user without the right', { exception: 'access-denied' }, 'denied'],
    ['a tombstone', { exception: 'stream-deleted', 'stream-name': 'a-1' }, 'corrupt'],
  ];
  it.each(refusals)('names %s', async (_name, trailers, fault) => {
    const refused = { code: grpc.status.FAILED_PRECONDITION, details: 'refused', trailers };
    const double = await startDouble({ append: () => ({ refused }) });
    await expect(open(double.url).append(newStream(), 'any', newEvents(1))).rejects.toMatchObject({
      fault,
    });
    expect(double.appends).toHaveLength(1);
  });

  it('looks the position up when the answer to a repeat has none', async () => {
    const double = await startDouble();
    const store = open(double.url);
    const [stream, events] = [newStream(), newEvents(2)];
    const first = await store.append(stream, 'none', events);
    double.script.append = () => ({ revision: 1, position: undefined });
    expect((await store.append(stream, 'none', events)).position).toBe(first.position);
  });

  it('notices that an operator deleted or truncated a stream', async () => {
    const double = await startDouble();
    const store = open(double.url);
    const stream = newStream();
    await store.append(stream, 'none', newEvents(5));
    double.script.truncatedBefore = 3;
    await expect(readAll(store, stream)).rejects.toMatchObject({ fault: 'corrupt' });
    double.script.append = () => ({ revision: 5, position: '9' });
    await expect(store.append(stream, 'none', newEvents(1))).rejects.toMatchObject({
      fault: 'corrupt',
    });
  });

  it('notices an event of somebody else', async () => {
    const double = await startDouble();
    const stream = newStream();
    const foreign = { ...newEvent(), meta: {} as EventMeta };
    await double.twin.append(stream, 'none', [foreign]);
    await expect(readAll(open(double.url), stream)).rejects.toMatchObject({
      fault: 'corrupt',
      message: expect.stringContaining('not written by this product'),
    });
  });

  it('repeats a read that was interrupted', async () => {
    const double = await startDouble();
    const store = open(double.url);
    const stream = newStream();
    await store.append(stream, 'none', newEvents(2));
    let refusals = 0;
    double.script.read = () =>
      (refusals += 1) <= 2
        ? { code: grpc.status.UNAVAILABLE, details: 'connection dropped' }
        : undefined;
    expect(await readAll(store, stream)).toHaveLength(2);
  });

  it('gives up a read that is never answered, on the server too', async () => {
    const double = await startDouble({ read: () => 'silence' });
    const store = open(double.url, MUTE);
    await expect(readAll(store, newStream())).rejects.toMatchObject({ fault: 'unavailable' });
    await eventually(() => double.cancelled === double.reads);
  });

  it('finds the last event behind any number of the database’s own', async () => {
    const double = await startDouble();
    const store = open(double.url);
    expect(await store.head()).toBeNull();
    const { position } = await store.append(newStream(), 'none', newEvents(3));
    for (const systemEvents of [0, 1, 15, 16, 17, 600]) {
      double.script.systemEvents = systemEvents;
      expect(await store.head()).toBe(position);
    }
  });

  it('starts with an empty store that has nothing but system events', async () => {
    const double = await startDouble({ systemEvents: 40 });
    expect(await open(double.url).head()).toBeNull();
  });
});
