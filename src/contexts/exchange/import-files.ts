import { Inject, Injectable } from '@nestjs/common';
import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Config } from '../../platform/config.js';
import { MasterKey } from '../../platform/master-key.js';
import { CONFIG } from '../../platform/tokens.js';
import { seal, unseal } from '../../platform/sealed-box.js';

const SUFFIX = '.bin';

/**
 * The files of imports that are under way, sealed: they are full of personal data, and a killed
 * import is finished from them. Each is gone once its import is completed.
 */
@Injectable()
export class ImportFiles {
  readonly #folder: string | null;
  readonly #key: Buffer;
  /** Where there is no data folder, nothing outlives the process anyway. */
  readonly #inMemory = new Map<string, Buffer>();

  constructor(@Inject(CONFIG) { dataDir }: Config, masterKey: MasterKey) {
    this.#folder = dataDir === null ? null : join(dataDir, 'imports');
    this.#key = masterKey.for('imports');
  }

  /** Durable when it returns: written beside, flushed, renamed, and the folder flushed too. */
  async save(importId: string, bytes: Uint8Array): Promise<void> {
    const box = seal(this.#key, bytes, contextOf(importId));
    if (this.#folder === null) {
      this.#inMemory.set(importId, box);
      return;
    }
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    const path = this.#path(this.#folder, importId);
    await writeFlushed(`${path}.new`, box);
    await rename(`${path}.new`, path);
    await flushFolder(this.#folder);
  }

  async read(importId: string): Promise<Buffer> {
    const box =
      this.#folder === null
        ? this.#inMemory.get(importId)
        : await readFile(this.#path(this.#folder, importId));
    if (!box) throw new Error(`the file of import ${importId} is gone`);
    return unseal(this.#key, box, contextOf(importId));
  }

  async delete(importId: string): Promise<void> {
    this.#inMemory.delete(importId);
    if (this.#folder !== null) await rm(this.#path(this.#folder, importId), { force: true });
  }

  /** Imports whose file is still there; what was not written to its end is cleared away. */
  async pending(): Promise<readonly string[]> {
    const folder = this.#folder;
    if (folder === null) return [...this.#inMemory.keys()];
    const names = await readdir(folder).catch(() => []);
    for (const name of names) {
      if (!name.endsWith(SUFFIX)) await rm(join(folder, name), { force: true });
    }
    return names
      .filter((name) => name.endsWith(SUFFIX))
      .map((name) => name.slice(0, -SUFFIX.length))
      .sort();
  }

  #path(folder: string, importId: string): string {
    return join(folder, `${importId}${SUFFIX}`);
  }
}

function contextOf(importId: string): string {
  return `import/${importId}`;
}

async function writeFlushed(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, 'w', 0o600);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}

async function flushFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
