import { GroupCommit, Refused } from './group-commit.js';

/** A transaction that keeps what its body did, or forgets it when the body or the commit fails. */
class Journal {
  readonly kept: number[][] = [];
  open: number[] = [];
  failCommits = 0;

  readonly run = (body: () => void): void => {
    this.open = [];
    body();
    if (this.failCommits > 0) {
      this.failCommits -= 1;
      throw new Error('disk full');
    }
    this.kept.push(this.open);
  };
}

function groupCommitOn(journal: Journal): GroupCommit<number> {
  return new GroupCommit<number>(journal.run, (error) => new Error(`translated: ${String(error)}`));
}

const numbers = (count: number): number[] => Array.from({ length: count }, (_, n) => n);

describe('group commit', () => {
  it('puts what waits at the same moment into one transaction, in order', async () => {
    const journal = new Journal();
    const commits = groupCommitOn(journal);
    const answers = await Promise.all(
      numbers(64).map((n) => commits.submit(() => journal.open.push(n))),
    );
    expect(journal.kept).toEqual([numbers(64)]);
    expect(answers).toEqual(numbers(64).map((n) => n + 1));
  });

  it('bounds a transaction', async () => {
    const journal = new Journal();
    const commits = groupCommitOn(journal);
    await Promise.all(numbers(600).map((n) => commits.submit(() => journal.open.push(n))));
    expect(journal.kept.map(({ length }) => length)).toEqual([256, 256, 88]);
    expect(journal.kept.flat()).toEqual(numbers(600));
  });

  it('answers nobody before the commit', async () => {
    const journal = new Journal();
    const commits = groupCommitOn(journal);
    let answered = false;
    const answer = commits.submit(() => {
      queueMicrotask(() =>
        expect(answered || journal.kept.length > 0).toBe(journal.kept.length > 0),
      );
      return journal.open.push(1);
    });
    void answer.then(() => (answered = true));
    expect(journal.kept).toEqual([]);
    await answer;
    expect(journal.kept).toHaveLength(1);
  });

  it('refuses one and keeps the others, in the same transaction', async () => {
    const journal = new Journal();
    const commits = groupCommitOn(journal);
    const answers = await Promise.allSettled(
      numbers(5).map((n) =>
        commits.submit(() => {
          if (n === 2) throw new Refused(new Error('conflict'));
          return journal.open.push(n);
        }),
      ),
    );
    expect(journal.kept).toEqual([[0, 1, 3, 4]]);
    expect(answers[2]).toMatchObject({ status: 'rejected', reason: { message: 'conflict' } });
  });

  it('isolates one that breaks the transaction: the others are committed without it', async () => {
    const journal = new Journal();
    const commits = groupCommitOn(journal);
    const answers = await Promise.allSettled(
      numbers(4).map((n) =>
        commits.submit(() => {
          journal.open.push(n);
          if (n === 1) throw new TypeError('a bug');
          return n;
        }),
      ),
    );
    expect(journal.kept).toEqual([[0], [2], [3]]);
    expect(answers.map(({ status }) => status)).toEqual([
      'fulfilled',
      'rejected',
      'fulfilled',
      'fulfilled',
    ]);
    expect(answers[1]).toMatchObject({ reason: { message: 'translated: TypeError: a bug' } });
  });

  it('tells everyone when no commit succeeds', async () => {
    const journal = new Journal();
    journal.failCommits = 4;
    const commits = groupCommitOn(journal);
    const answers = await Promise.allSettled(
      numbers(3).map((n) => commits.submit(() => journal.open.push(n))),
    );
    expect(answers.every(({ status }) => status === 'rejected')).toBe(true);
    expect(journal.kept).toEqual([]);
    await expect(commits.submit(() => journal.open.push(9))).resolves.toBe(1);
  });

  it('commits what waits when it is flushed, and nothing twice', async () => {
    const journal = new Journal();
    const commits = groupCommitOn(journal);
    const answers = Promise.all(numbers(3).map((n) => commits.submit(() => journal.open.push(n))));
    commits.flush();
    expect(journal.kept).toEqual([[0, 1, 2]]);
    await answers;
    await new Promise(setImmediate);
    expect(journal.kept).toHaveLength(1);
  });
});

describe('a crowd', () => {
  /** Submits one append, and one more on each of the next turns of the event loop. */
  async function trickle(commits: GroupCommit<number>, journal: Journal, turns: number) {
    const answers: Promise<number>[] = [];
    for (let turn = 0; turn < turns; turn += 1) {
      answers.push(commits.submit(() => journal.open.push(turn)));
      await new Promise(setImmediate);
    }
    await Promise.all(answers);
  }

  it('gathers as long as each turn brings somebody, in bounded time', async () => {
    const journal = new Journal();
    const commits = groupCommitOn(journal);
    await Promise.all(numbers(2).map((n) => commits.submit(() => journal.open.push(n))));
    await trickle(commits, journal, 10);
    await Promise.all(numbers(2).map((n) => commits.submit(() => journal.open.push(n))));
    await trickle(commits, journal, 40);
    const sizes = journal.kept.map(({ length }) => length);
    expect(sizes.slice(0, 3)).toEqual([2, 10, 2]);
    expect(sizes[3]).toBeGreaterThan(10);
    expect(sizes[3]).toBeLessThan(40);
  });

  it('is not waited for by somebody alone', async () => {
    const journal = new Journal();
    await trickle(groupCommitOn(journal), journal, 5);
    expect(journal.kept.map(({ length }) => length)).toEqual([1, 1, 1, 1, 1]);
  });
});
