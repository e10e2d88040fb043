import { hkdfSync } from 'node:crypto';
import { ConfigError } from './config.js';
import { seal, unseal } from './sealed-box.js';

/** What stands in `keys/ring.json` once a master key was rotated. */
interface RingFile {
  /** How often the master key was rotated. */
  readonly generation: number;
  /** Purpose → key, sealed under the master key of this generation, in base64. */
  readonly keys: Readonly<Record<string, string>>;
}

export interface KeyRing {
  readonly generation: number;
  /** Keys that outlive a rotation: what was printed, hashed or handed out with them goes on. */
  readonly keys: ReadonlyMap<string, Buffer>;
}

export function sealRing(master: Buffer, { generation, keys }: KeyRing): string {
  const wrap = ringKey(master);
  const sealed = [...keys].map(([purpose, key]) => [
    purpose,
    seal(wrap, key, contextOf(generation, purpose)).toString('base64'),
  ]);
  const file: RingFile = { generation, keys: Object.fromEntries(sealed) as RingFile['keys'] };
  return `${JSON.stringify(file, null, 2)}\n`;
}

/** @throws ConfigError when it is damaged, or the master key is another one: an old one, say */
export function openRing(master: Buffer, text: string): KeyRing {
  try {
    const { generation, keys } = JSON.parse(text) as RingFile;
    const wrap = ringKey(master);
    const opened = Object.entries(keys).map(([purpose, sealed]): [string, Buffer] => [
      purpose,
      unseal(wrap, Buffer.from(sealed, 'base64'), contextOf(generation, purpose)),
    ]);
    return { generation, keys: new Map(opened) };
  } catch (cause) {
    throw new ConfigError(
      'MASTER_KEY',
      'does not open keys/ring.json: after a rotation the old key is refused',
      { cause },
    );
  }
}

function ringKey(master: Buffer): Buffer {
  return Buffer.from(hkdfSync('sha256', master, '', 'shizhang/key-ring/v1', 32));
}

function contextOf(generation: number, purpose: string): string {
  return `ring/${generation}/${purpose}`;
}
