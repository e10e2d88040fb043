import { parseCheckpoint } from '../../src/log/checkpoint.js';
import { parseKey } from '../../src/log/signed-note.js';
import { judgeCheckpoint, verifyProof } from '../../src/log/verify-proof.js';
import { EventStore } from '../../src/event-store/event-store.js';
import { leafOf } from '../../src/log/leaf.js';
import { TransparencyLog } from '../../src/log/transparency-log.js';
import type { Recorded } from '../../src/kernel/message.js';
import { bootApp, type BootedApp } from '../support/boot-app.js';

const WAIT_MS = 60_000;
let booted: BootedApp;

beforeAll(async () => {
  booted = await bootApp();
});
afterAll(() => booted.close());

async function eventsOf(app: BootedApp): Promise<readonly Recorded[]> {
  const stop = new AbortController();
  const events: Recorded[] = [];
  for await (const page of app.app
    .get(EventStore)
    .subscribe({ after: null, signal: stop.signal })) {
    events.push(...page.events);
    if (page.caughtUp) break;
  }
  stop.abort();
  return events;
}

describe('the public log', () => {
  it('shows a stranger a checkpoint, its keys, tiles and proofs', async () => {
    const { anonymous, app } = booted;
    await booted.settle();
    const events = await eventsOf(booted);
    const last = events[events.length - 1]!;
    await app.get(TransparencyLog, { strict: false }).prove(last, WAIT_MS);

    const { status, headers, body } = await anonymous.get('/log/checkpoint');
    expect(status).toBe(200);
    expect(headers['content-type']).toBe('text/plain; charset=utf-8');
    expect(headers['cache-control']).toBe('public, max-age=5');
    const checkpoint = parseCheckpoint(body)!;
    expect(checkpoint.origin).toBe('shizhang.test/log');
    expect(checkpoint.size).toBe(events.length);

    const keys = (await anonymous.get('/log/keys')).body;
    expect(keys).toMatchObject({ origin: 'shizhang.test/log', keys: [{ retiredAt: null }] });
    const [{ vkey }] = keys.keys;
    expect(judgeCheckpoint(checkpoint, [parseKey(vkey)!])).toBe('good');

    const proof = await anonymous.get(`/log/proof/${last.id}`);
    expect(proof.headers['content-type']).toBe('text/plain; charset=utf-8');
    expect(verifyProof(leafOf(last), proof.body, { logKeys: [vkey] })).toMatchObject({
      ...{ verdict: 'included', index: events.length - 1, size: events.length },
    });

    const tile = await anonymous.get(`/log/tile/0/000.p/${events.length}`);
    expect(tile.status).toBe(200);
    expect(tile.headers['content-type']).toBe('application/octet-stream');
    expect(tile.headers['content-length']).toBe(String(events.length * 32));
    expect(tile.headers['cache-control']).toContain('immutable');
    expect(tile.headers['access-control-allow-origin']).toBe('*');
  });

  it.each([
    ['/log/tile/0/000', 'log/no-such-tile'],
    ['/log/tile/0/000.p/200', 'log/no-such-tile'],
    ['/log/tile/entries/000', 'log/no-such-tile'],
    ['/log/tile/0/%2e%2e/000', 'log/no-such-tile'],
    ['/log/proof/00000000-0000-4000-8000-000000000000', 'log/not-in-log-yet'],
  ])('has nothing else: %s', async (path, code) => {
    const { status, body } = await booted.anonymous.get(path);
    expect(status).toBe(404);
    expect(body.type ?? '').toContain(code.split('/')[1]);
  });

  it('tells health how far behind it is', async () => {
    const { body, status } = await booted.admin.get('/health/ready');
    expect(status).toBe(200);
    expect(body.parts.log).toEqual({
      ...{ failing: false, size: expect.any(Number), signedAt: expect.any(String) },
      ...{ lagSeconds: 0, failure: null, witnesses: null },
    });
  });
});
