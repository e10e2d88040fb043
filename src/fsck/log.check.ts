import type { Recorded } from '../kernel/message.js';
import type { CheckpointBook, SignedCheckpoint } from '../log/checkpoint-book.js';
import { parseCheckpoint } from '../log/checkpoint.js';
import { HASH_BYTES } from '../log/hashing.js';
import { leafHashOf } from '../log/leaf.js';
import type { LogKeys } from '../log/log-keys.js';
import type { LogTree } from '../log/log-tree.js';
import { parseKey } from '../log/signed-note.js';
import { RootBuilder } from '../log/subtrees.js';
import { judgeCheckpoint } from '../log/verify-proof.js';
import type { Check, Finding } from './finding.js';

export interface LogBooks {
  readonly tree: LogTree;
  readonly book: CheckpointBook;
  readonly keys: LogKeys;
}

/** Findings of one kind that are told one by one; the rest are counted. */
const NAMED_MAX = 50;

/**
 * The ledger against what the log has signed and what its tree remembers. The tree names the event
 * that was changed, dropped, inserted or moved; the signed checkpoints hold even where the tree was
 * forged with the ledger, and then tell between which two of them the difference lies.
 */
export class LogCheck implements Check {
  readonly #root = new RootBuilder();
  readonly #checkpoints: readonly SignedCheckpoint[];
  readonly #seen: Uint8Array;
  readonly #findings = new Map<string, Finding[]>();
  /** Events that the tree does not know: inserted, or after its end. */
  #unknown: Recorded[] = [];
  #lastIndex = -1;
  #next = 0;
  #contradicted: SignedCheckpoint | undefined;

  constructor(private readonly log: LogBooks) {
    this.#checkpoints = log.book.all();
    this.#seen = new Uint8Array(log.tree.size);
  }

  visit(event: Recorded): void {
    const hash = hashOf(event);
    this.#holdAgainstTree(event, hash);
    this.#root.push(hash);
    const next = this.#checkpoints[this.#next];
    if (next?.size !== this.#root.size) return;
    if (!this.#root.root().equals(next.root)) this.#contradicted ??= next;
    if (!this.#contradicted) this.#next += 1;
  }

  finish(): readonly Finding[] {
    this.#missing();
    this.#holdAgainstCheckpoints();
    this.#signatures();
    return [...this.#findings.values()].flatMap((all) => {
      const more = all.length - NAMED_MAX;
      const [first] = all;
      if (more <= 0 || !first) return all;
      return [...all.slice(0, NAMED_MAX), { ...first, where: 'and more', detail: `${more}` }];
    });
  }

  #holdAgainstTree(event: Recorded, hash: Buffer): void {
    const { tree } = this.log;
    const guess = tree.leafAt(this.#lastIndex + 1);
    const leaf = guess?.eventId === event.id ? guess : tree.leafOfEvent(event.id);
    if (!leaf) {
      this.#unknown.push(event);
      return;
    }
    for (const inserted of this.#unknown) this.#say('event-inserted', inserted, inserted.position);
    this.#unknown = [];
    if (!hash.equals(tree.hashes({ level: 0, from: leaf.index, count: 1 }))) {
      this.#say('event-changed', event, `leaf ${leaf.index}, event ${event.id}`);
    }
    if (leaf.index < this.#lastIndex || this.#seen[leaf.index]) {
      this.#say('event-moved', event, `leaf ${leaf.index} behind leaf ${this.#lastIndex}`);
    }
    this.#seen[leaf.index] = 1;
    this.#lastIndex = Math.max(this.#lastIndex, leaf.index);
  }

  #missing(): void {
    for (let index = this.#seen.indexOf(0); index >= 0; index = this.#seen.indexOf(0, index + 1)) {
      const leaf = this.log.tree.leafAt(index);
      const where = leaf?.place ?? `leaf ${index}`;
      this.#add('event-missing', where, `leaf ${index}, event ${leaf?.eventId ?? 'unknown'}`);
    }
  }

  #holdAgainstCheckpoints(): void {
    const { book, keys, tree } = this.log;
    const latest = book.latest();
    if (!latest) {
      // The first key and the first checkpoint are made together.
      if (keys.published().length > 0) this.#add('checkpoints-missing', 'log/checkpoints.db', '');
      return;
    }
    const before = this.#checkpoints[this.#next - 1]?.size ?? 0;
    if (this.#contradicted) {
      const { size, signedAt } = this.#contradicted;
      const detail = `signed ${signedAt}; the first difference is in events ${before} to ${size - 1}`;
      this.#add('checkpoint-contradicted', `checkpoint ${size}`, detail);
    }
    if (latest.size > this.#root.size) {
      const detail = `signed ${latest.signedAt}; the ledger holds ${this.#root.size} events`;
      this.#add('ledger-truncated', `checkpoint ${latest.size}`, detail);
    }
    if (latest.size <= tree.size && !tree.root(latest.size).equals(latest.root)) {
      this.#add('tree-differs', `checkpoint ${latest.size}`, 'log/tree.db was changed');
    }
  }

  #signatures(): void {
    const keys = this.log.keys.published().flatMap(({ vkey }) => parseKey(vkey) ?? []);
    for (const { size, root, note } of this.#checkpoints) {
      const checkpoint = parseCheckpoint(note);
      const isOwn = checkpoint?.size === size && checkpoint.root.equals(root);
      if (!isOwn || judgeCheckpoint(checkpoint, keys) !== 'good') {
        this.#add('checkpoint-not-signed', `checkpoint ${size}`, '');
      }
    }
  }

  #say(code: string, { stream, revision }: Recorded, detail: string): void {
    this.#add(code, `${stream}#${revision}`, detail);
  }

  #add(code: string, where: string, detail: string): void {
    const found = this.#findings.get(code) ?? [];
    found.push({ code: `log/${code}`, where, detail });
    this.#findings.set(code, found);
  }
}

/** What has no canonical JSON was not stored by this product: it is no leaf of any tree. */
function hashOf(event: Recorded): Buffer {
  try {
    return leafHashOf(event);
  } catch {
    return Buffer.alloc(HASH_BYTES);
  }
}
