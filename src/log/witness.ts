import { parseAddition } from './add-checkpoint.js';
import { type Checkpoint, parseCheckpoint } from './checkpoint.js';
import { cosign } from './cosignature.js';
import { EMPTY_ROOT } from './hashing.js';
import { consistencyHolds } from './merkle-proofs.js';
import { formatSignature, type NoteKey, type NoteSigner } from './signed-note.js';
import { judgeCheckpoint } from './verify-proof.js';

/** What a witness remembers between two checkpoints of a log. */
export abstract class WitnessMemory {
  /** Keys of the logs it was told to watch; a key's name is the origin. */
  abstract keysOf(origin: string): readonly NoteKey[];
  /** The checkpoint it cosigned last, word for word. */
  abstract latest(origin: string): string | undefined;
  /** Durable when it returns. */
  abstract keep(origin: string, checkpoint: string): void;
  /** A request that may prove that a log has misbehaved. */
  abstract keepEvidence(origin: string, request: string): void;
}

/** An answer of C2SP tlog-witness; `why` is for people. */
export interface WitnessAnswer {
  readonly status: 200 | 400 | 403 | 404 | 409 | 422;
  /** Cosignature lines, or the size of the checkpoint seen last. */
  readonly body: string;
  readonly why: string;
}

const refused = (status: WitnessAnswer['status'], why: string): WitnessAnswer => ({
  ...{ status, body: `${why}\n`, why },
});

/**
 * A witness: it has seen each log grow, cosigns only what continues what it saw, and never a smaller
 * or another tree. Checking and keeping happen in one go, so two requests can't undo each other.
 */
export class Witness {
  constructor(
    private readonly signer: NoteSigner,
    private readonly memory: WitnessMemory,
  ) {}

  /** @param seconds since 1970, now */
  addCheckpoint(request: string, seconds: number): WitnessAnswer {
    const addition = parseAddition(request);
    const checkpoint = addition && parseCheckpoint(addition.checkpoint);
    if (!addition || !checkpoint) return refused(400, 'this is no add-checkpoint request');
    const unknown = this.#signatureProblem(checkpoint);
    if (unknown) return unknown;
    if (addition.old > checkpoint.size) return refused(400, 'the old size is the larger one');
    const seen = this.#seen(checkpoint.origin);
    if (addition.old !== seen.size) {
      const why = `the last checkpoint seen has ${seen.size} entries, not ${addition.old}`;
      return { status: 409, body: `${seen.size}\n`, why };
    }
    if (!consistencyHolds({ old: seen, now: checkpoint, proof: addition.proof })) {
      this.memory.keepEvidence(checkpoint.origin, request);
      return refused(422, forkMessage(seen.size, checkpoint));
    }
    return this.#cosign(checkpoint, addition.checkpoint, seconds);
  }

  #signatureProblem(checkpoint: Checkpoint): WitnessAnswer | undefined {
    const keys = this.memory.keysOf(checkpoint.origin);
    if (keys.length === 0) return refused(404, `not watched here: ${checkpoint.origin}`);
    const verdict = judgeCheckpoint(checkpoint, keys);
    return verdict === 'good' ? undefined : refused(403, 'no known key of the log has signed this');
  }

  #seen(origin: string): { readonly size: number; readonly root: Buffer } {
    const latest = this.memory.latest(origin);
    if (latest === undefined) return { size: 0, root: EMPTY_ROOT };
    const checkpoint = parseCheckpoint(latest);
    // Forgetting what was seen is the one thing a witness must not do.
    if (!checkpoint) throw new Error(`the checkpoint kept of ${origin} can't be read`);
    return checkpoint;
  }

  #cosign(checkpoint: Checkpoint, signed: string, seconds: number): WitnessAnswer {
    const { origin, size, note } = checkpoint;
    const line = formatSignature(cosign(note.text, seconds, this.signer));
    this.memory.keep(origin, signed + line);
    return { status: 200, body: line, why: `cosigned at ${size} entries` };
  }
}

function forkMessage(seen: number, { origin, size }: Checkpoint): string {
  return (
    `FORK: ${origin} shows ${size} entries that do not continue the ${seen} seen before; ` +
    'entries were changed, dropped or reordered'
  );
}
