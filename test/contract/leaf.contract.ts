import type { NewEvent } from '../../src/event-store/event-store.js';
import type { Json } from '../../src/kernel/message.js';
import { leafOf } from '../../src/log/leaf.js';
import { metaOf, newEvent, newStream, readAll } from '../support/store-events.js';
import type { Subject } from './event-store.contract.js';

/** What JSON has more than one way to write. */
const DATA: readonly Json[] = [
  { z: 1, a: { y: [1, 2, { x: null }], b: true }, 站: '名' },
  { zero: -0, small: 1e-7, large: 1e21, exact: 0.1, max: Number.MAX_SAFE_INTEGER },
  { text: 'a "quoted" \\ud800 \u2028 \u0007 é e\u0301 👩‍👧' },
  { '': [], '10': 1, '9': 2, __proto__: null },
  { dropped: undefined, kept: null },
];

/** The log proves what was stored: whatever holds the events, a leaf has the same bytes. */
export function leafContract(store: Subject): void {
  it('an event has the leaf it was appended with, read or followed', async () => {
    const stream = newStream();
    const events: NewEvent[] = DATA.map((data) => ({
      ...newEvent(data),
      meta: metaOf({
        policies: { b: '2', a: '1' },
        actor: { accountId: 'a', role: 'r', scope: '*' },
      }),
    }));
    await store().append(stream, 'none', events);
    const wanted = events.map((event, revision) =>
      leafOf({ ...event, stream, revision, position: 'of the store' }).toString('utf8'),
    );
    const read = await readAll(store(), stream);
    expect(read.map((event) => leafOf(event).toString('utf8'))).toEqual(wanted);
    const stop = new AbortController();
    const followed: string[] = [];
    for await (const page of store().subscribe({ after: null, signal: stop.signal })) {
      const own = page.events.filter((event) => event.stream === stream);
      followed.push(...own.map((event) => leafOf(event).toString('utf8')));
      if (followed.length >= wanted.length || page.caughtUp) break;
    }
    stop.abort();
    expect(followed).toEqual(wanted);
  });
}
