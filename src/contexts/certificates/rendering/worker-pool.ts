import type { Worker } from 'node:worker_threads';
import { Rejection } from '../../../kernel/rejection.js';

export interface WorkerPoolOptions {
  /** Starts one worker; it answers every message with exactly one message. */
  readonly start: () => Worker;
  readonly size: number;
  /** Jobs that may wait; one more is refused rather than kept in memory. */
  readonly queueLimit: number;
  /** An unused worker ends after this long and gives its memory back. */
  readonly idleMs: number;
  /** A job that takes longer is given up with its worker. */
  readonly jobMs: number;
}

/** The same input is drawn as the same bytes, so a job may be done again; what kills twice is given up. */
const DEATHS_MAX = 2;

/**
 * Worker threads that are started when there is work and end when there is none. The job of a worker
 * that dies is done once more by a fresh one; a second death fails that job alone, with a refusal.
 */
export class WorkerPool<Job, Answer> {
  readonly #slots = new Set<Slot<Job, Answer>>();
  readonly #queue: Pending<Job, Answer>[] = [];
  #isClosed = false;

  constructor(private readonly options: WorkerPoolOptions) {}

  /** Worker threads alive now. */
  get workers(): number {
    return this.#slots.size;
  }

  run(job: Job): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const pending = { job, resolve, reject, deaths: 0 };
      if (this.#isClosed) return reject(failure('closed'));
      const slot = this.freeSlot();
      if (slot) this.give(slot, pending);
      else if (this.#queue.length >= this.options.queueLimit) {
        reject(new Rejection('certificates/renderer-busy'));
      } else this.#queue.push(pending);
    });
  }

  /** Ends all workers; whatever was still to be done fails. */
  async close(): Promise<void> {
    this.#isClosed = true;
    for (const pending of this.#queue.splice(0)) pending.reject(failure('closed'));
    await Promise.all([...this.#slots].map((slot) => this.drop(slot, failure('closed'))));
  }

  private freeSlot(): Slot<Job, Answer> | undefined {
    const idle = [...this.#slots].find((slot) => slot.pending === undefined);
    if (idle || this.#slots.size >= this.options.size) return idle;
    const slot: Slot<Job, Answer> = { worker: this.options.start() };
    this.#slots.add(slot);
    slot.worker.on('message', (answer: Answer) => this.finish(slot, answer));
    slot.worker.on('error', (error) => this.died(slot, error));
    slot.worker.on('exit', () => this.died(slot));
    return slot;
  }

  private died(slot: Slot<Job, Answer>, cause?: unknown): void {
    const { pending } = slot;
    if (pending) pending.deaths += 1;
    if (pending && pending.deaths < DEATHS_MAX) {
      slot.pending = undefined;
      // First, and whatever the length of the queue: it was let in once.
      this.#queue.unshift(pending);
    }
    void this.drop(slot, failure('worker-died', cause));
  }

  private give(slot: Slot<Job, Answer>, pending: Pending<Job, Answer>): void {
    clearTimeout(slot.timer);
    slot.pending = pending;
    slot.worker.ref();
    slot.timer = setTimeout(
      () => void this.drop(slot, failure('took-too-long')),
      this.options.jobMs,
    );
    slot.worker.postMessage(pending.job);
  }

  private finish(slot: Slot<Job, Answer>, answer: Answer): void {
    clearTimeout(slot.timer);
    slot.pending?.resolve(answer);
    slot.pending = undefined;
    const next = this.#queue.shift();
    if (next) return this.give(slot, next);
    // An idle worker must not keep the process alive.
    slot.worker.unref();
    slot.timer = setTimeout(() => void this.drop(slot, failure('idle')), this.options.idleMs);
    slot.timer.unref();
  }

  private async drop(slot: Slot<Job, Answer>, error: Rejection): Promise<void> {
    if (!this.#slots.delete(slot)) return;
    clearTimeout(slot.timer);
    slot.pending?.reject(error);
    slot.pending = undefined;
    const next = this.#queue[0];
    const replacement = next && this.freeSlot();
    if (next && replacement) {
      this.#queue.shift();
      this.give(replacement, next);
    }
    await slot.worker.terminate();
  }
}

interface Pending<Job, Answer> {
  readonly job: Job;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: Error) => void;
  /** Workers that died of it. */
  deaths: number;
}

interface Slot<Job, Answer> {
  readonly worker: Worker;
  pending?: Pending<Job, Answer> | undefined;
  timer?: NodeJS.Timeout;
}

function failure(reason: string, cause?: unknown): Rejection {
  return new Rejection('certificates/renderer-failed', { reason }, { cause });
}
