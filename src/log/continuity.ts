import { type Checkpoint, parseCheckpoint } from './checkpoint.js';
import type { LogSource } from './log-source.js';
import { consistencyHolds, consistencyProof, consistencyRanges } from './merkle-proofs.js';
import type { NoteKey } from './signed-note.js';
import { rootOf } from './subtrees.js';
import { judgeCheckpoint } from './verify-proof.js';

export type Continuity =
  /** The log has grown, and what was there is there. */
  | 'consistent'
  | 'unchanged'
  /** The log shows less than it has shown. */
  | 'rolled-back'
  /** Something that had been signed was changed, dropped, inserted or reordered. */
  | 'forked'
  /** The tiles do not add up to the checkpoint: the log is damaged, or being changed. */
  | 'tiles-differ'
  | 'unknown-log'
  | 'bad-signature'
  | 'malformed';

export interface ContinuityResult {
  readonly verdict: Continuity;
  readonly old?: number;
  readonly now?: number;
  /** What continues the old checkpoint; to show to a witness. */
  readonly proof?: readonly Uint8Array[];
}

/** Whether one saved checkpoint continues another, by the tiles of the log. */
export async function continuityOf(
  texts: { readonly old: string; readonly now: string },
  keys: readonly NoteKey[],
  source: LogSource,
): Promise<ContinuityResult> {
  const [old, now] = [parseCheckpoint(texts.old), parseCheckpoint(texts.now)];
  if (!old || !now) return { verdict: 'malformed' };
  const sizes = { old: old.size, now: now.size };
  const unsigned = unsignedVerdict(old, keys) ?? unsignedVerdict(now, keys);
  if (unsigned || old.origin !== now.origin) return { verdict: unsigned ?? 'unknown-log' };
  if (now.size < old.size) return { verdict: 'rolled-back', ...sizes };
  if (now.size === old.size) {
    return { verdict: now.root.equals(old.root) ? 'unchanged' : 'forked', ...sizes };
  }
  return { ...(await grownFrom(old, now, source)), ...sizes };
}

/**
 * The old root as the tiles have it now, proved to be part of the tree that is signed now: it is the
 * old root as it was signed, or the log has forked.
 */
async function grownFrom(
  old: Checkpoint,
  now: Checkpoint,
  source: LogSource,
): Promise<ContinuityResult> {
  const ranges = [...consistencyRanges(old.size, now.size), { from: 0, to: old.size }];
  const reader = await source.readerFor(ranges, now.size);
  const proof = consistencyProof(reader, old.size, now.size);
  const shown = { size: old.size, root: rootOf(reader, old.size) };
  if (!consistencyHolds({ old: shown, now, proof })) return { verdict: 'tiles-differ' };
  return shown.root.equals(old.root) ? { verdict: 'consistent', proof } : { verdict: 'forked' };
}

function unsignedVerdict(checkpoint: Checkpoint, keys: readonly NoteKey[]) {
  const verdict = judgeCheckpoint(checkpoint, keys);
  if (verdict === 'good') return undefined;
  return verdict === 'bad' ? ('bad-signature' as const) : ('unknown-log' as const);
}
