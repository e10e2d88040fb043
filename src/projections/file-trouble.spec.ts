import Database from 'better-sqlite3';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigError } from '../platform/config-error.js';
import { fileTrouble } from './file-trouble.js';

const ROWS = 2_000;
let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'shizhang-trouble-'));
  for (const name of ['read.db', 'work.db', 'vault.db']) fill(join(dataDir, name));
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

function fill(path: string): void {
  const db = new Database(path);
  db.exec('CREATE TABLE rows (id INTEGER PRIMARY KEY, words TEXT)');
  const insert = db.prepare('INSERT INTO rows (words) VALUES (?)');
  db.transaction(() => {
    for (let n = 0; n < ROWS; n += 1) insert.run('something that takes room on a page');
  })();
  db.close();
}

/** Whole pages, as a disk loses them. */
function damage(name: string, from: number): void {
  const path = join(dataDir, name);
  const bytes = readFileSync(path);
  bytes.fill(0xa5, from, from + 8_192);
  writeFileSync(path, bytes);
}

/** What SQLite says when the file is read to its end. */
function errorOf(name: string): unknown {
  const db = new Database(join(dataDir, name));
  try {
    db.prepare('SELECT sum(length(words)) FROM rows').get();
  } catch (error) {
    return error;
  } finally {
    db.close();
  }
  throw new Error('expected an error of SQLite');
}

describe('trouble with a file', () => {
  it.each([
    ['read.db', 0, 'rebuild'],
    ['read.db', 16_384, 'rebuild'],
    ['work.db', 0, 'backup'],
    ['vault.db', 16_384, 'backup'],
  ])('names %s, damaged from byte %i, and how it is mended', (name, from, remedy) => {
    damage(name, from);
    const told = fileTrouble(errorOf(name), dataDir);
    expect(told).toBeInstanceOf(ConfigError);
    expect(told?.message).toMatch(new RegExp(`^DATA_DIR: [^;]*${name} is damaged: [^;]*${remedy}`));
    expect(told?.message.split(';')).toHaveLength(1);
  });

  it('names all that are damaged', () => {
    damage('work.db', 0);
    damage('vault.db', 0);
    expect(fileTrouble(errorOf('work.db'), dataDir)?.message).toMatch(/work[.]db.*; .*vault[.]db/);
  });

  it('tells a full disk', () => {
    const full = Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' });
    expect(fileTrouble(full, dataDir)?.message).toBe(`DATA_DIR: no space left in ${dataDir}`);
  });

  it('says nothing of other errors, and nothing when every file is whole', () => {
    const error = Object.assign(new Error('malformed'), { code: 'SQLITE_CORRUPT' });
    expect(fileTrouble(error, dataDir)).toBeUndefined();
    expect(fileTrouble(error, null)).toBeUndefined();
    damage('work.db', 0);
    expect(fileTrouble(new Error('a bug'), dataDir)).toBeUndefined();
  });
});
