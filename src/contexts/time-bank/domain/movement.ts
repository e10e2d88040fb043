import type { Part } from './parts.js';
import type { Posting } from './postings.js';

/**
 * The time-credit account of one volunteer. Every event explains itself: `postings` say which ledger
 * accounts moved, `into` which credit became spendable and `outOf` which ceased to be.
 */
export interface Movement {
  readonly volunteerId: string;
  readonly into: readonly Part[];
  readonly outOf: readonly Part[];
  readonly postings: readonly Posting[];
}
