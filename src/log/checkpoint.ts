import { HASH_BYTES } from './hashing.js';
import type { TreeHead } from './merkle-proofs.js';
import {
  bytesOfBase64,
  formatNote,
  type Note,
  type NoteSigner,
  parseNote,
  signText,
} from './signed-note.js';

/** C2SP tlog-checkpoint v1.0.0: how large a log is, and its root, signed. */
export interface Checkpoint extends TreeHead {
  /** The log's name for ever, such as `hours.example.cn/log`. */
  readonly origin: string;
  readonly size: number;
  readonly root: Buffer;
  readonly note: Note;
}

const SIZE = /^(0|[1-9]\d{0,15})$/;

export function checkpointText({ origin, size, root }: Omit<Checkpoint, 'note'>): string {
  return `${origin}\n${size}\n${root.toString('base64')}\n`;
}

/** A checkpoint as it is published; with several keys while one follows another. */
export function signCheckpoint(
  head: Omit<Checkpoint, 'note'>,
  signers: readonly NoteSigner[],
): string {
  const text = checkpointText(head);
  return formatNote({ text, signatures: signers.map((signer) => signText(text, signer)) });
}

/** Undefined for what is no checkpoint; its signatures are read, not checked. */
export function parseCheckpoint(signed: string): Checkpoint | undefined {
  const note = parseNote(signed);
  const head = note && headOf(note.text.slice(0, -1).split('\n'));
  return head && { ...head, note };
}

function headOf(lines: readonly string[]): Omit<Checkpoint, 'note'> | undefined {
  const [origin = '', size = '', encoded = ''] = lines;
  const root = bytesOfBase64(encoded);
  if (lines.includes('') || root?.length !== HASH_BYTES) return undefined;
  if (!SIZE.test(size) || !Number.isSafeInteger(Number(size))) return undefined;
  return { origin, size: Number(size), root };
}
