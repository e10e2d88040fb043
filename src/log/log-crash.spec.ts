import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Compiled, compileForNode } from '../../test/support/child-process.js';
import { EventCodec } from '../event-store/codec.js';
import { SqliteEventStore } from '../event-store/sqlite/sqlite-event-store.js';
import { CheckpointBook } from './checkpoint-book.js';
import { leafHashOf } from './leaf.js';
import { LogTree } from './log-tree.js';
import { RootBuilder } from './subtrees.js';

const ROUNDS = 4;
const PATIENCE_MS = 120_000;
const FOLDERS = ['src/log', 'src/platform', 'src/projections', 'src/vault', 'src/http'];

let compiled: Compiled;
let folder: string;

beforeAll(() => {
  compiled = compileForNode(FOLDERS);
  folder = mkdtempSync(join(tmpdir(), 'shizhang-log-crash-'));
});
afterAll(() => {
  compiled.remove();
  rmSync(folder, { recursive: true });
});

/** Root of the ledger's events at every size. */
async function rootsOfEvents(): Promise<readonly string[]> {
  const store = new SqliteEventStore(join(folder, 'ledger.db'), new EventCodec());
  const builder = new RootBuilder();
  const roots = [builder.root().toString('hex')];
  const stop = new AbortController();
  for await (const { events, caughtUp } of store.subscribe({ after: null, signal: stop.signal })) {
    for (const event of events) {
      builder.push(leafHashOf(event));
      roots.push(builder.root().toString('hex'));
    }
    if (caughtUp) break;
  }
  await store.close();
  return roots;
}

it(
  'killed anywhere: what was ever shown is in the book, and is the root of the events',
  async () => {
    const shown = new Map<number, string>();
    for (let round = 0; round < ROUNDS; round += 1) {
      const child = compiled.start('test/support/log-child.ts', [folder]);
      await child.said(2 + Math.floor(Math.random() * 25));
      const exit = once(child.process, 'exit');
      child.process.kill('SIGKILL');
      await Promise.all([exit, child.gone]);
      for (const line of child.lines) {
        const [word, size, root = ''] = line.split(' ');
        expect(line).toMatch(/^signed \d+ [0-9a-f]{64}$/);
        if (word === 'signed') shown.set(Number(size), root);
      }
      const roots = await rootsOfEvents();
      const [tree, book] = [new LogTree(folder), new CheckpointBook(folder)];
      const signed = new Map(book.all().map(({ size, root }) => [size, root.toString('hex')]));
      expect(tree.root().toString('hex')).toBe(roots[tree.size]);
      expect([...shown].filter(([size, root]) => signed.get(size) !== root)).toEqual([]);
      expect([...signed].filter(([size, root]) => roots[size] !== root)).toEqual([]);
      tree.close();
      book.close();
    }
    expect(shown.size).toBeGreaterThanOrEqual(2 * ROUNDS);
  },
  PATIENCE_MS,
);
