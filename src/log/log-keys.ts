import { createPrivateKey, generateKeyPairSync } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ConfigError } from '../platform/config.js';
import type { MasterKey } from '../platform/master-key.js';
import { seal, unseal } from '../platform/sealed-box.js';
import { writeWhole } from './whole-file.js';
import { formatKey, noteSigner, type NoteSigner } from './signed-note.js';

const FILE = 'log-keys.json';

/** What stands in `keys/log-keys.json`: public halves in the open, private ones sealed. */
interface KeyFile {
  /** The name of the log; it is given once and never changes, whatever the address becomes. */
  readonly origin: string;
  readonly keys: readonly StoredKey[];
}

interface StoredKey {
  readonly vkey: string;
  readonly createdAt: string;
  /** Set when the key signs no more; checkpoints it signed stay good. */
  readonly retiredAt: string | null;
  /** PKCS #8, sealed with a key derived from the master key, in base64. */
  readonly sealed: string;
}

export interface PublishedLogKey {
  readonly vkey: string;
  readonly createdAt: string;
  readonly retiredAt: string | null;
}

/** Verifier keys of the log in a data folder: public, so that no master key is asked for. */
export function logKeysIn(dataDir: string): readonly string[] {
  const path = join(dataDir, 'keys', FILE);
  return existsSync(path) ? read(path).keys.map(({ vkey }) => vkey) : [];
}

/** The keys that sign checkpoints. The first is made when the log first signs. */
export class LogKeys {
  readonly #path: string | null;
  #file: KeyFile | undefined;
  #signers: readonly NoteSigner[] = [];

  /** @throws ConfigError when the file is there and the master key does not open it */
  constructor(
    dataDir: string | null,
    private readonly masterKey: MasterKey,
  ) {
    this.#path = dataDir && join(dataDir, 'keys', FILE);
    if (this.#path && existsSync(this.#path)) this.#use(read(this.#path));
  }

  get origin(): string | undefined {
    return this.#file?.origin;
  }

  /** Every key that ever signed, the newest last. */
  published(): readonly PublishedLogKey[] {
    const keys = this.#file?.keys ?? [];
    return keys.map(({ vkey, createdAt, retiredAt }) => ({ vkey, createdAt, retiredAt }));
  }

  /**
   * Who signs now.
   *
   * @param origin the name of the log, if it has none yet
   */
  signers(origin: string, now: string): readonly NoteSigner[] {
    if (!this.#file) this.#keep({ origin, keys: [this.#newKey(origin, now)] });
    return this.#signers;
  }

  /**
   * One more key that signs; until the old one is retired, both do.
   *
   * @throws RangeError before the first checkpoint
   */
  add(now: string): PublishedLogKey {
    const { origin, keys } = this.#inUse();
    const added = this.#newKey(origin, now);
    this.#keep({ origin, keys: [...keys, added] });
    const { vkey, createdAt, retiredAt } = added;
    return { vkey, createdAt, retiredAt };
  }

  /** @throws RangeError for a key that does not sign, or is the last one that does */
  retire(vkey: string, now: string): void {
    const { origin, keys } = this.#inUse();
    const inForce = keys.filter(({ retiredAt }) => retiredAt === null);
    if (!inForce.some((key) => key.vkey === vkey)) throw new RangeError('no such key signs');
    if (inForce.length === 1) throw new RangeError('the last key: add another one first');
    const retired = keys.map((key) => (key.vkey === vkey ? { ...key, retiredAt: now } : key));
    this.#keep({ origin, keys: retired });
  }

  /** The private halves under the next master key; again is harmless. */
  static sealAnew(dataDir: string, old: MasterKey, next: MasterKey): void {
    const path = join(dataDir, 'keys', FILE);
    if (!existsSync(path)) return;
    const { origin, keys } = read(path);
    const resealed = keys.map((key) => {
      const box = Buffer.from(key.sealed, 'base64');
      const der = [next, old].map((master) => opened(master, box, key.vkey)).find(Boolean);
      if (!der) throw new ConfigError('MASTER_KEY', `does not open keys/${FILE}`);
      const sealed = seal(next.for('log-keys'), der, key.vkey).toString('base64');
      return { ...key, sealed };
    });
    writeWhole(path, `${JSON.stringify({ origin, keys: resealed }, null, 2)}\n`);
  }

  #inUse(): KeyFile {
    if (!this.#file)
      throw new RangeError('the log has no key yet: it gets one when it first signs');
    return this.#file;
  }

  #newKey(origin: string, createdAt: string): StoredKey {
    const { privateKey } = generateKeyPairSync('ed25519');
    const vkey = formatKey(noteSigner(origin, 'ed25519', privateKey).key);
    const der = privateKey.export({ format: 'der', type: 'pkcs8' });
    const sealed = seal(this.masterKey.for('log-keys'), der, vkey).toString('base64');
    return { vkey, createdAt, retiredAt: null, sealed };
  }

  /** On disk before it is used: what a lost key has signed could never be followed up. */
  #keep(file: KeyFile): void {
    if (this.#path) {
      mkdirSync(dirname(this.#path), { recursive: true, mode: 0o700 });
      writeWhole(this.#path, `${JSON.stringify(file, null, 2)}\n`);
    }
    this.#use(file);
  }

  #use(file: KeyFile): void {
    this.#signers = file.keys
      .filter(({ retiredAt }) => retiredAt === null)
      .map(({ vkey, sealed }) => noteSigner(file.origin, 'ed25519', this.#open(vkey, sealed)));
    this.#file = file;
  }

  #open(vkey: string, sealed: string) {
    try {
      const der = unseal(this.masterKey.for('log-keys'), Buffer.from(sealed, 'base64'), vkey);
      return createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
    } catch (cause) {
      throw new ConfigError('MASTER_KEY', `does not open keys/${FILE}`, { cause });
    }
  }
}

function opened(master: MasterKey, box: Buffer, vkey: string): Buffer | undefined {
  try {
    return unseal(master.for('log-keys'), box, vkey);
  } catch {
    return undefined;
  }
}

function read(path: string): KeyFile {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as KeyFile;
  } catch (cause) {
    throw new ConfigError(FILE, 'is not JSON', { cause });
  }
}
