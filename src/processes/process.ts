import type { Command, CommandMeta, Recorded } from '../kernel/message.js';

/**
 * An effect that crosses contexts, one sentence per file: when this happened, do that. Pure: what it
 * needs stands in the event. It runs at least once per event; its commands carry ids derived from
 * the event, so a repeat is answered with the first receipt.
 */
export interface Process {
  /** Stored with the checkpoint: never rename. */
  readonly name: string;
  /** Event types it reacts to. */
  readonly on: readonly string[];
  readonly react: (event: Recorded, meta: MetaOf) => readonly Command[];
}

/** Metadata for the n-th command of a reaction: `new IssueCredit(data, meta(0))`. */
export type MetaOf = (step: number) => CommandMeta;
