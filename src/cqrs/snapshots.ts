import type { EventStore } from '../event-store/event-store.js';
import type { Decider, SnapshotTerms } from '../kernel/decider.js';
import type { DomainEvent } from '../kernel/message.js';
import type { StreamState } from './stream-cache.js';

/** Of a decider: what it takes to fold a stream. */
export type Folding<S> = Pick<Decider<never, S, DomainEvent>, 'initialState'> & {
  readonly snapshot?: SnapshotTerms<S>;
};

/**
 * Where folds are put away between two starts: a cache, never a source of truth. The executor folds
 * what came after, and the append checks the revision.
 */
export abstract class Snapshots {
  /** The fold as it was put away, if it still belongs to this ledger and this code; else nothing. */
  abstract open<S>(folding: Folding<S>, stream: string, store: EventStore): Promise<StreamState<S>>;

  /** Puts the fold away when it is time to. Never throws: without a snapshot all goes on, slower. */
  abstract keep<S>(folding: Folding<S>, stream: string, entry: StreamState<S>): void;

  abstract close(): void;
}

/** What was put away can't be read: the file is given up, and the stream folded from its start. */
export class SnapshotLost extends Error {
  constructor(options: ErrorOptions) {
    super('a snapshot cannot be read', options);
    this.name = 'SnapshotLost';
  }
}

export function unfolded<S>({ initialState }: Folding<S>): StreamState<S> {
  return { state: initialState(), revision: -1, mark: '', kept: -1, commands: new Map() };
}

/** Every fold from the start. */
export class NoSnapshots extends Snapshots {
  async open<S>(folding: Folding<S>): Promise<StreamState<S>> {
    return unfolded(folding);
  }

  keep(): void {
    // Nothing is put away.
  }

  close(): void {
    // Nothing is open.
  }
}
