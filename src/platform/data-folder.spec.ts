import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ConfigError } from './config.js';
import { prepareDataFolder, requireDataFolder } from './data-folder.js';

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'shizhang-folder-'));
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

function lay(...files: readonly string[]): void {
  for (const file of files) {
    mkdirSync(dirname(join(dataDir, file)), { recursive: true });
    writeFileSync(join(dataDir, file), '');
  }
}
const start = (eventStore: 'sqlite' | 'esdb' = 'sqlite') =>
  prepareDataFolder({ dataDir, eventStore });
const look = (eventStore: 'sqlite' | 'esdb' = 'sqlite') =>
  requireDataFolder({ dataDir, eventStore });

describe('a start on a data folder', () => {
  it('makes one that is not there, and takes an empty one', () => {
    start();
    dataDir = join(dataDir, 'deep', 'er');
    start();
    expect(readdirSync(dataDir)).toEqual([]);
  });

  it.each([
    [['ledger.db']],
    [['ledger.db', 'work.db', 'keys/master.key']],
    [['ledger.db', 'vault.db']],
  ])('goes on after a first start that broke off: %j', (files) => {
    lay(...files);
    expect(() => start()).not.toThrow();
  });

  it.each([[['vault.db']], [['log/checkpoints.db']], [['vault.db', 'log/checkpoints.db']]])(
    'is refused when the ledger is gone: %j',
    (files) => {
      lay(...files);
      expect(() => start()).toThrow(ConfigError);
      expect(() => start()).toThrow(/ledger[.]db is gone/);
    },
  );

  it('is refused when the vault is gone, unless somebody decided to go on without it', () => {
    lay('ledger.db', 'log/checkpoints.db');
    expect(() => start()).toThrow(/vault[.]db is gone/);
    lay('vault.db');
    expect(() => start()).not.toThrow();
  });

  it('misses no ledger where events stand in a database of their own', () => {
    lay('vault.db', 'log/checkpoints.db');
    expect(() => start('esdb')).not.toThrow();
  });

  it('says why a folder can’t be made', () => {
    lay('file');
    dataDir = join(dataDir, 'file');
    expect(() => start()).toThrow(/DATA_DIR: .*file can't be used/);
    dataDir = dirname(dataDir);
  });
});

describe('a look at a data folder', () => {
  it('is refused where nothing was ever started, and makes nothing', () => {
    expect(() => look()).toThrow(/DATA_DIR: there is no ledger[.]db in/);
    expect(() => look('esdb')).toThrow(/there is no vault[.]db in/);
    expect(readdirSync(dataDir)).toEqual([]);
  });

  it('is allowed where something was', () => {
    lay('ledger.db', 'vault.db');
    expect([look(), look('esdb')]).toEqual([undefined, undefined]);
  });
});
