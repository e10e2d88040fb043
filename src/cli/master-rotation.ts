import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { LogKeys } from '../log/log-keys.js';
import { writeWhole } from '../log/whole-file.js';
import { type Config, ConfigError } from '../platform/config.js';
import { openRing } from '../platform/key-ring.js';
import { bytesOf, MasterKey } from '../platform/master-key.js';
import { Vault } from '../vault/vault.js';

const KEY_BYTES = 32;

export interface RotationProgress {
  readonly rewrapped: number;
}

/**
 * A new master key in the place of the old one. Each step may be the last before a crash: repeated,
 * the rotation goes on where it stood. Until it is finished the service refuses to start.
 *
 *     mark → every wrapped key of the vault → keys of the log → ring → key file → mark off
 */
export class MasterRotation {
  readonly #folder: string;
  readonly #dataDir: string;

  constructor(
    private readonly config: Config,
    /** `NEW_MASTER_KEY`: needed where the old one comes from the environment too. */
    private readonly newKey: string | undefined,
  ) {
    if (config.dataDir === null) throw new ConfigError('DATA_DIR', 'is needed');
    this.#dataDir = config.dataDir;
    this.#folder = join(config.dataDir, 'keys');
    mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
  }

  /** @throws ConfigError when the keys given don't fit, or an import is unfinished */
  run(onProgress: (progress: RotationProgress) => void): { readonly generation: number } {
    this.#requireNoImports();
    const bytes = this.#nextBytes();
    const committed = this.#committed(bytes);
    if (committed === undefined) this.#renew(bytes, onProgress);
    if (existsSync(this.#path('master.key.next'))) {
      renameSync(this.#path('master.key.next'), this.#path('master.key'));
    }
    rmSync(this.#path('rotation.json'), { force: true });
    const ring = openRing(bytes, readFileSync(this.#path('ring.json'), 'utf8'));
    return { generation: ring.generation };
  }

  #renew(bytes: Buffer, onProgress: (progress: RotationProgress) => void): void {
    const old = MasterKey.loadUnmarked(this.config);
    const { next, ringFile } = old.successor(bytes);
    const isFresh = !existsSync(this.#path('rotation.json'));
    const vault = new Vault(this.#dataDir, old);
    try {
      if (isFresh) vault.requireItsKey();
      writeWhole(this.#path('rotation.json'), `{"generation":${next.generation}}\n`);
      for (const rewrapped of vault.rewrap(next)) onProgress({ rewrapped });
    } finally {
      vault.close();
    }
    LogKeys.sealAnew(this.#dataDir, old, next);
    writeWhole(this.#path('ring.json'), ringFile);
  }

  /** The ring is written last: where the new key opens it, everything else was done. */
  #committed(bytes: Buffer): number | undefined {
    if (!existsSync(this.#path('rotation.json')) || !existsSync(this.#path('ring.json'))) {
      return undefined;
    }
    try {
      return openRing(bytes, readFileSync(this.#path('ring.json'), 'utf8')).generation;
    } catch (error) {
      if (error instanceof ConfigError) return undefined;
      throw error;
    }
  }

  #nextBytes(): Buffer {
    if (this.config.masterKey !== undefined) {
      if (this.newKey === undefined) {
        throw new ConfigError('NEW_MASTER_KEY', 'is needed: 32 bytes in base64');
      }
      return bytesOf(this.newKey);
    }
    const file = this.#path('master.key.next');
    if (!existsSync(file)) writeWhole(file, `${randomBytes(KEY_BYTES).toString('base64')}\n`);
    return bytesOf(readFileSync(file, 'utf8'));
  }

  /** Their files are sealed under the old key. */
  #requireNoImports(): void {
    const folder = join(this.#dataDir, 'imports');
    if (existsSync(folder) && readdirSync(folder).length > 0) {
      throw new ConfigError('DATA_DIR', 'holds an unfinished import: start the service to end it');
    }
  }

  #path(file: string): string {
    return join(this.#folder, file);
  }
}
