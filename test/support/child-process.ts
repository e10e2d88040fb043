import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { transpile } from './transpile.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** What a child of the event store's tests needs; compiling all of it takes well under a second. */
const FOLDERS = ['src/kernel', 'src/event-store', 'src/event-store/sqlite', 'test/support'];

export interface Compiled {
  /** Starts a compiled file, named by its source path, with this Node. */
  start(source: string, args: readonly string[]): Child;
  remove(): void;
}

export interface Child {
  readonly process: ChildProcess;
  /** Everything the child has said so far, line by line. */
  readonly lines: readonly string[];
  /** Resolves when so many lines have come; rejects when the child ends before. */
  said(count: number): Promise<void>;
  /** Resolves when the child is gone and everything it said has been read. */
  readonly gone: Promise<void>;
}

/**
 * Compiles to JavaScript beside node_modules, so that a plain `node` can run it.
 *
 * @param more folders the child needs beside those of the event store
 */
export function compileForNode(more: readonly string[] = []): Compiled {
  const cache = join(ROOT, 'node_modules', '.cache');
  mkdirSync(cache, { recursive: true });
  const out = mkdtempSync(join(cache, 'shizhang-child-'));
  writeFileSync(join(out, 'package.json'), '{"type":"module"}');
  for (const folder of [...FOLDERS, ...more]) {
    for (const file of readdirSync(join(ROOT, folder))) {
      if (!file.endsWith('.ts') || file.endsWith('.spec.ts')) continue;
      const source = readFileSync(join(ROOT, folder, file), 'utf8');
      const target = join(out, folder, file.replace(/ts$/, 'js'));
      mkdirSync(dirname(target), { recursive: true });
      writeFileSync(target, transpile(source, join(folder, file)));
    }
  }
  return {
    start: (source, args) =>
      startChild(join(out, relative('.', source).replace(/ts$/, 'js')), args),
    remove: () => rmSync(out, { recursive: true }),
  };
}

function startChild(file: string, args: readonly string[]): Child {
  const child = spawn(process.execPath, [file, ...args], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines: string[] = [];
  const waiting = new Set<() => void>();
  const reader = createInterface({ input: child.stdout });
  let over = false;
  const gone = new Promise<void>((resolve) => reader.once('close', resolve)).then(() => {
    over = true;
    for (const check of waiting) check();
  });
  reader.on('line', (line) => {
    lines.push(line);
    for (const check of waiting) check();
  });
  const said = (count: number): Promise<void> =>
    new Promise((resolve, reject) => {
      const check = (): void => {
        if (lines.length < count && !over) return;
        waiting.delete(check);
        if (lines.length >= count) resolve();
        else reject(new Error(`the child ended; it said: ${lines.join(' | ')}`));
      };
      waiting.add(check);
      check();
    });
  return { process: child, lines, said, gone };
}
