import { createPrivateKey } from 'node:crypto';
import { checkpointText, parseCheckpoint, signCheckpoint } from './checkpoint.js';
import { cosign, cosignedAt } from './cosignature.js';
import { EMPTY_ROOT } from './hashing.js';
import {
  formatKey,
  formatNote,
  formatSignature,
  judgeSignatures,
  noteSigner,
  parseKey,
  parseNote,
  parseSignatures,
  signText,
} from './signed-note.js';

/** The example of C2SP signed-note v1.0.0. */
const EXAMPLE_KEY = 'example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k';
const EXAMPLE =
  'This is an example message.\n\n' +
  '— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n';
/** The key of the documentation of golang.org/x/mod/sumdb/note, and what it signed there. */
const GO_KEY = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW';
const GO_NOTE =
  'If you think cryptography is the answer to your problem,\n' +
  "then you don't know what your problem is.\n\n" +
  '— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n';

/** A key for tests: the seed is 32 times the same byte. */
function signer(name: string, kind: 'ed25519' | 'cosignature', byte: number) {
  const der = Buffer.concat([
    Buffer.from('302e020100300506032b657004220420', 'hex'),
    Buffer.alloc(32, byte),
  ]);
  return noteSigner(name, kind, createPrivateKey({ key: der, format: 'der', type: 'pkcs8' }));
}
const log = signer('hours.example.cn/log', 'ed25519', 1);
const witness = signer('witness.example.cn/w1', 'cosignature', 2);
const key = (text: string) => parseKey(text)!;

describe('signed notes', () => {
  it.each([
    ['of the specification', EXAMPLE_KEY, EXAMPLE],
    ['of the Go implementation', GO_KEY, GO_NOTE],
  ])('%s verify, and are written back word for word', (_name, vkey, note) => {
    const parsed = parseNote(note)!;
    expect(judgeSignatures(parsed, key(vkey))).toBe('good');
    expect(formatNote(parsed)).toBe(note);
    expect(formatKey(key(vkey))).toBe(vkey);
  });

  it('with another text are bad, and with another key say nothing', () => {
    const forged = parseNote(EXAMPLE.replace('example message', 'forged message'))!;
    expect(judgeSignatures(forged, key(EXAMPLE_KEY))).toBe('bad');
    expect(judgeSignatures(parseNote(EXAMPLE)!, key(GO_KEY))).toBe('none');
  });

  it('with one good and one bad signature of a key are bad', () => {
    const text = 'a text\n';
    const good = signText(text, log);
    const bad = { ...good, signature: Buffer.alloc(64) };
    const note = parseNote(formatNote({ text, signatures: [good, bad] }))!;
    expect(judgeSignatures(note, log.key)).toBe('bad');
  });

  it.each([
    ['no blank line', 'text\n— a AAAAAAA=\n'],
    ['no signature', 'text\n\n'],
    ['no newline at the end', EXAMPLE.slice(0, -1)],
    ['a control character', EXAMPLE.replace('This', 'Th\u0007s')],
    ['a carriage return', EXAMPLE.replaceAll('\n', '\r\n')],
    ['half a character', EXAMPLE.replace('This', 'Th\ud83ds')],
    ['a signature of nothing', 'text\n\n— a AAAAAA==\n'],
    ['a name with a plus', 'text\n\n— a+b AAAAAAA=\n'],
    ['base64 without padding', EXAMPLE.replace('aQM=', 'aQM')],
    ['three words in a signature line', EXAMPLE.replace('aQM=', 'aQM= x')],
    ['65 signatures', `text\n\n${'— a AAAAAAA=\n'.repeat(65)}`],
  ])('are refused with %s', (_name, note) => {
    expect(parseNote(note)).toBeUndefined();
  });

  it.each([
    EXAMPLE_KEY.replace('530d903a', '530d903b'),
    EXAMPLE_KEY.replace('+Aek', '+Bek'),
    EXAMPLE_KEY.slice(0, -4),
    'no key',
    '',
  ])('%p is no key', (text) => {
    expect(parseKey(text)).toBeUndefined();
  });
});

describe('checkpoints', () => {
  const head = { origin: log.key.name, size: 20_852_163, root: EMPTY_ROOT };

  it('are written and read', () => {
    const signed = signCheckpoint(head, [log]);
    expect(signed.split('\n').slice(0, 4)).toEqual([
      ...['hours.example.cn/log', '20852163', EMPTY_ROOT.toString('base64'), ''],
    ]);
    expect(parseCheckpoint(signed)).toMatchObject(head);
    expect(judgeSignatures(parseCheckpoint(signed)!.note, log.key)).toBe('good');
  });

  it('keep extension lines they do not know under the signature', () => {
    const text = `${checkpointText(head)}extension\n`;
    const signed = formatNote({ text, signatures: [signText(text, log)] });
    expect(parseCheckpoint(signed)).toMatchObject({ ...head, note: { text } });
  });

  it.each([
    ['20852163', '020852163'],
    ['20852163', '-1'],
    ['20852163', '1e3'],
    ['20852163', '9007199254740993'],
    ['hours.example.cn/log\n', '\n'],
    ['47DEQ', '47DEQQ'],
  ])('are refused when %p is %p', (from, to) => {
    expect(parseCheckpoint(signCheckpoint(head, [log]).replace(from, to))).toBeUndefined();
  });
});

describe('cosignatures', () => {
  const text = checkpointText({ origin: log.key.name, size: 7, root: EMPTY_ROOT });
  const signature = cosign(text, 1_679_315_147, witness);

  it('say when the witness saw the checkpoint', () => {
    expect(cosignedAt({ text, signatures: [signature] }, witness.key)).toBe(1_679_315_147);
  });

  it('hold for this text, this time, this witness alone', () => {
    const later = Buffer.from(signature.signature);
    later.writeBigUInt64BE(1_679_315_148n);
    const other = signer('witness.example.cn/w2', 'cosignature', 3);
    for (const note of [
      { text: text.replace('7', '8'), signatures: [signature] },
      { text, signatures: [{ ...signature, signature: later }] },
      { text, signatures: [{ ...signature, signature: Buffer.alloc(5) }] },
      { text, signatures: [signText(text, { ...witness })] },
    ]) {
      expect(cosignedAt(note, witness.key)).toBeUndefined();
    }
    expect(cosignedAt({ text, signatures: [signature] }, other.key)).toBeUndefined();
  });

  it('are lines a note can take over', () => {
    expect(parseSignatures(formatSignature(signature))).toEqual([signature]);
    expect(parseSignatures('rubbish\n')).toBeUndefined();
    expect(parseSignatures('')).toBeUndefined();
  });
});
