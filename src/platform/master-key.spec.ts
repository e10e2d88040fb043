import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigError } from './config.js';
import { MasterKey } from './master-key.js';

const BASE64 = Buffer.alloc(32, 5).toString('base64');
const folder = mkdtempSync(join(tmpdir(), 'shizhang-key-'));
const file = join(folder, 'keys', 'master.key');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const hex = (key: MasterKey) => key.for('vault-wrap').toString('hex');

describe('the master key', () => {
  it('is made at the first start, readable by its owner only, and found at the next', () => {
    const first = MasterKey.load({ dataDir: folder, masterKey: undefined });
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(statSync(join(folder, 'keys')).mode & 0o777).toBe(0o700);
    expect(hex(MasterKey.load({ dataDir: folder, masterKey: undefined }))).toBe(hex(first));
  });

  it('comes from the environment where it is set, and then no file matters', () => {
    const key = MasterKey.load({ dataDir: folder, masterKey: BASE64 });
    expect(hex(key)).toBe(hex(new MasterKey(Buffer.alloc(32, 5))));
    expect(readFileSync(file, 'utf8')).not.toContain(BASE64);
  });

  it('in memory is another one each time', () => {
    const fresh = () => hex(MasterKey.load({ dataDir: null, masterKey: undefined }));
    expect(fresh()).not.toBe(fresh());
  });

  it('gives every purpose a key of its own, and the same one always', () => {
    const key = new MasterKey(Buffer.alloc(32, 5));
    const purposes = ['vault-wrap', 'vault-lookup', 'identity-hash', 'sign-in-codes'] as const;
    const derived = purposes.map((purpose) => key.for(purpose).toString('hex'));
    expect(new Set(derived).size).toBe(purposes.length);
    expect(derived.every((text) => text.length === 64)).toBe(true);
    expect(key.for('vault-wrap')).toEqual(new MasterKey(Buffer.alloc(32, 5)).for('vault-wrap'));
  });

  it.each(['short', Buffer.alloc(31).toString('base64'), Buffer.alloc(33).toString('base64')])(
    'of another length is refused by name: %s',
    (masterKey) => {
      expect(() => MasterKey.load({ dataDir: null, masterKey })).toThrow(ConfigError);
      expect(() => MasterKey.load({ dataDir: null, masterKey })).toThrow(/MASTER_KEY/);
    },
  );

  it('that is gone is not replaced while something is sealed with it', () => {
    const bare = join(folder, 'bare');
    mkdirSync(bare);
    writeFileSync(join(bare, 'vault.db'), 'sealed');
    const load = (masterKey?: string) => MasterKey.load({ dataDir: bare, masterKey });
    expect(() => load()).toThrow(/keys\/master[.]key is gone/);
    expect(existsSync(join(bare, 'keys'))).toBe(false);
    expect(hex(load(BASE64))).toBe(hex(new MasterKey(Buffer.alloc(32, 5))));
    writeFileSync(join(bare, 'vault.db'), '');
    expect(() => load()).not.toThrow();
  });

  it('that was damaged on disk is refused, not replaced', () => {
    writeFileSync(file, 'half a k');
    expect(() => MasterKey.load({ dataDir: folder, masterKey: undefined })).toThrow(ConfigError);
    expect(readFileSync(file, 'utf8')).toBe('half a k');
  });
});
