import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LogKeys } from '../log/log-keys.js';
import { type Config, ConfigError, readConfig } from '../platform/config.js';
import { MasterKey } from '../platform/master-key.js';
import { Vault } from '../vault/vault.js';
import { MasterRotation } from './master-rotation.js';

const PEOPLE = 600;
const OLD = Buffer.alloc(32, 1).toString('base64');
const NEW = Buffer.alloc(32, 2).toString('base64');
const AT = '2026-03-02T01:00:00.000Z';
const KEPT = ['identity-hash', 'check-codes', 'personal-codes', 'tokens', 'vault-lookup'] as const;

/** Made once, for every write into a vault waits for the disk; each test has a copy. */
const model = mkdtempSync(join(tmpdir(), 'shizhang-rotation-'));
let folder: string;
let vkey: string;
const config = (env: NodeJS.ProcessEnv = {}): Config => readConfig({ DATA_DIR: folder, ...env });
const profile = (n: number) => ({ subject: `v-${n}`, kind: 'profile', id: 'current' });
const file = (name: string) => join(folder, 'keys', name);

beforeAll(() => {
  const masterKey = MasterKey.load(config({ DATA_DIR: model, MASTER_KEY: OLD }));
  const vault = new Vault(model, masterKey);
  for (let n = 0; n < PEOPLE; n += 1) vault.put(profile(n), { name: `志愿者${n}` });
  vault.erase('v-3', AT);
  vault.close();
  const keys = new LogKeys(model, masterKey);
  keys.signers('shizhang.test/log', AT);
  vkey = keys.published()[0]!.vkey;
});
afterAll(() => rmSync(model, { recursive: true, force: true }));

/** The model; its key in a file, unless it stands in the environment. */
function found(keyIn: 'file' | 'environment' = 'file'): MasterKey {
  cpSync(model, folder, { recursive: true });
  if (keyIn === 'file') writeFileSync(file('master.key'), `${OLD}\n`);
  return new MasterKey(Buffer.from(OLD, 'base64'));
}

/** Opens everything as a start would. */
function expectWhole(env: NodeJS.ProcessEnv = {}): MasterKey {
  const masterKey = MasterKey.load(config(env));
  const vault = new Vault(folder, masterKey);
  for (let n = 0; n < PEOPLE; n += 1) {
    const person = vault.get(profile(n), 'part-of-recorded-read');
    expect(person).toEqual(n === 3 ? undefined : { name: `志愿者${n}` });
  }
  expect(vault.isErased('v-3')).toBe(true);
  vault.put(profile(PEOPLE + 1), { name: '新来的' });
  vault.close();
  expect(new LogKeys(folder, masterKey).published()[0]!.vkey).toBe(vkey);
  return masterKey;
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'shizhang-rotation-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('rotating the master key', () => {
  it('opens everything with the new one, nothing with the old one, and breaks no hash', () => {
    const old = found();
    const oldFile = readFileSync(file('master.key'), 'utf8');
    expect(new MasterRotation(config(), undefined).run(() => undefined)).toEqual({ generation: 1 });
    const next = expectWhole();
    expect(readFileSync(file('master.key'), 'utf8')).not.toBe(oldFile);
    for (const purpose of KEPT) expect(next.for(purpose)).toEqual(old.for(purpose));
    expect(next.for('vault-wrap')).not.toEqual(old.for('vault-wrap'));
    expect(() => MasterKey.load(config({ MASTER_KEY: oldFile.trim() }))).toThrow(ConfigError);
    const stolen = new Vault(folder, old);
    expect(() => stolen.get(profile(1), 'part-of-recorded-read')).toThrow();
    stolen.close();
  });

  it('with a key the vault was not sealed with begins nothing', () => {
    found('environment');
    const asked = config({ MASTER_KEY: Buffer.alloc(32, 9).toString('base64') });
    expect(() => new MasterRotation(asked, NEW).run(() => undefined)).toThrow(
      /does not open vault/,
    );
    expect(existsSync(file('rotation.json'))).toBe(false);
    expectWhole({ MASTER_KEY: OLD });
  });

  it('again and again', () => {
    const old = found();
    for (const generation of [1, 2]) {
      const rotation = new MasterRotation(config(), undefined);
      expect(rotation.run(() => undefined)).toEqual({ generation });
    }
    expect(expectWhole().for('identity-hash')).toEqual(old.for('identity-hash'));
  });

  it.each([1, 2, 3])('goes on where it was killed, in batch %i of the vault', (batch) => {
    found();
    let seen = 0;
    const killed = () =>
      new MasterRotation(config(), undefined).run(() => {
        if ((seen += 1) === batch) throw new Error('killed');
      });
    expect(killed).toThrow('killed');
    expect(() => MasterKey.load(config())).toThrow(/rotate-master/);
    expect(existsSync(file('ring.json'))).toBe(false);
    new MasterRotation(config(), undefined).run(() => undefined);
    expectWhole();
  });

  it('goes on when only the key file was not put in its place', () => {
    found();
    new MasterRotation(config(), undefined).run(() => undefined);
    writeFileSync(file('master.key.next'), readFileSync(file('master.key')));
    writeFileSync(file('master.key'), `${OLD}\n`);
    writeFileSync(file('rotation.json'), '{"generation":1}\n');
    expect(new MasterRotation(config(), undefined).run(() => undefined)).toEqual({ generation: 1 });
    expectWhole();
  });

  it('takes the new key from the environment where the old one stands there', () => {
    found('environment');
    const asked = config({ MASTER_KEY: OLD });
    expect(() => new MasterRotation(asked, undefined).run(() => undefined)).toThrow(
      /NEW_MASTER_KEY/,
    );
    expect(() => new MasterRotation(asked, OLD).run(() => undefined)).toThrow(/is the old one/);
    new MasterRotation(asked, NEW).run(() => undefined);
    expectWhole({ MASTER_KEY: NEW });
    expect(() => MasterKey.load(asked)).toThrow(/old key is refused/);
    expect(existsSync(file('master.key'))).toBe(false);
  });

  it('waits for imports that are unfinished: their files are sealed under the old key', () => {
    found();
    mkdirSync(join(folder, 'imports'));
    writeFileSync(join(folder, 'imports', 'a.bin'), 'sealed');
    expect(() => new MasterRotation(config(), undefined).run(() => undefined)).toThrow(/import/);
    expect(existsSync(file('rotation.json'))).toBe(false);
  });
});
