import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EventCodec } from '../codec.js';
import type { LedgerOptions } from './open.js';
import { SqliteEventStore } from './sqlite-event-store.js';

export let folder: string;
export let path: string;
export const opened: SqliteEventStore[] = [];

/** A folder for every test of the file; what a test opens in it is closed behind it. */
export function stageLedger(): void {
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'shizhang-ledger-'));
    path = join(folder, 'ledger.db');
  });
  afterEach(async () => {
    for (const store of opened.splice(0)) await store.close();
    rmSync(folder, { recursive: true, force: true });
  });
}

export function open(at = path, options?: LedgerOptions): SqliteEventStore {
  const store = new SqliteEventStore(at, new EventCodec(), options);
  opened.push(store);
  return store;
}

/** What opening fails with; the store when it does not fail. */
export function refusal(at: string): unknown {
  try {
    return open(at);
  } catch (error) {
    return error;
  }
}

/** A test on a small file system of its own, where this machine lets us mount one. */
export function withMount(
  name: string,
  size: string,
  body: (mount: string) => Promise<void>,
): void {
  const probe = mkdtempSync(join(tmpdir(), 'shizhang-mount-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', size, 'tmpfs', probe], { stdio: 'ignore' });
    execFileSync('umount', [probe]);
  } catch {
    it.skip(`${name} (NOT RUN: this user may not mount)`, () => undefined);
    // eslint-disable-next-line no-console -- what was not tested is told
    console.warn(`NOT RUN: ${name}: this user may not mount`);
    return;
  } finally {
    rmSync(probe, { recursive: true });
  }
  it(name, async () => {
    const mount = join(folder, 'mount');
    mkdirSync(mount);
    execFileSync('mount', ['-t', 'tmpfs', '-o', size, 'tmpfs', mount]);
    try {
      await body(mount);
    } finally {
      for (const store of opened.splice(0)) await store.close();
      execFileSync('umount', [mount]);
    }
  });
}
