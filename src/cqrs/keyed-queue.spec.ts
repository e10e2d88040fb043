import { KeyedQueue } from './keyed-queue.js';

interface Gate {
  readonly opened: Promise<void>;
  readonly open: () => void;
}

function gate(): Gate {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}

describe('a keyed queue', () => {
  it('runs tasks of one key one after the other, in order of arrival', async () => {
    const queue = new KeyedQueue();
    const log: string[] = [];
    const first = gate();
    const a = queue.run('k', async () => {
      log.push('a begins');
      await first.opened;
      log.push('a ends');
    });
    const b = queue.run('k', async () => {
      log.push('b');
    });
    await new Promise(setImmediate);
    expect(log).toEqual(['a begins']);
    first.open();
    await Promise.all([a, b]);
    expect(log).toEqual(['a begins', 'a ends', 'b']);
  });

  it('does not make one key wait for another', async () => {
    const queue = new KeyedQueue();
    const held = gate();
    const waiting = queue.run('slow', () => held.opened);
    await expect(queue.run('quick', async () => 'done')).resolves.toBe('done');
    held.open();
    await waiting;
  });

  it('a task that fails tells its own caller and nobody after it', async () => {
    const queue = new KeyedQueue();
    const failing = queue.run('k', () => Promise.reject(new Error('mine')));
    const next = queue.run('k', async () => 'fine');
    await expect(failing).rejects.toThrow('mine');
    await expect(next).resolves.toBe('fine');
  });
});
