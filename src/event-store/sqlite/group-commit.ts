/**
 * Group commit: appends that wait at the same moment share one transaction, and so one flush of the
 * disk. Each is answered only after the commit; one that is refused fails alone.
 *
 * There is no timer. A batch is taken on the next turn of the event loop, so a lone append waits
 * for nobody (`docs/adr/0003-group-commit.md`).
 */
export interface Job<Result> {
  /** Runs inside the transaction. A `Refused` must be thrown before anything is written. */
  readonly run: () => Result;
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
}

/** Appends in one transaction: bounds how long the event loop is held. */
const BATCH_MAX = 256;
/** Turns of the event loop that a crowd may go on gathering. */
const TURNS_MAX = 16;

export class GroupCommit<Result> {
  #queue: Job<Result>[] = [];
  #scheduled = false;
  /** Appends of the last transaction: more than one is a crowd, and more of it is on its way. */
  #lastBatch = 0;

  /**
   * @param transaction runs the given function in one durable transaction
   * @param translate   turns a failed commit into the error its job receives
   */
  constructor(
    private readonly transaction: (body: () => void) => void,
    private readonly translate: (error: unknown) => Error,
  ) {}

  submit(run: () => Result): Promise<Result> {
    return new Promise((resolve, reject) => {
      this.#queue.push({ run, resolve, reject });
      this.#schedule();
    });
  }

  /** Commits everything that waits, now. */
  flush(): void {
    while (this.#queue.length > 0) this.#commit(this.#queue.splice(0, BATCH_MAX));
  }

  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    this.#gather(0, 0);
  }

  /** Commits on the next turn; in a crowd, on the first turn that brings nobody new. */
  #gather(waited: number, before: number): void {
    setImmediate(() => {
      const waiting = this.#queue.length;
      const isGrowing = waiting > before && waiting < BATCH_MAX && waited < TURNS_MAX;
      if (this.#lastBatch > 1 && isGrowing) return this.#gather(waited + 1, waiting);
      this.#scheduled = false;
      const batch = this.#queue.splice(0, BATCH_MAX);
      this.#lastBatch = batch.length;
      this.#commit(batch);
      if (this.#queue.length > 0) this.#schedule();
    });
  }

  #commit(jobs: readonly Job<Result>[]): void {
    if (jobs.length === 0) return;
    const answers: (() => void)[] = [];
    try {
      this.transaction(() => {
        for (const job of jobs) answers.push(answerOf(job));
      });
    } catch (error) {
      this.#failed(jobs, error);
      return;
    }
    for (const answer of answers) answer();
  }

  /** Nothing of the batch was written. Each job is tried alone, so that one cannot sink the others. */
  #failed(jobs: readonly Job<Result>[], error: unknown): void {
    if (jobs.length > 1) for (const job of jobs) this.#commit([job]);
    else jobs[0]?.reject(this.translate(error));
  }
}

/** A job's refusal of its own input: caught inside the transaction, so that the others go on. */
export class Refused extends Error {
  constructor(readonly reason: Error) {
    super(reason.message);
  }
}

function answerOf<Result>(job: Job<Result>): () => void {
  try {
    const result = job.run();
    return () => job.resolve(result);
  } catch (error) {
    if (error instanceof Refused) return () => job.reject(error.reason);
    throw error;
  }
}
