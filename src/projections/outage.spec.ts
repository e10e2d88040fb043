import Database from 'better-sqlite3';
import { EventStoreError } from '../event-store/event-store.js';
import { isOutage, throughOutages } from './outage.js';

/** What SQLite really says when a database may not grow. */
function fullDisk(): unknown {
  const db = new Database(':memory:');
  db.exec('CREATE TABLE t (a TEXT)');
  db.pragma('max_page_count = 2');
  try {
    db.prepare('INSERT INTO t VALUES (?)').run('x'.repeat(100_000));
  } catch (error) {
    return error;
  }
  throw new Error('it fitted');
}

describe('an outage', () => {
  it('is a full disk or a store that does not answer', () => {
    expect(isOutage(fullDisk())).toBe(true);
    expect(isOutage(new EventStoreError('unavailable', ''))).toBe(true);
    expect(isOutage(new EventStoreError('full', ''))).toBe(true);
  });

  it('is not what an event or a command brings about itself', () => {
    const constraint = Object.assign(new Error('UNIQUE'), { code: 'SQLITE_CONSTRAINT_UNIQUE' });
    expect(isOutage(constraint)).toBe(false);
    expect(isOutage(new EventStoreError('too-large', ''))).toBe(false);
    expect(isOutage(new EventStoreError('corrupt', ''))).toBe(false);
    expect(isOutage(new TypeError('undefined'))).toBe(false);
  });

  it('is waited for; anything else is passed on', async () => {
    const outages: unknown[] = [];
    let runs = 0;
    const work = async (): Promise<void> => {
      runs += 1;
      if (runs === 1) throw fullDisk();
      if (runs === 2) throw new TypeError('a bug');
    };
    const { signal } = new AbortController();
    const onOutage = (error: unknown) => void outages.push(error);
    await expect(throughOutages(work, { signal, onOutage })).rejects.toThrow('a bug');
    expect([runs, outages.length]).toEqual([2, 1]);
  });

  it('is not waited for by one who is stopping', async () => {
    const stop = new AbortController();
    stop.abort();
    const work = (): Promise<void> => Promise.reject(new EventStoreError('full', ''));
    const options = { signal: stop.signal, onOutage: () => undefined };
    await expect(throughOutages(work, options)).rejects.toMatchObject({ fault: 'full' });
  });
});
