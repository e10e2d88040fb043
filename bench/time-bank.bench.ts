import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type AccountCommand,
  HoldCredit,
  IssueCredit,
  ReleaseHold,
} from '../src/contexts/time-bank/domain/account.commands.js';
import { account } from '../src/contexts/time-bank/domain/account.decider.js';
import {
  type CreditPolicy,
  creditPolicyOn,
} from '../src/contexts/time-bank/domain/credit.policy.js';
import { timeBankProjection } from '../src/contexts/time-bank/index.js';
import { TimeBankQueries } from '../src/contexts/time-bank/time-bank.queries.js';
import { DeciderExecutor } from '../src/cqrs/decider-executor.js';
import { SnapshotFile } from '../src/cqrs/snapshot-file.js';
import { NoSnapshots, type Snapshots } from '../src/cqrs/snapshots.js';
import { EventCodec } from '../src/event-store/codec.js';
import type { NewEvent } from '../src/event-store/event-store.js';
import { SqliteEventStore } from '../src/event-store/sqlite/sqlite-event-store.js';
import { addDays } from '../src/kernel/calendar.js';
import { streamName } from '../src/kernel/decider.js';
import type { Json } from '../src/kernel/message.js';
import { newId, newNonce, systemMeta } from '../src/platform/ids.js';
import { Databases } from '../src/projections/databases.js';
import { Projector } from '../src/projections/projector.js';
import { type Bench, median, type Result, resultOf, type Scale, takeTurns } from './measure.js';

const AT = '2026-11-20T02:00:00.000Z';
const POLICY: CreditPolicy = { ...creditPolicyOn('2026-11-20'), accountCapCentiHours: 1e12 };
const SIZES = { quick: [10, 1_000, 10_000], full: [10, 1_000, 100_000] } as const;
const CHUNK = 500;
const COMMANDS = 200;
const PAGES = 300;
const STARTS = 20;
const CATCH_UP_MS = 600_000;

export const timeBank: Bench = {
  name: 'time-bank',
  about:
    'commands on accounts of 1 000 and 100 000 entries, warm and first after a start, and the first ' +
    'page of their statements, against an account of 10; microseconds, so less is better',
  run: measureTimeBank,
};

async function measureTimeBank({ quick, rounds, say }: Scale): Promise<readonly Result[]> {
  const folder = mkdtempSync(join(tmpdir(), 'shizhang-bench-'));
  const store = new SqliteEventStore(join(folder, 'ledger.db'), new EventCodec());
  const snapshots = new SnapshotFile(folder);
  const databases = new Databases(folder);
  const projector = new Projector(store, databases.read, [timeBankProjection]);
  try {
    const [small, ...large] = quick ? SIZES.quick : SIZES.full;
    for (const size of [small, ...large]) {
      say(`time-bank: accounts of ${size} entries`);
      await fill(store, ownerOf(size), size);
      await fill(store, starterOf(size), size);
    }
    projector.start();
    await projector.waitFor(await store.head(), CATCH_UP_MS);
    const executor = new DeciderExecutor(store, snapshots);
    const queries = new TimeBankQueries(databases);
    const results: Result[] = [];
    for (const size of large) {
      const named = (what: string): string => `${what} on ${size} entries`;
      const micros = await takeTurns(
        rounds * 2,
        () => commandMicros(executor, size),
        () => commandMicros(executor, small),
      );
      results.push(resultOf(named('command'), 'µs', micros));
      await executor.load(account, starterOf(size));
      await executor.load(account, starterOf(small));
      const cold = await takeTurns(
        rounds * 2,
        () => startMicros(store, snapshots, size),
        () => startMicros(store, snapshots, small),
      );
      results.push(resultOf(named('first command after a start'), 'µs', cold));
      const folded = await takeTurns(
        1,
        () => startMicros(store, new NoSnapshots(), size, 1),
        () => startMicros(store, snapshots, size),
      );
      results.push(resultOf(named('the same without a snapshot (against with)'), 'µs', folded));
      const pages = await takeTurns(
        rounds * 2,
        async () => pageMicros(queries, size),
        async () => pageMicros(queries, small),
      );
      results.push(resultOf(named('balance and first page'), 'µs', pages));
    }
    return results;
  } finally {
    await projector.stop();
    await store.close();
    snapshots.close();
    databases.close();
    rmSync(folder, { recursive: true });
  }
}

const ownerOf = (size: number): string => `holder-${size}`;
/** Commands after a start have an account of their own: warm ones would make the small one long. */
const starterOf = (size: number): string => `starter-${size}`;

/** A year's records again and again, with holds between them, as the decider would have them. */
async function fill(store: SqliteEventStore, volunteerId: string, size: number): Promise<void> {
  const stream = streamName(account.category, volunteerId);
  let state = account.initialState();
  let chunk: NewEvent[] = [];
  let revision = -1;
  for (let entry = 0; entry < size; entry += 1) {
    const command = entryOf(volunteerId, entry);
    for (const event of account.decide(command, state)) {
      state = account.evolve(state, event);
      const { at: recordedAt, ...meta } = command.meta;
      chunk.push({
        ...{ id: newId(), type: event.type, data: event.data as unknown as Json },
        meta: { ...meta, schema: 1, recordedAt, nonce: newNonce() },
      });
    }
    if (chunk.length < CHUNK && entry < size - 1) continue;
    const expected = revision < 0 ? 'none' : revision;
    ({ revision } = await store.append(stream, expected, chunk));
    chunk = [];
  }
}

function entryOf(volunteerId: string, entry: number): AccountCommand {
  const meta = systemMeta(AT, 'bench', volunteerId, entry);
  const hold = { volunteerId, holdId: `h-${Math.floor(entry / 4)}`, at: AT };
  if (entry % 4 === 2) return new HoldCredit({ ...hold, ...holdTerms(50) }, meta);
  if (entry % 4 === 3) return new ReleaseHold(hold, meta);
  const earnedOn = addDays('2000-01-01', entry % 9_000);
  const record = { recordId: newId(), version: 1, issuer: 'station', earnedOn, centiHours: 100 };
  return new IssueCredit({ volunteerId, ...record, policy: POLICY }, meta);
}

const holdTerms = (centiHours: number) => ({
  ...{ centiHours, stationId: null, accepted: [], age: null, policy: POLICY },
  expiresAt: '2026-12-20T02:00:00.000Z',
});

/** Hold and release, one after the other: the account is as rich after it as before. */
async function commandMicros(executor: DeciderExecutor, size: number): Promise<number> {
  const volunteerId = ownerOf(size);
  const started = performance.now();
  for (let n = 0; n < COMMANDS / 2; n += 1) {
    const hold = { volunteerId, holdId: newId(), at: AT };
    const asked = new HoldCredit(
      { ...hold, ...holdTerms(50) },
      systemMeta(AT, 'hold', hold.holdId),
    );
    await executor.execute(account, asked);
    await executor.execute(account, new ReleaseHold(hold, systemMeta(AT, 'back', hold.holdId)));
  }
  return ((performance.now() - started) * 1_000) / COMMANDS;
}

/** An executor of its own has folded nothing yet; what it held is released off the clock. */
async function startMicros(
  store: SqliteEventStore,
  snapshots: Snapshots,
  size: number,
  starts = STARTS,
): Promise<number> {
  const volunteerId = starterOf(size);
  const micros: number[] = [];
  for (let n = 0; n < starts; n += 1) {
    const hold = { volunteerId, holdId: newId(), at: AT };
    const meta = systemMeta(AT, 'hold', hold.holdId);
    const started = performance.now();
    const executor = new DeciderExecutor(store, snapshots);
    await executor.execute(account, new HoldCredit({ ...hold, ...holdTerms(50) }, meta));
    micros.push((performance.now() - started) * 1_000);
    await executor.execute(account, new ReleaseHold(hold, systemMeta(AT, 'back', hold.holdId)));
  }
  return median(micros);
}

function pageMicros(queries: TimeBankQueries, size: number): number {
  const volunteerId = ownerOf(size);
  const started = performance.now();
  for (let n = 0; n < PAGES; n += 1) {
    const { available } = queries.account(volunteerId);
    const lines = queries.statement(volunteerId, {});
    if (lines[0]?.available !== available) throw new Error('the page differs from the balance');
  }
  return ((performance.now() - started) * 1_000) / PAGES;
}
