import { APPEND_BYTES_MAX, type NewEvent } from '../../src/event-store/event-store.js';
import type { Json } from '../../src/kernel/message.js';
import { metaOf, newEvent, newEvents, newStream, readAll } from '../support/store-events.js';
import type { Subject } from './event-store.contract.js';

/** What no type checker lets through and a careless cast still does. */
const smuggled = (data: unknown): NewEvent => ({ ...newEvent(), data: data as Json });

export function inputContract(store: Subject): void {
  describe('input', () => {
    const cyclic: Record<string, unknown> = {};
    cyclic['self'] = cyclic;
    const badData: [string, unknown][] = [
      ['a BigInt', { n: 1n }],
      ['undefined', undefined],
      ['NaN', { n: Number.NaN }],
      ['Infinity deep inside', { a: [{ n: Number.POSITIVE_INFINITY }] }],
      ['a list with undefined', { list: [1, undefined] }],
      ['a cycle', cyclic],
      ['half of a character', { text: 'half \ud83d' }],
      ['half of a character in a name', { '\udc00': 1 }],
    ];
    it.each(badData)('refuses %s as data and writes nothing', async (_name, data) => {
      const stream = newStream();
      await expect(
        store().append(stream, 'none', [newEvent(), smuggled(data)]),
      ).rejects.toMatchObject({ name: 'EventStoreError', fault: 'bad-data' });
      expect(await readAll(store(), stream)).toEqual([]);
    });

    it('drops a property that is undefined, as JSON does', async () => {
      const stream = newStream();
      await store().append(stream, 'none', [newEvent({ kept: null, dropped: undefined })]);
      expect((await readAll(store(), stream))[0]?.data).toEqual({ kept: null });
    });

    const twice = newEvent();
    const badRequests: [string, readonly NewEvent[]][] = [
      ['no event', []],
      ['an empty type', [{ ...newEvent(), type: '' }]],
      ['a type that event databases keep for themselves', [{ ...newEvent(), type: '$metadata' }]],
      ['an id that is no UUID', [{ ...newEvent(), id: 'event-1' }]],
      ['the nil UUID', [{ ...newEvent(), id: '00000000-0000-0000-0000-000000000000' }]],
      ['one id twice', [twice, newEvent(), twice]],
    ];
    it.each(badRequests)('refuses %s', async (_name, events) => {
      const stream = newStream();
      await expect(store().append(stream, 'none', events)).rejects.toMatchObject({
        fault: 'bad-request',
      });
      expect(await readAll(store(), stream)).toEqual([]);
    });

    const badStreams = [
      '',
      'nodash',
      '$all',
      '$$meta-1',
      'Upper-1',
      'a b-1',
      'a-',
      `a-${'x'.repeat(300)}`,
    ];
    it.each(badStreams)('refuses the stream name "%s"', async (stream) => {
      await expect(store().append(stream, 'any', [newEvent()])).rejects.toMatchObject({
        fault: 'bad-request',
      });
    });

    it.each([-1, 0.5, Number.NaN, 2 ** 53])('refuses %p as a revision', async (expected) => {
      await expect(store().append(newStream(), expected, [newEvent()])).rejects.toMatchObject({
        fault: 'bad-request',
      });
    });

    it('refuses one event above the limit, and many that exceed it together', async () => {
      const stream = newStream();
      const big = newEvent({ text: 'x'.repeat(APPEND_BYTES_MAX) });
      const many = newEvents(10).map((e) => ({ ...e, data: { text: '字'.repeat(40_000) } }));
      for (const events of [[big], many]) {
        await expect(store().append(stream, 'none', events)).rejects.toMatchObject({
          fault: 'too-large',
        });
      }
      expect(await readAll(store(), stream)).toEqual([]);
    });

    it('takes an append just below the limit', async () => {
      const stream = newStream();
      const text = 'x'.repeat(APPEND_BYTES_MAX - 2_000);
      await store().append(stream, 'none', [newEvent({ text })]);
      expect((await readAll(store(), stream))[0]?.data).toEqual({ text });
    });
  });

  describe('round trip', () => {
    it('gives back every character of Unicode, in data and metadata', async () => {
      const stream = newStream();
      const data = {
        汉字: '𠮷野家 · 志愿服务 · 䶮 · 🧑🏽‍🌾',
        '': '\u0000\u0007\u2028\u2029\ufeff"\\\n',
        numbers: [0, -0.5, 1e21, Number.MAX_SAFE_INTEGER],
        nested: { deep: [true, false, null, []] },
      };
      const meta = metaOf({
        causationId: 'cause-1',
        actor: { accountId: 'a-2', role: '站长', scope: '310104', deviceId: '设备-1' },
        channel: 'kiosk',
        policies: { 'time-bank': '2025-1' },
      });
      const event = { ...newEvent(data), meta };
      const { position } = await store().append(stream, 'none', [event]);
      expect(await readAll(store(), stream)).toEqual([
        { id: event.id, stream, revision: 0, position, type: event.type, data, meta },
      ]);
    });

    it.each(['text', 7, true, null, [1, 2]])('keeps %j as the data itself', async (data) => {
      const stream = newStream();
      await store().append(stream, 'none', [newEvent(data)]);
      expect((await readAll(store(), stream))[0]?.data).toEqual(data);
    });
  });
}
