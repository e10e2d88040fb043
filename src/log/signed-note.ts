import { createPublicKey, hash, type KeyObject, sign, verify } from 'node:crypto';

/* C2SP signed-note v1.0.0: a text that ends in a newline, a blank line, signature lines. */

/** What kind of signature a key makes; a key id is another one for each kind. */
export const NOTE_KINDS = { ed25519: 0x01, cosignature: 0x04 } as const;
export type NoteKind = keyof typeof NOTE_KINDS;

/** Whose signatures are looked at: `<name>+<key id, hex>+<base64 of kind and public key>`. */
export interface NoteKey {
  readonly name: string;
  readonly kind: NoteKind;
  /** 8 hex digits. */
  readonly keyId: string;
  /** 32 bytes (RFC 8032). */
  readonly publicKey: Buffer;
}

export interface NoteSignature {
  readonly name: string;
  readonly keyId: string;
  readonly signature: Buffer;
}

export interface Note {
  /** Ends in a newline. */
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

export interface NoteSigner {
  readonly key: NoteKey;
  readonly privateKey: KeyObject;
}

const DASH = '— ';
const KEY_BYTES = 32;
const KEY_ID_BYTES = 4;
const SIGNATURE_BYTES = 64;
/** Our notes have one or two signatures; those of others may hold many, but not endlessly many. */
const SIGNATURES_MAX = 64;
export const NOTE_CHARS_MAX = 64 * 1024;
/** DER in front of the 32 bytes of an Ed25519 key (RFC 8410). */
const SPKI_PREFIX = Buffer.from('302a300506032b6570032100', 'hex');
const NAME = /^[^\s+\p{Z}\p{Cc}]+$/u;
// eslint-disable-next-line no-control-regex -- that is what the format forbids
const FORBIDDEN = /[\u0000-\u0009\u000b-\u001f]/;

/** @throws RangeError for a name that a signature line can't carry */
export function noteKey(name: string, kind: NoteKind, publicKey: Buffer): NoteKey {
  if (!NAME.test(name) || publicKey.length !== KEY_BYTES) throw new RangeError('no key of a note');
  const named = Buffer.concat([Buffer.from(`${name}\n`), Buffer.from([NOTE_KINDS[kind]])]);
  const digest = hash('sha256', Buffer.concat([named, publicKey]), 'buffer');
  return { name, kind, keyId: digest.toString('hex', 0, KEY_ID_BYTES), publicKey };
}

/** The signer of a private Ed25519 key. */
export function noteSigner(name: string, kind: NoteKind, privateKey: KeyObject): NoteSigner {
  const spki = createPublicKey(privateKey).export({ type: 'spki', format: 'der' });
  return { key: noteKey(name, kind, spki.subarray(SPKI_PREFIX.length)), privateKey };
}

export function formatKey({ name, kind, keyId, publicKey }: NoteKey): string {
  const material = Buffer.concat([Buffer.from([NOTE_KINDS[kind]]), publicKey]);
  return `${name}+${keyId}+${material.toString('base64')}`;
}

/** Undefined for what is no verifier key, or one of a kind that is not known here. */
export function parseKey(text: string): NoteKey | undefined {
  const [name = '', keyId = '', ...rest] = text.trim().split('+');
  const material = bytesOfBase64(rest.join('+'));
  const kind = material && kindOf(material[0]);
  if (!material || !kind || material.length !== 1 + KEY_BYTES || !NAME.test(name)) return undefined;
  const key = noteKey(name, kind, material.subarray(1));
  return key.keyId === keyId ? key : undefined;
}

function kindOf(byte: number | undefined): NoteKind | undefined {
  return (Object.keys(NOTE_KINDS) as NoteKind[]).find((kind) => NOTE_KINDS[kind] === byte);
}

export function formatNote({ text, signatures }: Note): string {
  return `${text}\n${signatures.map(formatSignature).join('')}`;
}

export function formatSignature({ name, keyId, signature }: NoteSignature): string {
  const bytes = Buffer.concat([Buffer.from(keyId, 'hex'), signature]);
  return `${DASH}${name} ${bytes.toString('base64')}\n`;
}

/** Undefined for what is no signed note; signatures are read, not checked. */
export function parseNote(note: string): Note | undefined {
  if (note.length > NOTE_CHARS_MAX || FORBIDDEN.test(note) || !note.isWellFormed()) {
    return undefined;
  }
  const blank = note.lastIndexOf('\n\n');
  if (blank < 0 || !note.endsWith('\n')) return undefined;
  const signatures = parseSignatures(note.slice(blank + 2));
  return signatures && { text: note.slice(0, blank + 1), signatures };
}

/** Signature lines alone, as a witness answers with. */
export function parseSignatures(lines: string): readonly NoteSignature[] | undefined {
  if (!lines.endsWith('\n') || lines.length > NOTE_CHARS_MAX) return undefined;
  const signatures = lines.slice(0, -1).split('\n').map(parseSignature);
  const known = signatures.filter((signature) => signature !== undefined);
  const complete = known.length === signatures.length && known.length <= SIGNATURES_MAX;
  return complete ? known : undefined;
}

function parseSignature(line: string): NoteSignature | undefined {
  if (!line.startsWith(DASH)) return undefined;
  const [name = '', encoded = '', ...more] = line.slice(DASH.length).split(' ');
  const bytes = bytesOfBase64(encoded);
  if (more.length > 0 || !NAME.test(name) || !bytes || bytes.length <= KEY_ID_BYTES) {
    return undefined;
  }
  const keyId = bytes.toString('hex', 0, KEY_ID_BYTES);
  return { name, keyId, signature: bytes.subarray(KEY_ID_BYTES) };
}

/** An Ed25519 signature over the text itself. */
export function signText(text: string, { key, privateKey }: NoteSigner): NoteSignature {
  const { name, keyId } = key;
  return { name, keyId, signature: sign(null, Buffer.from(text), privateKey) };
}

/**
 * What the signatures of a key say: none of it is there, it holds, or one of them is bad, which
 * condemns the whole note.
 */
export function judgeSignatures(note: Note, key: NoteKey): 'none' | 'good' | 'bad' {
  const own = note.signatures.filter(({ name, keyId }) => name === key.name && keyId === key.keyId);
  if (own.length === 0) return 'none';
  const text = Buffer.from(note.text);
  const holds = own.every(({ signature }) => holdsOver(key, text, signature));
  return holds ? 'good' : 'bad';
}

/** True for a good Ed25519 signature over the bytes. */
export function holdsOver(key: NoteKey, bytes: Uint8Array, signature: Uint8Array): boolean {
  if (signature.length !== SIGNATURE_BYTES) return false;
  try {
    const spki = Buffer.concat([SPKI_PREFIX, key.publicKey]);
    const publicKey = createPublicKey({ key: spki, format: 'der', type: 'spki' });
    return verify(null, bytes, publicKey, signature);
  } catch {
    // A key that is no point of the curve has signed nothing.
    return false;
  }
}

/** RFC 4648, 4, with padding and without another way to write the same; else undefined. */
export function bytesOfBase64(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, 'base64');
  return bytes.toString('base64') === text ? bytes : undefined;
}
