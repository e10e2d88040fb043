import Database from 'better-sqlite3';
import { accessSync, constants, existsSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigError } from '../platform/config-error.js';

/** Files of the data folder beside the ledger, which tells its own trouble, and how each is mended. */
const RESTORE = 'restore it from a backup';
const REMEDIES = {
  'read.db': 'run `npx shizhang rebuild`, which makes it again',
  'work.db': RESTORE,
  'vault.db': RESTORE,
  'snapshots.db': 'delete it, it is made again',
  'log/checkpoints.db': RESTORE,
  'log/tree.db': 'delete it, it is made again',
} as const;

/**
 * What an operator can mend about an error of SQLite, which itself names no file. They are looked
 * through only now: reading all of them at every start would take minutes.
 *
 * @returns undefined when it is no such error, or no file shows why
 */
export function fileTrouble(error: unknown, dataDir: string | null): ConfigError | undefined {
  const code = codeOf(error);
  if (dataDir === null || !code.startsWith('SQLITE_')) return undefined;
  if (code === 'SQLITE_FULL') {
    return new ConfigError('DATA_DIR', `no space left in ${dataDir}`, { cause: error });
  }
  const told = Object.entries(REMEDIES)
    .map(([file, remedy]) => troubleOf(join(dataDir, file), remedy))
    .filter((sentence) => sentence !== undefined);
  if (told.length === 0) return undefined;
  return new ConfigError('DATA_DIR', told.join('; '), { cause: error });
}

function troubleOf(path: string, remedy: string): string | undefined {
  if (!existsSync(path)) return undefined;
  try {
    accessSync(path, constants.R_OK | constants.W_OK);
  } catch {
    return `${path} can't be read and written by this user`;
  }
  return isWhole(path) ? undefined : `${path} is damaged: ${remedy}`;
}

function isWhole(path: string): boolean {
  let db: Database.Database | undefined;
  try {
    db = new Database(path, { readonly: true });
    return db.pragma('quick_check(1)', { simple: true }) === 'ok';
  } catch (error) {
    return !/^SQLITE_(CORRUPT|NOTADB)/.test(codeOf(error));
  } finally {
    db?.close();
  }
}

/** By shape, not by class: the native addon throws the error class of whoever loaded it first. */
function codeOf(error: unknown): string {
  const code: unknown = typeof error === 'object' && error && Reflect.get(error, 'code');
  return typeof code === 'string' ? code : '';
}
