import { jest } from '@jest/globals';
import { pino } from 'pino';
import { Sweeper } from './sweeper.js';

interface Turn {
  readonly finish: (done: number) => void;
  readonly fail: (error: Error) => void;
}

/** A sweep that ends when the test says so. */
class TestSweeper extends Sweeper {
  readonly turns: Turn[] = [];

  protected sweep(): Promise<number> {
    return new Promise((resolve, reject) => {
      this.turns.push({ finish: resolve, fail: reject });
    });
  }
}

const errors: unknown[] = [];
const logger = pino({ level: 'error' }, { write: (line) => errors.push(JSON.parse(line)) });
let sweeper: TestSweeper;

beforeEach(() => {
  jest.useFakeTimers();
  errors.length = 0;
  sweeper = new TestSweeper('test sweep', logger);
});
afterEach(() => {
  jest.useRealTimers();
});

describe('a sweeper', () => {
  it('looks at the start and every minute after it, and no more after the end', async () => {
    sweeper.onApplicationBootstrap();
    expect(sweeper.turns).toHaveLength(0);
    await jest.advanceTimersByTimeAsync(1_000);
    expect(sweeper.turns).toHaveLength(1);
    sweeper.turns[0]?.finish(0);
    await jest.advanceTimersByTimeAsync(60_000);
    expect(sweeper.turns).toHaveLength(2);
    sweeper.turns[1]?.finish(0);
    await sweeper.onModuleDestroy();
    await jest.advanceTimersByTimeAsync(600_000);
    expect(sweeper.turns).toHaveLength(2);
  });

  it.each([
    ['at rest', () => (sweeper.onApplicationBootstrap(), sweeper.rest())],
    ['at rest before it began', () => (sweeper.rest(), sweeper.onApplicationBootstrap())],
  ])('%s does only what it is asked for', async (_name, rest) => {
    rest();
    await jest.advanceTimersByTimeAsync(600_000);
    expect(sweeper.turns).toHaveLength(0);
    const asked = sweeper.sweepNow();
    sweeper.turns[0]?.finish(2);
    expect(await asked).toBe(2);
  });

  it('never runs twice at once: who asks meanwhile gets the same answer', async () => {
    const [first, second] = [sweeper.sweepNow(), sweeper.sweepNow()];
    expect(sweeper.turns).toHaveLength(1);
    sweeper.turns[0]?.finish(3);
    expect(await Promise.all([first, second])).toEqual([3, 3]);
    const third = sweeper.sweepNow();
    expect(sweeper.turns).toHaveLength(2);
    sweeper.turns[1]?.finish(0);
    expect(await third).toBe(0);
  });

  it('logs a failure and goes on at the next minute', async () => {
    sweeper.onApplicationBootstrap();
    await jest.advanceTimersByTimeAsync(1_000);
    sweeper.turns[0]?.fail(new Error('disk'));
    await jest.advanceTimersByTimeAsync(60_000);
    expect(errors).toMatchObject([{ msg: 'test sweep', err: { message: 'disk' } }]);
    expect(sweeper.turns).toHaveLength(2);
    sweeper.turns[1]?.finish(0);
    await sweeper.onModuleDestroy();
  });

  it('takes a sweep that throws at once for one that failed', async () => {
    class Hasty extends Sweeper {
      protected sweep(): Promise<number> {
        throw new Error('at once');
      }
    }
    const hasty = new Hasty('hasty', pino({ level: 'silent' }));
    await expect(hasty.sweepNow()).rejects.toThrow('at once');
    await hasty.onModuleDestroy();
  });

  it('waits at the end for what is running, even if that fails', async () => {
    const running = sweeper.sweepNow().catch(() => 'failed');
    let ended = false;
    const end = sweeper.onModuleDestroy().then(() => {
      ended = true;
    });
    await Promise.resolve();
    expect(ended).toBe(false);
    sweeper.turns[0]?.fail(new Error('disk'));
    await end;
    expect(await running).toBe('failed');
  });
});
