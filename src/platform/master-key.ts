import { hkdfSync, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigError, type Config } from './config.js';

const KEY_BYTES = 32;

/** What the master key is used for: each purpose has a key of its own (HKDF-SHA-256, RFC 5869). */
export type KeyPurpose =
  | 'vault-wrap'
  | 'vault-lookup'
  | 'identity-hash'
  | 'sign-in-codes'
  | 'tickets'
  | 'tokens'
  | 'imports'
  | 'input-hash'
  | 'check-codes'
  | 'status-places'
  | 'log-keys'
  | 'personal-codes'
  | 'device-codes'
  | 'pick-up-codes';

/** The root of all secrets of an installation. Losing it loses the vault; it is backed up apart. */
export class MasterKey {
  readonly #derived = new Map<KeyPurpose, Buffer>();

  constructor(private readonly bytes: Buffer) {
    if (bytes.length !== KEY_BYTES) {
      throw new ConfigError('MASTER_KEY', `must be ${KEY_BYTES} bytes in base64`);
    }
  }

  for(purpose: KeyPurpose): Buffer {
    let key = this.#derived.get(purpose);
    if (!key) {
      key = Buffer.from(hkdfSync('sha256', this.bytes, '', `shizhang/${purpose}/v1`, KEY_BYTES));
      this.#derived.set(purpose, key);
    }
    return key;
  }

  /** From `MASTER_KEY`, else from `keys/master.key`, which the first start creates (mode 0600). */
  static load({ dataDir, masterKey }: Pick<Config, 'dataDir' | 'masterKey'>): MasterKey {
    if (masterKey) return new MasterKey(Buffer.from(masterKey, 'base64'));
    if (dataDir === null) return new MasterKey(randomBytes(KEY_BYTES));
    const folder = join(dataDir, 'keys');
    const file = join(folder, 'master.key');
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    if (!existsSync(file)) {
      writeFileSync(file, `${randomBytes(KEY_BYTES).toString('base64')}\n`, {
        mode: 0o600,
        flag: 'wx',
        flush: true,
      });
    }
    return new MasterKey(Buffer.from(readFileSync(file, 'utf8').trim(), 'base64'));
  }
}
