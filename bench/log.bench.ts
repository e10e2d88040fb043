import { hash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Recorded } from '../src/kernel/message.js';
import { nodeHash } from '../src/log/hashing.js';
import { leafOf } from '../src/log/leaf.js';
import { LogTree } from '../src/log/log-tree.js';
import { consistencyProof, inclusionHolds, inclusionProof } from '../src/log/merkle-proofs.js';
import { type Bench, type Result, resultOf, type Scale, takeTurns } from './measure.js';

const PAGE = 1_000;
const PROOFS = 2_000;

export const log: Bench = {
  name: 'log',
  about:
    'leaves a CPU second into the tree on disk, against the least hashing there is (one SHA-256 a leaf ' +
    'and one a node); proofs out of the large tree, against 20 hashes',
  run: measureLog,
};

async function measureLog({ quick, say }: Scale): Promise<readonly Result[]> {
  const leaves = quick ? 50_000 : 1_000_000;
  const folder = mkdtempSync(join(tmpdir(), 'shizhang-log-'));
  const tree = new LogTree(folder);
  try {
    const started = cpuSeconds();
    for (let at = 0; at < leaves; at += PAGE) tree.append(pageOf(at));
    const ours = leaves / seconds(started);
    say(`log: ${tree.size} leaves, root ${tree.root().toString('hex').slice(0, 16)}`);
    const baseline = leaves / hashingSeconds(leaves);
    return [
      resultOf(`leaves into a tree of ${leaves}`, 'leaves/CPU-s', { ours, baseline }),
      ...(await measureProofs(tree)),
    ];
  } finally {
    tree.close();
    rmSync(folder, { recursive: true });
  }
}

async function measureProofs(tree: LogTree): Promise<readonly Result[]> {
  const { size } = tree;
  const root = tree.root();
  const places = Array.from({ length: PROOFS }, (_, i) => (i * 7919) % size);
  const twentyHashes = () => micros(() => chain(20), PROOFS);
  const proof = await takeTurns(
    3,
    async () => micros((i) => inclusionProof(tree, places[i] ?? 0, size), PROOFS),
    async () => twentyHashes(),
  );
  const verify = await takeTurns(
    3,
    async () => {
      const index = places[1] ?? 0;
      const leaf = tree.hashes({ level: 0, from: index, count: 1 });
      const claim = { index, size, leaf, root, proof: inclusionProof(tree, index, size) };
      return micros(() => inclusionHolds(claim), PROOFS);
    },
    async () => twentyHashes(),
  );
  const consistency = await takeTurns(
    3,
    async () => micros((i) => consistencyProof(tree, (places[i] ?? 0) + 1, size), PROOFS),
    async () => twentyHashes(),
  );
  return [
    resultOf(`inclusion proof at ${size}`, 'µs', proof),
    resultOf('inclusion verified', 'µs', verify),
    resultOf(`consistency proof at ${size}`, 'µs', consistency),
  ];
}

function chain(length: number): Buffer {
  let top: Buffer = Buffer.alloc(32);
  for (let i = 0; i < length; i += 1) top = nodeHash(top, top);
  return top;
}

/** The leaves are made and hashed, and as many nodes: no storage, no tree. */
function hashingSeconds(leaves: number): number {
  const started = cpuSeconds();
  const node = Buffer.alloc(65, 1);
  for (let at = 0; at < leaves; at += PAGE) {
    for (const event of pageOf(at)) {
      hash('sha256', leafOf(event), 'buffer');
      hash('sha256', node, 'buffer');
    }
  }
  return seconds(started);
}

/** Events as large as the commonest of the ledger. */
function pageOf(from: number): readonly Recorded[] {
  return Array.from({ length: PAGE }, (_, i) => eventAt(from + i));
}

function eventAt(n: number): Recorded {
  const id = `00000000-0000-5000-8000-${String(n).padStart(12, '0')}`;
  return {
    ...{ id, stream: `serviceBook-${n % 5_000}.2026`, revision: Math.floor(n / 5_000) },
    ...{ position: String(n + 1), type: 'service-records.RecordTookEffect' },
    data: {
      ...{ recordId: id, version: 1, volunteerId: id, organisationId: id, stationId: id },
      ...{ date: '2026-03-07', centiHours: 333, grade: 'A', on: '2026-03-13' },
    },
    meta: {
      ...{ schema: 1, commandId: id, inputHash: id.repeat(2).slice(0, 64), correlationId: id },
      ...{ causationId: id, actor: { accountId: 'system', role: 'system' }, channel: 'process' },
      ...{ recordedAt: '2026-03-13T01:00:00.000Z', policies: { publicity: '2026-1' } },
      nonce: 'AAAAAAAAAAAAAAAAAAAAAA',
    },
  };
}

function micros(work: (i: number) => unknown, times: number): number {
  const started = cpuSeconds();
  for (let i = 0; i < times; i += 1) work(i);
  return (seconds(started) * 1_000_000) / times;
}

function seconds(started: number): number {
  return cpuSeconds() - started;
}

/** Of this process: the tree is hashing, and whatever else the machine does must not count. */
function cpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000_000;
}
