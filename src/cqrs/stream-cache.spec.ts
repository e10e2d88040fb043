import { StreamCache, type StreamState } from './stream-cache.js';

/** What the cache may hold; an empty stream weighs one, so that many of them weigh something too. */
const HALF = 100_000;

function folded(events: number): StreamState<string> {
  return {
    ...{ state: `of ${events}`, revision: events - 2, mark: '', kept: -1 },
    commands: new Map(),
  };
}

describe('the cache of folded streams', () => {
  it('gives back what was kept, by stream', () => {
    const cache = new StreamCache();
    const entry = folded(10);
    cache.set('a-1', entry);
    expect(cache.get('a-1')).toBe(entry);
    expect(cache.get('a-2')).toBeUndefined();
  });

  it('drops the least recently used stream when the events get too many', () => {
    const cache = new StreamCache();
    const [a, b] = [folded(HALF), folded(HALF)];
    cache.set('a-1', a);
    cache.set('b-1', b);
    cache.set('a-1', a);
    cache.set('c-1', folded(HALF));
    expect(cache.get('b-1')).toBeUndefined();
    expect(cache.get('a-1')).toBe(a);
    expect(cache.get('c-1')).toBeDefined();
  });

  it('keeps the stream at hand, even one heavier than the whole cache', () => {
    const cache = new StreamCache();
    cache.set('a-1', folded(10));
    cache.set('b-1', folded(5 * HALF));
    expect(cache.get('b-1')).toBeDefined();
    expect(cache.get('a-1')).toBeUndefined();
    cache.set('c-1', folded(10));
    expect(cache.get('b-1')).toBeUndefined();
    expect(cache.get('c-1')).toBeDefined();
  });

  it('weighs a stream once, however often it is kept', () => {
    const cache = new StreamCache();
    for (let i = 0; i < 5; i += 1) cache.set('a-1', folded(HALF));
    cache.set('b-1', folded(HALF));
    expect(cache.get('a-1')).toBeDefined();
    expect(cache.get('b-1')).toBeDefined();
  });

  it('a deleted stream weighs nothing', () => {
    const cache = new StreamCache();
    cache.set('a-1', folded(HALF));
    cache.delete('a-1');
    cache.delete('never-1');
    expect(cache.get('a-1')).toBeUndefined();
    cache.set('b-1', folded(HALF));
    cache.set('c-1', folded(HALF));
    expect(cache.get('b-1')).toBeDefined();
  });
});
