import { setTimeout as after } from 'node:timers/promises';
import type { Logger } from 'pino';
import { formatAddition } from './add-checkpoint.js';
import type { CheckpointBook, SignedCheckpoint } from './checkpoint-book.js';
import { cosignedAt } from './cosignature.js';
import type { LogTree } from './log-tree.js';
import { consistencyProof } from './merkle-proofs.js';
import { formatSignature, NOTE_CHARS_MAX, parseNote, parseSignatures } from './signed-note.js';
import type { WitnessAddress } from './witness-list.js';

const RETRY_MS = { first: 1_000, longest: 600_000 };
const TIMEOUT_MS = 15_000;
/** A witness that has seen another size says so once; more often, something is wrong. */
const CONFLICTS_MAX = 2;

export interface WitnessState {
  readonly name: string;
  /** The largest checkpoint it has cosigned; 0 for none. */
  readonly size: number;
  /** Why the last try failed. */
  readonly trouble: string | null;
}

interface Lane {
  readonly witness: WitnessAddress;
  /** What the witness has seen, as far as we know. */
  seen: number;
  trouble: string | null;
  running: Promise<void> | undefined;
}

/**
 * Shows each new checkpoint to the witnesses and keeps what they sign. Each has a lane of its own:
 * one that does not answer holds up nobody, and it is told the newest checkpoint when it is back.
 */
export class WitnessPush {
  readonly #lanes: readonly Lane[];
  readonly #stop = new AbortController();

  constructor(
    private readonly parts: {
      readonly tree: LogTree;
      readonly book: CheckpointBook;
      readonly logger: Logger;
      readonly retryMs?: typeof RETRY_MS;
    },
    witnesses: readonly WitnessAddress[],
  ) {
    this.#lanes = witnesses.map((witness) => ({
      ...{ witness, trouble: null, running: undefined },
      seen: parts.book.cosignedSize(witness.key.name),
    }));
  }

  states(): readonly WitnessState[] {
    return this.#lanes.map(({ witness, trouble }) => ({
      name: witness.key.name,
      size: this.parts.book.cosignedSize(witness.key.name),
      trouble,
    }));
  }

  /** There is a new checkpoint. Returns at once. */
  push(): void {
    for (const lane of this.#lanes) {
      lane.running ??= this.#serve(lane).finally(() => {
        lane.running = undefined;
      });
    }
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    await Promise.all(this.#lanes.flatMap(({ running }) => running ?? []));
  }

  async #serve(lane: Lane): Promise<void> {
    const { retryMs = RETRY_MS, book, logger } = this.parts;
    const { signal } = this.#stop;
    for (let pause = retryMs.first; !signal.aborted;) {
      const latest = book.latest();
      if (!latest || latest.size <= book.cosignedSize(lane.witness.key.name)) return;
      lane.trouble = await this.#show(lane, latest).catch((error: unknown) => reasonOf(error));
      if (lane.trouble === null) {
        pause = retryMs.first;
        continue;
      }
      if (signal.aborted) return;
      logger.warn({ witness: lane.witness.key.name, trouble: lane.trouble }, 'log: not witnessed');
      await after(pause, undefined, { signal, ref: false }).catch(() => undefined);
      pause = Math.min(pause * 2, retryMs.longest);
    }
  }

  /** @returns what is in the way, or null */
  async #show(lane: Lane, latest: SignedCheckpoint): Promise<string | null> {
    for (let conflicts = 0; conflicts < CONFLICTS_MAX; conflicts += 1) {
      if (lane.seen > latest.size) return `has seen ${lane.seen} entries: this log was cut`;
      const { status, body } = await this.#post(lane, latest);
      if (status === 200) return this.#keep(lane, latest, body);
      if (status !== 409) return `answered ${status}: ${body.slice(0, 200).trim()}`;
      if (!/^(0|[1-9]\d{0,15})\n$/.test(body)) return 'answered 409 without a size';
      lane.seen = Number(body);
    }
    return 'keeps changing its mind about what it has seen';
  }

  async #post({ witness, seen }: Lane, { size, note }: SignedCheckpoint) {
    const proof = consistencyProof(this.parts.tree, seen, size);
    const answer = await fetch(`${witness.url}/add-checkpoint`, {
      method: 'POST',
      body: formatAddition({ old: seen, proof, checkpoint: note }),
      redirect: 'error',
      signal: AbortSignal.any([this.#stop.signal, AbortSignal.timeout(TIMEOUT_MS)]),
    });
    return { status: answer.status, body: (await answer.text()).slice(0, NOTE_CHARS_MAX) };
  }

  #keep(lane: Lane, { size, note }: SignedCheckpoint, body: string): string | null {
    const { key } = lane.witness;
    const text = parseNote(note)?.text ?? '';
    const own = (parseSignatures(body) ?? []).find(
      (signature) => cosignedAt({ text, signatures: [signature] }, key) !== undefined,
    );
    if (!own) return 'answered without a good cosignature';
    this.parts.book.addCosignature(size, key.name, formatSignature(own));
    lane.seen = size;
    return null;
  }
}

function reasonOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return cause instanceof Error ? cause.message : String(cause);
}
