import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigError } from '../platform/config.js';
import { type NoteKey, parseKey } from './signed-note.js';

const FILE = 'witnesses.json';

/** Somebody who is told of each checkpoint and cosigns it. */
export interface WitnessAddress {
  readonly key: NoteKey;
  /** `add-checkpoint` stands behind it (C2SP tlog-witness). */
  readonly url: string;
}

/**
 * `DATA_DIR/witnesses.json`: `[{ "vkey": "…", "url": "https://…" }]`.
 *
 * @throws ConfigError naming the entry and what is wrong with it
 */
export function readWitnesses(dataDir: string | null): readonly WitnessAddress[] {
  const path = dataDir && join(dataDir, FILE);
  if (!path || !existsSync(path)) return [];
  const entries = jsonOf(path);
  if (!Array.isArray(entries)) throw new ConfigError(FILE, 'must be a list');
  return entries.map((entry, i) => witnessOf(entry, `entry ${i + 1}`));
}

function jsonOf(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (cause) {
    throw new ConfigError(FILE, 'is not JSON', { cause });
  }
}

function witnessOf(entry: unknown, where: string): WitnessAddress {
  const { vkey, url } = (entry ?? {}) as { vkey?: unknown; url?: unknown };
  const key = typeof vkey === 'string' ? parseKey(vkey) : undefined;
  if (key?.kind !== 'cosignature') {
    throw new ConfigError(FILE, `${where}: "vkey" is not the key of a witness`);
  }
  if (typeof url !== 'string' || !/^https?:\/\//.test(url) || !URL.canParse(url)) {
    throw new ConfigError(FILE, `${where}: "url" must begin with https:// or http://`);
  }
  return { key, url: url.replace(/\/+$/, '') };
}
