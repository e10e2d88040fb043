import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { EventStore } from '../event-store/event-store.js';
import { freeze, thaw } from './frozen-state.js';
import { type Lookup, PagedRecall } from './paged-recall.js';
import { COMMANDS, digestOf, type SnapshotRow, SnapshotTables } from './snapshot-tables.js';
import { type Folding, SnapshotLost, Snapshots, unfolded } from './snapshots.js';
import type { CommandRecord, StreamState } from './stream-cache.js';

/** Events folded since the last snapshot: what a start folds again at most. */
const EVERY = 64;
const ENDS = ['', '-wal', '-shm'] as const;

export interface SnapshotOptions {
  /** Starts with an empty file. */
  readonly anew?: boolean;
  readonly every?: number;
  /** Told once when the file can't be used: the product goes on without it. */
  readonly onTrouble?: (error: unknown) => void;
}

/** Folds on disk, for the one executor of this process. */
export class SnapshotFile extends Snapshots {
  readonly #path: string | null;
  readonly #every: number;
  readonly #recalls = new WeakMap<object, Map<string, PagedRecall<unknown>>>();
  #file: SnapshotTables | undefined;
  #writable = true;

  /** @param folder the data folder, or null for a file in memory */
  constructor(
    folder: string | null,
    private readonly options: SnapshotOptions = {},
  ) {
    super();
    this.#path = folder && join(folder, 'snapshots.db');
    this.#every = options.every ?? EVERY;
    if (options.anew) this.#remove();
    this.#file = this.#openFile();
  }

  async open<S>(folding: Folding<S>, stream: string, store: EventStore): Promise<StreamState<S>> {
    const file = this.#file;
    if (!folding.snapshot || !file) return unfolded(folding);
    const row = this.#reading(() => file.row(stream));
    if (row && (await belongs(row, folding.snapshot.version, store))) {
      return this.#reading(() => this.#thawed(folding, row));
    }
    if (row) this.#writing(() => file.drop(row.id));
    return this.#paged(folding, unfolded(folding), undefined);
  }

  keep<S>({ snapshot }: Folding<S>, stream: string, entry: StreamState<S>): void {
    const file = this.#file;
    const recalls = this.#recalls.get(entry);
    if (!snapshot || !file || !recalls || entry.revision - entry.kept < this.#every) return;
    const { revision, mark } = entry;
    const state = freeze(entry.state as object, snapshot.byKey);
    const unsigned = { stream, version: snapshot.version, revision, mark, state };
    this.#writing(() => {
      const id = file.save({ ...unsigned, digest: digestOf(unsigned) }, recalls);
      entry.kept = revision;
      for (const [member, recall] of recalls) recall.putAway(this.#lookup(id, member));
    });
  }

  /** For whoever holds it against the events. */
  tables(): SnapshotTables | undefined {
    return this.#file;
  }

  close(): void {
    this.#file?.close();
    this.#file = undefined;
  }

  #thawed<S>(folding: Folding<S>, row: SnapshotRow): StreamState<S> {
    const { revision, mark } = row;
    const state = { ...folding.initialState(), ...thaw(row.state) };
    return this.#paged(
      folding,
      { state, revision, mark, kept: revision, commands: new Map() },
      row.id,
    );
  }

  /** The same, with everything kept by key looked up in the snapshot from now on. */
  #paged<S>(
    { snapshot }: Folding<S>,
    { state, ...entry }: StreamState<S>,
    id: number | undefined,
  ): StreamState<S> {
    const recalls = new Map<string, PagedRecall<unknown>>();
    const of = <V>(member: string): PagedRecall<V> => {
      const recall = new PagedRecall(id === undefined ? undefined : this.#lookup<V>(id, member));
      recalls.set(member, recall as PagedRecall<unknown>);
      return recall;
    };
    const members = (snapshot?.byKey ?? []).map((member) => [member, of(member)]);
    const paged = {
      ...entry,
      state: Object.assign(state as object, Object.fromEntries(members)) as S,
      commands: of<CommandRecord>(COMMANDS),
    };
    this.#recalls.set(paged, recalls);
    return paged;
  }

  #lookup<V>(id: number, member: string): Lookup<V> {
    return (key) =>
      this.#reading(() => {
        if (!this.#file) throw new Error('snapshots.db was given up');
        const text = this.#file.value(id, member, key);
        return text === undefined ? undefined : (JSON.parse(text) as V);
      });
  }

  #openFile(): SnapshotTables | undefined {
    try {
      return new SnapshotTables(this.#path);
    } catch (error) {
      if (isBusy(error)) return this.#without(error);
      this.#remove();
    }
    try {
      return new SnapshotTables(this.#path);
    } catch (error) {
      return this.#without(error);
    }
  }

  #without(error: unknown): undefined {
    this.options.onTrouble?.(error);
    return undefined;
  }

  #reading<T>(read: () => T): T {
    try {
      return read();
    } catch (cause) {
      const file = this.#file;
      this.close();
      if (file) {
        this.#remove();
        this.#without(cause);
      }
      throw new SnapshotLost({ cause });
    }
  }

  #writing(write: () => void): void {
    if (!this.#writable) return;
    try {
      write();
    } catch (error) {
      this.#writable = false;
      this.#without(error);
    }
  }

  #remove(): void {
    if (this.#path === null) return;
    for (const end of ENDS) rmSync(`${this.#path}${end}`, { force: true });
  }
}

/** Whether it was folded by this code, from this ledger, and is as it was written. */
async function belongs(row: SnapshotRow, version: number, store: EventStore): Promise<boolean> {
  if (row.version !== version || row.digest !== digestOf(row)) return false;
  const { revision: fromRevision } = row;
  for await (const [event] of store.readStream(row.stream, { fromRevision, limit: 1 })) {
    return event?.meta.nonce === row.mark;
  }
  return false;
}

/** By shape, not by class: the native addon throws the error class of whoever loaded it first. */
function isBusy(error: unknown): boolean {
  const code: unknown = typeof error === 'object' && error && Reflect.get(error, 'code');
  return typeof code === 'string' && /^SQLITE_(BUSY|LOCKED)/.test(code);
}
