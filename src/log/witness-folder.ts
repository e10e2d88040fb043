import { createPrivateKey, generateKeyPairSync, hash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeWhole } from './whole-file.js';
import { formatKey, type NoteKey, noteSigner, type NoteSigner, parseKey } from './signed-note.js';
import { WitnessMemory } from './witness.js';

/**
 * A witness in a folder anybody can keep: `witness.key` (name and private key), `logs` (one verifier
 * key a line), `seen/` (the last checkpoint of each log), `evidence/` (what was refused).
 */
export class WitnessFolder extends WitnessMemory {
  readonly #keys: readonly NoteKey[];

  private constructor(
    private readonly folder: string,
    readonly signer: NoteSigner,
  ) {
    super();
    const lines = existsSync(join(folder, 'logs'))
      ? readFileSync(join(folder, 'logs'), 'utf8')
      : '';
    this.#keys = lines
      .split('\n')
      .map(parseKey)
      .filter((key) => key !== undefined);
  }

  /** @throws Error when there is a witness already */
  static create(folder: string, name: string): WitnessFolder {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const { privateKey } = generateKeyPairSync('ed25519');
    const pem = privateKey.export({ format: 'pem', type: 'pkcs8' });
    noteSigner(name, 'cosignature', privateKey);
    writeFileSync(join(folder, 'witness.key'), `${name}\n${pem}`, { flag: 'wx', mode: 0o600 });
    return WitnessFolder.open(folder);
  }

  /** @throws Error when there is none */
  static open(folder: string): WitnessFolder {
    const text = readFileSync(join(folder, 'witness.key'), 'utf8');
    const end = text.indexOf('\n');
    const privateKey = createPrivateKey(text.slice(end + 1));
    return new WitnessFolder(folder, noteSigner(text.slice(0, end), 'cosignature', privateKey));
  }

  get vkey(): string {
    return formatKey(this.signer.key);
  }

  /** Watches a log from the next start on. */
  watch(vkey: string): void {
    writeFileSync(join(this.folder, 'logs'), `${vkey}\n`, { flag: 'a' });
  }

  keysOf(origin: string): readonly NoteKey[] {
    return this.#keys.filter(({ name, kind }) => name === origin && kind === 'ed25519');
  }

  latest(origin: string): string | undefined {
    return this.byHash(originHash(origin));
  }

  /** By the name under which it is published: SHA-256 of the origin, in hex. */
  byHash(hex: string): string | undefined {
    const path = join(this.folder, 'seen', hex);
    return hex !== '' && existsSync(path) ? readFileSync(path, 'utf8') : undefined;
  }

  keep(origin: string, checkpoint: string): void {
    mkdirSync(join(this.folder, 'seen'), { recursive: true, mode: 0o700 });
    writeWhole(join(this.folder, 'seen', originHash(origin)), checkpoint);
  }

  keepEvidence(origin: string, request: string): void {
    const folder = join(this.folder, 'evidence');
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const name = `${originHash(origin).slice(0, 16)}-${hash('sha256', request, 'hex').slice(0, 16)}`;
    writeWhole(join(folder, name), `${request}\nseen before:\n\n${this.latest(origin) ?? ''}`);
  }
}

export function originHash(origin: string): string {
  return hash('sha256', origin, 'hex');
}
