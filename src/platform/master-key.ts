import { hkdfSync, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigError, type Config } from './config.js';
import { type KeyRing, openRing, sealRing } from './key-ring.js';

const KEY_BYTES = 32;
const NEVER_ROTATED: KeyRing = { generation: 0, keys: new Map() };
/** Where a rotation keeps what it needs to go on after it broke off. */
const ROTATION_MARK = 'rotation.json';

/** What the master key is used for: each purpose has a key of its own (HKDF-SHA-256, RFC 5869). */
const KEY_PURPOSES = [
  'vault-wrap',
  'vault-lookup',
  'identity-hash',
  'sign-in-codes',
  'tickets',
  'tokens',
  'imports',
  'input-hash',
  'check-codes',
  'status-places',
  'log-keys',
  'personal-codes',
  'device-codes',
  'pick-up-codes',
  'log-in-notes',
] as const;
export type KeyPurpose = (typeof KEY_PURPOSES)[number];
/** These seal files, which a rotation seals anew. All others are in hashes, codes and on paper. */
const RENEWED: readonly KeyPurpose[] = ['vault-wrap', 'log-keys', 'imports'];

/** The root of all secrets of an installation. Losing it loses the vault; it is backed up apart. */
export class MasterKey {
  readonly #derived = new Map<KeyPurpose, Buffer>();

  constructor(
    private readonly bytes: Buffer,
    private readonly ring: KeyRing = NEVER_ROTATED,
  ) {
    if (bytes.length !== KEY_BYTES) {
      throw new ConfigError('MASTER_KEY', `must be ${KEY_BYTES} bytes in base64`);
    }
  }

  /** How often the master key of this installation was rotated. */
  get generation(): number {
    return this.ring.generation;
  }

  for(purpose: KeyPurpose): Buffer {
    let key = this.#derived.get(purpose) ?? this.ring.keys.get(purpose);
    if (!key) {
      key = Buffer.from(hkdfSync('sha256', this.bytes, '', `shizhang/${purpose}/v1`, KEY_BYTES));
      this.#derived.set(purpose, key);
    }
    return key;
  }

  /** The master key that follows this one. @returns it, and the ring it opens */
  successor(bytes: Buffer): { readonly next: MasterKey; readonly ringFile: string } {
    if (bytes.equals(this.bytes)) throw new ConfigError('NEW_MASTER_KEY', 'is the old one');
    const kept = KEY_PURPOSES.filter((purpose) => !RENEWED.includes(purpose));
    const keys = new Map(kept.map((purpose) => [purpose, this.for(purpose)] as const));
    const ring = { generation: this.generation + 1, keys };
    const next = new MasterKey(bytes, ring);
    return { next, ringFile: sealRing(bytes, ring) };
  }

  /**
   * From `MASTER_KEY`, else from `keys/master.key`, which the first start creates (mode 0600).
   *
   * @throws ConfigError when the key is malformed or gone; also while a rotation is unfinished: half
   *   of the vault has the other key
   */
  static load({ dataDir, masterKey }: Pick<Config, 'dataDir' | 'masterKey'>): MasterKey {
    if (dataDir !== null && existsSync(join(dataDir, 'keys', ROTATION_MARK))) {
      throw new ConfigError(
        'MASTER_KEY',
        'is being rotated: finish it with `shizhang keys rotate-master`',
      );
    }
    return MasterKey.loadUnmarked({ dataDir, masterKey });
  }

  /** The same for the rotation itself. */
  static loadUnmarked({ dataDir, masterKey }: Pick<Config, 'dataDir' | 'masterKey'>): MasterKey {
    if (dataDir === null) {
      return new MasterKey(masterKey ? bytesOf(masterKey) : randomBytes(KEY_BYTES));
    }
    const bytes = masterKey ? bytesOf(masterKey) : keyFile(dataDir);
    const ring = join(dataDir, 'keys', 'ring.json');
    if (!existsSync(ring)) return new MasterKey(bytes);
    return new MasterKey(bytes, openRing(bytes, readFileSync(ring, 'utf8')));
  }
}

export function bytesOf(base64: string): Buffer {
  return Buffer.from(base64.trim(), 'base64');
}

function keyFile(dataDir: string): Buffer {
  const folder = join(dataDir, 'keys');
  const file = join(folder, 'master.key');
  if (!existsSync(file)) {
    requireNothingSealed(dataDir);
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    writeFileSync(file, `${randomBytes(KEY_BYTES).toString('base64')}\n`, {
      mode: 0o600,
      flag: 'wx',
      flush: true,
    });
  }
  return bytesOf(readFileSync(file, 'utf8'));
}

/** A new key beside an old vault would open nothing of it, and be mistaken for its key later. */
function requireNothingSealed(dataDir: string): void {
  const vault = statSync(join(dataDir, 'vault.db'), { throwIfNoEntry: false });
  if (!vault || vault.size === 0) return;
  throw new ConfigError(
    'MASTER_KEY',
    'is not set and keys/master.key is gone, but vault.db was sealed with it: restore keys/',
  );
}
