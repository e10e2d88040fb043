import { generateKeyPairSync } from 'node:crypto';
import type { Recorded } from '../kernel/message.js';
import { metaOf } from '../../test/support/store-events.js';
import { parseCheckpoint, signCheckpoint } from './checkpoint.js';
import { cosign } from './cosignature.js';
import { leafHash, nodeHash } from './hashing.js';
import { leafHashOf, leafOf } from './leaf.js';
import { formatKey, formatNote, noteSigner } from './signed-note.js';
import { formatProof, parseProof } from './tlog-proof.js';
import { verifyProof } from './verify-proof.js';

const newSigner = (name: string, kind: 'ed25519' | 'cosignature') =>
  noteSigner(name, kind, generateKeyPairSync('ed25519').privateKey);
const log = newSigner('hours.example.cn/log', 'ed25519');
const witness = newSigner('witness.example.cn', 'cosignature');
const [leaf, sibling] = [Buffer.from('{"a":1}'), leafHash(Buffer.from('other'))];
const head = { origin: log.key.name, size: 2, root: nodeHash(leafHash(leaf), sibling) };
const checkpoint = signCheckpoint(head, [log]);
const proof = formatProof({ extra: leaf, index: 0, hashes: [sibling], checkpoint });
const logKeys = [formatKey(log.key)];
const verdict = (text: string, keys = logKeys) =>
  verifyProof(leaf, text, { logKeys: keys }).verdict;

describe('a proof', () => {
  it('has the form of the specification', () => {
    expect(proof).toBe(
      `c2sp.org/tlog-proof@v1\nextra ${leaf.toString('base64')}\nindex 0\n` +
        `${sibling.toString('base64')}\n\n${checkpoint}`,
    );
    expect(parseProof(proof)).toEqual({ extra: leaf, index: 0, hashes: [sibling], checkpoint });
  });

  it('is verified offline, and tells where and how large', () => {
    expect(verifyProof(leaf, proof, { logKeys })).toEqual({
      ...{ verdict: 'included', origin: 'hours.example.cn/log', size: 2, index: 0, cosigned: [] },
    });
  });

  it('tells which of the known witnesses saw the checkpoint', () => {
    const { note } = parseCheckpoint(checkpoint)!;
    const cosigned = formatNote({
      text: note.text,
      signatures: [...note.signatures, cosign(note.text, 1_700_000_000, witness)],
    });
    const text = formatProof({ index: 0, hashes: [sibling], checkpoint: cosigned });
    const stranger = formatKey(newSigner('stranger.example', 'cosignature').key);
    const witnessKeys = [stranger, formatKey(witness.key)];
    expect(verifyProof(leaf, text, { logKeys, witnessKeys }).cosigned).toEqual([
      { witness: 'witness.example.cn', at: 1_700_000_000 },
    ]);
  });

  it('of another leaf is not included', () => {
    expect(verifyProof(Buffer.from('{"a":2}'), proof, { logKeys }).verdict).toBe('not-included');
    expect(verdict(proof.replace('index 0', 'index 1'))).toBe('not-included');
  });

  it('of an unknown log, or under a signature that does not hold, proves nothing', () => {
    expect(verdict(proof, [])).toBe('unknown-log');
    expect(verdict(proof, [formatKey(newSigner('hours.example.cn/log', 'ed25519').key)])).toBe(
      'unknown-log',
    );
    const other = signCheckpoint({ ...head, origin: 'other.example/log' }, [log]);
    expect(verdict(proof.replace(checkpoint, other))).toBe('unknown-log');
    const signature = checkpoint.lastIndexOf(' ') + 10;
    const broken = `${checkpoint.slice(0, signature)}AAAA${checkpoint.slice(signature + 4)}`;
    expect(verdict(proof.replace(checkpoint, broken))).toBe('bad-signature');
  });

  it.each([
    ['', ''],
    ['@v1', '@v2'],
    ['index 0', 'index 00'],
    ['index 0', 'index -1'],
    ['index 0\n', ''],
    ['extra ', 'extra !'],
    [sibling.toString('base64'), 'AAAA'],
    ['\n\n', '\n'],
    ['— ', '- '],
  ])('is malformed when %p is %p', (from, to) => {
    expect(verdict(from === '' ? '' : proof.replace(from, to))).toBe('malformed');
  });
});

describe('the leaf of an event', () => {
  const event: Recorded = {
    ...{ id: '1b4e28ba-2fa1-51d2-a83f-0016d3cca427', stream: 'station-s-1', revision: 3 },
    ...{ position: '17', type: 'stations.StationOpened', data: { b: '站', a: [1, null] } },
    meta: metaOf({ commandId: 'c', correlationId: 'c' }),
  };

  it('is its canonical JSON without the position', () => {
    expect(leafOf(event).toString('utf8')).toBe(
      '{"data":{"a":[1,null],"b":"站"},"id":"1b4e28ba-2fa1-51d2-a83f-0016d3cca427",' +
        '"meta":{"actor":{"accountId":"a-1","role":"system"},"channel":"cli","commandId":"c",' +
        '"correlationId":"c","inputHash":"c0ffee","nonce":"AAAAAAAAAAAAAAAAAAAAAA",' +
        '"recordedAt":"2025-05-04T03:02:01.000Z","schema":1},"revision":3,' +
        '"stream":"station-s-1","type":"stations.StationOpened"}',
    );
    expect(leafHashOf(event).toString('hex')).toBe(
      '683e416f7058b74958a295024b4497397b11077a9992be07270ed232f185f2a1',
    );
  });

  it('is that of what was stored, whatever the code of today makes of it', () => {
    const today = { ...event, data: { c: 1 }, storedData: event.data as never };
    expect(leafOf(today)).toEqual(leafOf(event));
  });
});
