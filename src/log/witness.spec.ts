import { checkpointOf, testLeaves, testSigner } from '../../test/support/log-folder.js';
import { formatAddition, parseAddition } from './add-checkpoint.js';
import { parseCheckpoint } from './checkpoint.js';
import { cosignedAt } from './cosignature.js';
import { consistencyProof } from './merkle-proofs.js';
import type { NoteKey } from './signed-note.js';
import { Witness, WitnessMemory } from './witness.js';

const log = testSigner('hours.test/log', 'ed25519', 1);
const signer = testSigner('witness.test/w1', 'cosignature', 2);
const leaves = testLeaves(100);
const forged = testLeaves(120, { 17: 'event 17, back-dated' });
const at = (size: number, of = leaves) => checkpointOf(of.slice(0, size), log);
const NOW = 1_772_413_200;

class Memory extends WitnessMemory {
  readonly kept = new Map<string, string>();
  readonly evidence: string[] = [];

  keysOf(origin: string): readonly NoteKey[] {
    return origin === log.key.name ? [log.key] : [];
  }
  latest(origin: string): string | undefined {
    return this.kept.get(origin);
  }
  keep(origin: string, checkpoint: string): void {
    this.kept.set(origin, checkpoint);
  }
  keepEvidence(_origin: string, request: string): void {
    this.evidence.push(request);
  }
}

let memory: Memory;
let witness: Witness;

beforeEach(() => {
  memory = new Memory();
  witness = new Witness(signer, memory);
});

const reader = (of: readonly Buffer[]) => ({
  hashes: ({ from, count }: { from: number; count: number }) =>
    Buffer.concat(of.slice(from, from + count)),
});
/** The request a log makes that has the given leaves. */
const growth = (old: number, size: number, of = leaves) =>
  formatAddition({
    old,
    proof: consistencyProof(reader(of), old, size),
    checkpoint: at(size, of),
  });
const add = (request: string) => witness.addCheckpoint(request, NOW);

describe('a witness', () => {
  it('cosigns the first checkpoint it sees, and every one that continues it', () => {
    for (const [old, size] of [
      [0, 20],
      [20, 20],
      [20, 21],
      [21, 100],
    ] as const) {
      const { status, body } = add(growth(old, size));
      expect(status).toBe(200);
      const cosigned = parseCheckpoint(memory.latest(log.key.name)!)!;
      expect(memory.latest(log.key.name)!.endsWith(body)).toBe(true);
      expect(cosigned.size).toBe(size);
      expect(cosignedAt(cosigned.note, signer.key)).toBe(NOW);
    }
  });

  it('refuses a fork, keeps it as evidence, and stays with what it saw', () => {
    add(growth(0, 20));
    const before = memory.latest(log.key.name);
    const fork = growth(20, 120, forged);
    expect(add(fork)).toMatchObject({ status: 422, why: expect.stringContaining('FORK') });
    expect(add(growth(20, 20, forged)).status).toBe(422);
    expect(memory.latest(log.key.name)).toBe(before);
    expect(memory.evidence[0]).toBe(fork);
  });

  it('says what it has seen to a log that went back, or does not know', () => {
    add(growth(0, 50));
    expect(add(growth(20, 40))).toMatchObject({ status: 409, body: '50\n' });
    expect(add(growth(0, 40))).toMatchObject({ status: 409, body: '50\n' });
    expect(add(growth(0, 100))).toMatchObject({ status: 409, body: '50\n' });
  });

  it('refuses what is not signed by a log it watches', () => {
    const other = testSigner('hours.test/log', 'ed25519', 3);
    const stranger = testSigner('other.test/log', 'ed25519', 1);
    const signedBy = (by: typeof log) =>
      formatAddition({ old: 0, proof: [], checkpoint: checkpointOf(leaves, by) });
    expect(add(signedBy(other)).status).toBe(403);
    expect(add(signedBy(stranger)).status).toBe(404);
  });

  it.each([
    ['an old size above the new one', growth(0, 20).replace('old 0', 'old 21')],
    ['a leading zero', growth(0, 20).replace('old 0', 'old 00')],
    ['no old size', growth(0, 20).replace('old 0\n', '')],
    [
      'a hash of 31 bytes',
      growth(0, 20).replace('\n\n', `\n${Buffer.alloc(31).toString('base64')}\n\n`),
    ],
    [
      '64 hashes',
      growth(0, 20).replace('\n\n', `\n${`${Buffer.alloc(32).toString('base64')}\n`.repeat(64)}\n`),
    ],
    ['no checkpoint', 'old 0\n\nrubbish\n'],
    ['nothing', ''],
  ])('refuses a request with %s as malformed', (_name, request) => {
    expect(add(request).status).toBe(400);
  });

  it('refuses a proof where none is due', () => {
    const proof = [leaves[0]!];
    expect(add(formatAddition({ old: 0, proof, checkpoint: at(20) })).status).toBe(422);
  });

  it('refuses to go on when it can no longer read what it saw', () => {
    memory.kept.set(log.key.name, 'rubbish');
    expect(() => add(growth(0, 20))).toThrow("can't be read");
  });
});

it('a request is read as it was written', () => {
  const addition = { old: 20, proof: [leaves[1]!, leaves[2]!], checkpoint: at(21) };
  expect(parseAddition(formatAddition(addition))).toEqual(addition);
});
