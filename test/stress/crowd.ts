import Database from 'better-sqlite3';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApp } from '../../src/bootstrap.js';
import { OpenAccount } from '../../src/contexts/access/domain/account.commands.js';
import { Sessions } from '../../src/contexts/access/security/sessions.js';
import { Dispatcher } from '../../src/cqrs/dispatcher.js';
import { EventStore } from '../../src/event-store/event-store.js';
import { SYSTEM_ACTOR } from '../../src/kernel/message.js';
import { SystemClock } from '../../src/platform/clock.js';
import { readConfig } from '../../src/platform/config.js';
import { createLogger } from '../../src/platform/logger.js';
import { Projector } from '../../src/projections/projector.js';
import { type HttpAnswer, HttpClient } from './http-client.js';
import { runCli, ServiceProcess } from './service-process.js';
import { makeWorld, register, type World } from './world.js';

export interface CrowdReport {
  readonly people: number;
  /** From the first request to the last answer. */
  seconds: number;
  p50Ms: number;
  p99Ms: number;
  /** Sign-ins in the ledger. */
  recorded: number;
  readonly statuses: Record<string, number>;
  readonly faults: string[];
}

interface Person {
  readonly volunteerId: string;
  readonly cookie: string;
}

/** Everybody scans the same code at the same moment, each over a connection of their own. */
export async function crowd({ people }: { people: number }): Promise<CrowdReport> {
  const dataDir = mkdtempSync(join(tmpdir(), 'shizhang-crowd-'));
  const report: CrowdReport = {
    ...{ people, seconds: 0, p50Ms: 0, p99Ms: 0, recorded: 0, statuses: {}, faults: [] },
  };
  const world = await makeWorld(dataDir);
  const volunteerIds = await enrolled(world, people);
  const persons = await withSessions(dataDir, volunteerIds);
  const service = await ServiceProcess.start({ dataDir });
  const anonymous = new HttpClient(service.baseUrl);
  const codes = await anonymous.as(world.token).json<{ in: { code: string } }>({
    path: `/api/v1/activities/${world.activityId}/sign-in-codes`,
  });
  const scan = { activityId: world.activityId, code: codes.in.code };
  const keys = persons.map(() => randomUUID());
  const first = await everybody(anonymous, { persons, scan, keys });
  report.seconds = first.seconds;
  report.p50Ms = percentile(first.latencies, 50);
  report.p99Ms = percentile(first.latencies, 99);
  for (const { status } of first.answers) {
    report.statuses[status] = (report.statuses[status] ?? 0) + 1;
  }
  const again = await everybody(anonymous, { persons, scan, keys });
  const twice = await everybody(anonymous, {
    persons,
    scan,
    keys: persons.map(() => randomUUID()),
  });
  report.faults.push(...faultsOf(first.answers, again.answers, twice.answers));
  anonymous.close();
  await service.end('SIGTERM');
  report.recorded = signInsOf(join(dataDir, 'ledger.db'), world.activityId, report.faults);
  if (report.recorded !== people) report.faults.push(`${report.recorded} of ${people} recorded`);
  const fsck = await runCli(['fsck', '--json'], { dataDir });
  if (fsck.code !== 0) report.faults.push(`fsck: ${fsck.stdout} ${fsck.stderr}`);
  if (report.faults.length === 0) rmSync(dataDir, { recursive: true });
  return report;
}

async function enrolled(world: World, people: number): Promise<string[]> {
  const service = await ServiceProcess.start({ dataDir: world.dataDir });
  const client = new HttpClient(service.baseUrl).as(world.token);
  const { activityId, shiftId } = world;
  const path = `/api/v1/activities/${activityId}/shifts/${shiftId}/enrolments`;
  const ids: string[] = [];
  let index = 0;
  const worker = async (): Promise<void> => {
    for (index += 1; index <= people; index += 1) {
      const volunteerId = await register(client, index);
      await client.json({ method: 'POST', path, body: { volunteerId } });
      ids.push(volunteerId);
    }
  };
  await Promise.all(Array.from({ length: 8 }, worker));
  client.close();
  await service.end('SIGTERM');
  return ids;
}

/**
 * Accounts without a password, and sessions as a log-in leaves them: five hundred argon2 hashes
 * would measure argon2, and are no part of signing in to an activity.
 */
async function withSessions(dataDir: string, volunteerIds: readonly string[]): Promise<Person[]> {
  const config = readConfig({ DATA_DIR: dataDir, PORT: '0', LOG_LEVEL: 'warn' });
  const clock = new SystemClock();
  const app = await createApp({ config, clock, logger: createLogger('warn') });
  await app.init();
  const [dispatcher, sessions] = [app.get(Dispatcher), app.get(Sessions, { strict: false })];
  const persons: Person[] = [];
  for (const volunteerId of volunteerIds) {
    const [accountId, commandId] = [randomUUID(), randomUUID()];
    const meta = {
      ...{ commandId, inputHash: commandId, correlationId: commandId, actor: SYSTEM_ACTOR },
      ...{ channel: 'cli' as const, at: clock.now() },
    };
    const data = { accountId, volunteerId, grants: [], credentialId: randomUUID() };
    await dispatcher.dispatch(new OpenAccount(data, meta));
    persons.push({ volunteerId, cookie: `shizhang-session=${sessions.start(accountId)}` });
  }
  await app.get(Projector).waitFor(await app.get(EventStore).head(), 60_000);
  await app.close();
  return persons;
}

interface Rush {
  readonly persons: readonly Person[];
  readonly scan: object;
  readonly keys: readonly string[];
}

async function everybody(anonymous: HttpClient, { persons, scan, keys }: Rush) {
  const started = performance.now();
  const latencies: number[] = [];
  const answers = await Promise.all(
    persons.map(async ({ cookie }, index) => {
      const at = performance.now();
      const key = keys[index] ?? '';
      const ask = { method: 'POST', path: '/api/v1/sign-ins', body: scan, key } as const;
      const answer = await anonymous.withCookie(cookie).ask(ask);
      latencies.push(performance.now() - at);
      return answer;
    }),
  );
  return { answers, latencies, seconds: (performance.now() - started) / 1_000 };
}

function faultsOf(
  first: readonly HttpAnswer[],
  again: readonly HttpAnswer[],
  twice: readonly HttpAnswer[],
): string[] {
  return first.flatMap((answer, index) => {
    const [repeat, second] = [again[index], twice[index]];
    if (answer.status !== 201) return [`${answer.status} ${answer.text}`];
    const faults: string[] = [];
    if (repeat?.status !== 200 || repeat.text !== answer.text) {
      faults.push(`the repeat of ${answer.text} came to ${repeat?.status} ${repeat?.text}`);
    }
    const { recordId } = JSON.parse(second?.text || '{}') as { recordId?: string | null };
    if (!second || second.status >= 300 || recordId !== null) {
      faults.push(`a second scan came to ${second?.status} ${second?.text}`);
    }
    return faults;
  });
}

/** Straight from the file: what the service says about itself proves less. */
function signInsOf(ledger: string, activityId: string, faults: string[]): number {
  const db = new Database(ledger);
  const row = db
    .prepare<[string], { events: number; people: number }>(
      `SELECT count(*) AS events, count(DISTINCT data ->> 'volunteerId') AS people FROM events
       WHERE type = 'service-records.SignedIn' AND data ->> 'activityId' = ?`,
    )
    .get(activityId);
  db.close();
  if (row?.events !== row?.people) faults.push(`${row?.events} sign-ins of ${row?.people} people`);
  return row?.events ?? 0;
}

function percentile(values: readonly number[], percent: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const at = Math.min(sorted.length - 1, Math.floor((sorted.length * percent) / 100));
  return Math.round((sorted[at] ?? 0) * 10) / 10;
}
