import type { EventStore } from '../event-store/event-store.js';
import { millis } from '../kernel/calendar.js';
import type { Recorded } from '../kernel/message.js';
import type { CheckpointBook } from './checkpoint-book.js';
import { leafHashOf, leafOf } from './leaf.js';
import type { LogFollower } from './log-follower.js';
import type { LogKeys, PublishedLogKey } from './log-keys.js';
import type { LeafEntry, LogTree } from './log-tree.js';
import { inclusionProof } from './merkle-proofs.js';
import { TILE_WIDTH } from './subtrees.js';
import type { Tile } from './tile-paths.js';
import { formatProof } from './tlog-proof.js';
import type { WitnessPush, WitnessState } from './witness-push.js';

export interface LogState {
  readonly origin: string | undefined;
  /** Leaves under the last checkpoint, and when it was signed. */
  readonly size: number;
  readonly signedAt: string | null;
  /** Leaves in the tree; more than `size` while the next checkpoint is not due. */
  readonly treeSize: number;
  /** Why nothing is signed any more. */
  readonly failure: string | null;
  readonly witnesses: readonly WitnessState[];
}

export interface FirstCheckpoint {
  readonly size: number;
  /** Base64, as the checkpoint writes it. */
  readonly root: string;
  /** A tlog-proof under this checkpoint, with the event's leaf as extra data. */
  readonly proof: string;
  /** The signed checkpoint before it, which did not cover the event; null for the first of all. */
  readonly before: string | null;
}

/** What others ask the log for. Proofs are made of what is signed, never of what is only in the tree. */
export class TransparencyLog {
  constructor(
    private readonly parts: {
      readonly store: EventStore;
      readonly tree: LogTree;
      readonly book: CheckpointBook;
      readonly keys: LogKeys;
      readonly follower: LogFollower;
      readonly push: WitnessPush;
    },
  ) {}

  /** Seconds since the last checkpoint, while there are events it does not cover. */
  async lagSeconds(now: string): Promise<number> {
    const { store, book, follower } = this.parts;
    const head = await store.head();
    if (store.comparePositions(head, follower.signedThrough) <= 0) return 0;
    const since = book.latest()?.signedAt;
    return since === undefined ? 0 : Math.round((millis(now) - millis(since)) / 1000);
  }

  state(): LogState {
    const { tree, book, keys, follower, push } = this.parts;
    const last = book.latest();
    return {
      origin: keys.origin,
      size: last?.size ?? 0,
      signedAt: last?.signedAt ?? null,
      treeSize: tree.size,
      failure: follower.failure?.message ?? null,
      witnesses: push.states(),
    };
  }

  /** Verifier keys of every key that ever signed. */
  keys(): readonly PublishedLogKey[] {
    return this.parts.keys.published();
  }

  /** The last checkpoint with its cosignatures; undefined before the first. */
  checkpoint(): string | undefined {
    const { book } = this.parts;
    const last = book.latest();
    return last && book.published(last);
  }

  /** The bytes of a hash tile, as far as a checkpoint covers it. */
  tile(tile: Tile): Buffer | undefined {
    const { tree, book } = this.parts;
    const size = book.latest()?.size ?? 0;
    const covered = Math.floor(size / TILE_WIDTH ** tile.level) - tile.index * TILE_WIDTH;
    return tile.width <= covered ? tree.tile(tile) : undefined;
  }

  /**
   * The tlog-proof of an event, with its leaf as extra data: all a certificate has to carry.
   *
   * @returns undefined when no checkpoint covers it within the time: not in the log yet
   */
  async prove(event: Recorded, waitMs = 0): Promise<string | undefined> {
    const { tree, follower } = this.parts;
    if (!this.#isCovered(event.position) && waitMs > 0) {
      await follower.waitFor(event.position, waitMs);
    }
    const entry = tree.leafOfEvent(event.id);
    if (!entry || !this.#isCovered(entry.position)) return undefined;
    const hash = tree.hashes({ level: 0, from: entry.index, count: 1 });
    if (!leafHashOf(event).equals(hash)) {
      throw new Error(`invariant broken: event ${event.id} is not the one in the log`);
    }
    return this.#proof(entry, leafOf(event));
  }

  /**
   * The first checkpoint that was signed over an event. Which one that is nobody can choose, and
   * nobody knew its root when the event was recorded: a number that could not be picked.
   *
   * @returns undefined when no checkpoint covers the event within the time
   */
  async firstOver(event: Recorded, waitMs = 0): Promise<FirstCheckpoint | undefined> {
    if ((await this.prove(event, waitMs)) === undefined) return undefined;
    const { tree, book } = this.parts;
    const { index } = tree.leafOfEvent(event.id)!;
    const { before, first } = book.around(index);
    if (!first) return undefined;
    const hashes = inclusionProof(tree, index, first.size);
    const checkpoint = book.published(first);
    return {
      ...{ size: first.size, root: first.root.toString('base64') },
      proof: formatProof({ extra: leafOf(event), index, hashes, checkpoint }),
      before: before?.note ?? null,
    };
  }

  /** The proof alone, for whoever has the event. */
  proofOf(eventId: string): string | undefined {
    const entry = this.parts.tree.leafOfEvent(eventId);
    return entry && this.#proof(entry);
  }

  #isCovered(position: string): boolean {
    const { store, follower } = this.parts;
    return store.comparePositions(position, follower.signedThrough) <= 0;
  }

  #proof({ index }: LeafEntry, extra?: Uint8Array): string | undefined {
    const { tree, book } = this.parts;
    // Better an older checkpoint that witnesses have seen than the newest one.
    const over = [book.latestCosigned(), book.latest()].find((c) => c && c.size > index);
    if (!over || over.size > tree.size) return undefined;
    const hashes = inclusionProof(tree, index, over.size);
    return formatProof({
      ...(extra && { extra }),
      index,
      hashes,
      checkpoint: book.published(over),
    });
  }
}
