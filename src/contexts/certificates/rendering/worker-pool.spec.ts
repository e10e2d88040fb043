import { Worker } from 'node:worker_threads';
import { WorkerPool, type WorkerPoolOptions } from './worker-pool.js';

/** A worker in plain JavaScript: answers, dies, throws, eats or stays silent as the job says. */
const CODE = `
  const { parentPort, threadId, workerData: nth } = require('node:worker_threads');
  parentPort.on('message', (job) => {
    if (job === 'die' || (job === 'die once' && nth === 1)) process.exit(1);
    if (job === 'throw') throw new Error('broken');
    if (job === 'eat') for (const all = []; ; ) all.push(Array(10_000).fill({}));
    if (job !== 'hang') parentPort.postMessage(job + '@' + threadId);
  });
`;

function poolOf(options: Partial<WorkerPoolOptions> = {}): {
  pool: WorkerPool<string, string>;
  started: () => number;
} {
  let started = 0;
  const start = (): Worker => {
    started += 1;
    const resourceLimits = { maxOldGenerationSizeMb: 16 };
    return new Worker(CODE, { eval: true, stderr: true, workerData: started, resourceLimits });
  };
  const pool = new WorkerPool<string, string>({
    start,
    size: 1,
    queueLimit: 2,
    idleMs: 60_000,
    jobMs: 60_000,
    ...options,
  });
  return { pool, started: () => started };
}

describe('the worker pool', () => {
  it('starts no thread before there is work, and uses it again', async () => {
    const { pool, started } = poolOf();
    expect(pool.workers).toBe(0);
    const first = await pool.run('a');
    const second = await pool.run('b');
    expect(first.split('@')[1]).toBe(second.split('@')[1]);
    expect(started()).toBe(1);
    await pool.close();
    expect(pool.workers).toBe(0);
  });

  it('does the job of a thread that died once more, before all that wait', async () => {
    const { pool, started } = poolOf();
    const answers: string[] = [];
    const jobs = ['die once', 'next', 'more'].map(async (job) => answers.push(await pool.run(job)));
    await Promise.all(jobs);
    expect(answers.map((answer) => answer.split('@')[0])).toEqual(['die once', 'next', 'more']);
    expect(started()).toBe(2);
    await pool.close();
  });

  it.each(['die', 'throw', 'eat'])('fails only a job of which two threads %p', async (end) => {
    const { pool, started } = poolOf();
    const jobs = await Promise.allSettled([pool.run(end), pool.run('next'), pool.run('more')]);
    expect(jobs.map((job) => job.status)).toEqual(['rejected', 'fulfilled', 'fulfilled']);
    expect(jobs[0]).toMatchObject({
      reason: { code: 'certificates/renderer-failed', facts: { reason: 'worker-died' } },
    });
    expect(started()).toBe(3);
    await pool.close();
  });

  it('refuses a job when too many wait', async () => {
    const { pool } = poolOf();
    const waiting = [pool.run('a'), pool.run('b'), pool.run('c')];
    await expect(pool.run('d')).rejects.toMatchObject({ code: 'certificates/renderer-busy' });
    await Promise.all(waiting);
    await pool.close();
  });

  it('gives up a job that takes too long', async () => {
    const { pool } = poolOf({ jobMs: 50 });
    await expect(pool.run('hang')).rejects.toMatchObject({ facts: { reason: 'took-too-long' } });
    await pool.close();
  });

  it('ends an idle thread', async () => {
    const { pool } = poolOf({ idleMs: 1 });
    await pool.run('a');
    while (pool.workers > 0) await new Promise((resolve) => setImmediate(resolve));
    expect(await pool.run('b')).toMatch(/^b@/);
    await pool.close();
  });

  it('fails what waits when it is closed', async () => {
    const { pool } = poolOf();
    const jobs = Promise.allSettled([pool.run('hang'), pool.run('b')]);
    await pool.close();
    expect((await jobs).map((job) => job.status)).toEqual(['rejected', 'rejected']);
    await expect(pool.run('c')).rejects.toMatchObject({ facts: { reason: 'closed' } });
  });
});
