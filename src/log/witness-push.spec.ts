import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { testLeaves, testSigner } from '../../test/support/log-folder.js';
import { eventually, metaOf } from '../../test/support/store-events.js';
import { CheckpointBook } from './checkpoint-book.js';
import { parseCheckpoint, signCheckpoint } from './checkpoint.js';
import { cosignedAt } from './cosignature.js';
import { LogTree } from './log-tree.js';
import { formatKey, parseKey } from './signed-note.js';
import { WitnessFolder, originHash } from './witness-folder.js';
import { WitnessPush } from './witness-push.js';
import { witnessServer } from './witness-server.js';

const ORIGIN = 'hours.test/log';
const signer = testSigner(ORIGIN, 'ed25519', 1);
const logger = pino({ level: 'silent' });

let folder: string;
let tree: LogTree;
let book: CheckpointBook;
let push: WitnessPush | undefined;
let servers: Server[];
let said: string[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'shizhang-witness-'));
  tree = new LogTree(null);
  book = new CheckpointBook(null);
  push = undefined;
  [servers, said] = [[], []];
});
afterEach(async () => {
  await push?.stop();
  for (const server of servers) await new Promise((done) => server.close(done));
  tree.close();
  book.close();
  rmSync(folder, { recursive: true });
});

function grow(count: number, word = 'event'): void {
  const from = tree.size;
  tree.append(
    testLeaves(count).map((_, i) => ({
      ...{ id: `${word}-${from + i}`, stream: 'logTest-1', revision: from + i },
      ...{
        position: String(from + i + 1),
        type: 'log.Happened',
        data: { n: word },
        meta: metaOf({ commandId: 'c', correlationId: 'c' }),
      },
    })),
  );
  const head = { origin: ORIGIN, size: tree.size, root: tree.root() };
  book.add({ ...head, signedAt: '2026-03-02T01:00:00.000Z', note: signCheckpoint(head, [signer]) });
}

async function startWitness(name: string): Promise<{ witness: WitnessFolder; url: string }> {
  const dir = join(folder, name.replaceAll('/', '-'));
  WitnessFolder.create(dir, name).watch(formatKey(signer.key));
  const witness = WitnessFolder.open(dir);
  const server = witnessServer(witness, (text) => said.push(text));
  servers.push(server);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return { witness, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

function pushTo(...urls: readonly { witness: WitnessFolder; url: string }[]): WitnessPush {
  const list = urls.map(({ witness, url }) => ({ key: parseKey(witness.vkey)!, url }));
  push = new WitnessPush({ tree, book, logger, retryMs: { first: 5, longest: 20 } }, list);
  return push;
}

it('every checkpoint reaches every witness, and carries what they sign', async () => {
  const [one, two] = [await startWitness('w.test/1'), await startWitness('w.test/2')];
  const pushing = pushTo(one, two);
  for (const count of [300, 1, 400]) {
    grow(count);
    pushing.push();
    await eventually(() => pushing.states().every(({ size }) => size === tree.size));
  }
  const { note } = parseCheckpoint(book.published(book.latest()!))!;
  for (const { witness } of [one, two]) {
    expect(cosignedAt(note, parseKey(witness.vkey)!)).toBeGreaterThan(0);
  }
  const shown = await fetch(`${one.url}/${originHash(ORIGIN)}/checkpoint`);
  expect(parseCheckpoint(await shown.text())!.size).toBe(701);
  expect(await (await fetch(one.url)).text()).toBe(`${one.witness.vkey}\n`);
});

it('a witness that is away holds up nobody and is told when it is back', async () => {
  const [here, away] = [await startWitness('w.test/1'), await startWitness('w.test/2')];
  const { port } = servers[1]!.address() as AddressInfo;
  await new Promise((done) => servers[1]!.close(done));
  const pushing = pushTo(here, away);
  grow(10);
  pushing.push();
  await eventually(() => pushing.states()[0]!.size === 10 && pushing.states()[1]!.trouble !== null);
  servers[1] = witnessServer(away.witness, () => undefined);
  await new Promise<void>((done) => servers[1]!.listen(port, '127.0.0.1', done));
  await eventually(() => pushing.states()[1]!.size === 10);
  expect(pushing.states()[1]!.trouble).toBeNull();
});

it('a witness that knows more than we do tells its size, and gets the proof from there', async () => {
  const one = await startWitness('w.test/1');
  grow(20);
  pushTo(one).push();
  await eventually(() => push!.states()[0]!.size === 20);
  await push!.stop();
  book.close();
  book = new CheckpointBook(null);
  grow(5);
  const again = pushTo(one);
  again.push();
  await eventually(() => again.states()[0]!.size === 25);
  expect(said.some((text) => text.startsWith('409'))).toBe(true);
});

it('a log that was forged after it was seen gets no cosignature, and leaves evidence', async () => {
  const one = await startWitness('w.test/1');
  grow(20);
  pushTo(one).push();
  await eventually(() => push!.states()[0]!.size === 20);
  await push!.stop();
  tree.clear();
  book.close();
  book = new CheckpointBook(null);
  grow(30, 'forged');
  const again = pushTo(one);
  again.push();
  await eventually(() => again.states()[0]!.trouble !== null);
  expect(again.states()[0]).toMatchObject({ size: 0, trouble: expect.stringContaining('FORK') });
  expect(readdirSync(join(folder, 'w.test-1', 'evidence'))).toHaveLength(1);
});

it('a log that was cut says so instead of asking again', async () => {
  const one = await startWitness('w.test/1');
  grow(20);
  pushTo(one).push();
  await eventually(() => push!.states()[0]!.size === 20);
  await push!.stop();
  tree.clear();
  book.close();
  book = new CheckpointBook(null);
  grow(10);
  const again = pushTo(one);
  again.push();
  await eventually(() => again.states()[0]!.trouble !== null);
  expect(again.states()[0]!.trouble).toContain('has seen 20 entries: this log was cut');
});

it('a witness answers what is no request, too large, or unknown', async () => {
  const { url } = await startWitness('w.test/1');
  const post = (body: string) => fetch(`${url}/add-checkpoint`, { method: 'POST', body });
  expect((await post('rubbish')).status).toBe(400);
  expect((await post('x'.repeat(80_000))).status).toBe(413);
  expect((await fetch(`${url}/${'0'.repeat(64)}/checkpoint`)).status).toBe(404);
  expect((await fetch(`${url}/../witness.key`)).status).toBe(404);
  expect((await fetch(url, { method: 'DELETE' })).status).toBe(405);
});
