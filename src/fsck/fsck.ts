import type { EventStore } from '../event-store/event-store.js';
import type { Databases } from '../projections/databases.js';
import type { ProcessRunner } from '../projections/process-runner.js';
import type { Projector } from '../projections/projector.js';
import type { Vault } from '../vault/vault.js';
import { BooksCheck } from './books.check.js';
import { EvidenceCheck } from './evidence.check.js';
import { CertificateExtrasCheck } from './certificate-extras.check.js';
import { CreditCheck } from './credit.check.js';
import type { Check, Finding } from './finding.js';
import { HonoursCheck } from './honours.check.js';
import { type LogBooks, LogCheck } from './log.check.js';
import { ledgerCheck } from './ledger.check.js';
import { ParticipationCheck } from './participation.check.js';
import { readModelFindings } from './read-models.check.js';
import { type SnapshotSources, snapshotFindings } from './snapshots.check.js';
import { OversightCheck } from './oversight.check.js';
import { PointsCheck } from './points.check.js';
import { StockCheck } from './stock.check.js';
import { VaultCheck } from './vault.check.js';
import { RecordLivesCheck } from './record-lives.check.js';
import { RegisterCheck } from './register.check.js';
import { SupersessionCheck } from './supersession.check.js';

export interface FsckSources {
  readonly store: EventStore;
  readonly databases: Databases;
  readonly vault: Vault;
  readonly projector: Projector;
  readonly processes: ProcessRunner;
  /** What the transparency log has signed; absent where there is none. */
  readonly log?: LogBooks;
  readonly snapshots?: SnapshotSources;
}

export interface FsckReport {
  readonly clean: boolean;
  readonly events: number;
  readonly findings: readonly Finding[];
}

const SETTLE_MS = 600_000;

/**
 * The re-verifier: reads every event once, recomputes the books, and holds read models, snapshots,
 * vault and loops against them. It changes nothing.
 *
 * @param onProgress called every thousand events or so with the number read
 */
export async function fsck(
  { store, databases, vault, projector, processes, log, snapshots }: FsckSources,
  onProgress: (events: number) => void = () => undefined,
): Promise<FsckReport> {
  await settle(store, projector, processes);
  const books = new BooksCheck();
  const credit = new CreditCheck();
  const points = new PointsCheck();
  const stock = new StockCheck();
  const checks: Check[] = [
    ledgerCheck((a, b) => store.comparePositions(a, b)),
    books,
    new RecordLivesCheck(),
    credit,
    new RegisterCheck((a, b) => store.comparePositions(a, b)),
    new SupersessionCheck(),
    new CertificateExtrasCheck((a, b) => store.comparePositions(a, b)),
    new VaultCheck(vault),
    new EvidenceCheck(),
    new HonoursCheck((a, b) => store.comparePositions(a, b)),
    new ParticipationCheck(),
    new OversightCheck(),
    ...(log ? [new LogCheck(log)] : []),
    points,
    stock,
  ];
  const events = await visitAll(store, checks, onProgress);
  const findings = [
    ...checks.flatMap((check) => check.finish()),
    ...readModelFindings(databases.read, {
      hours: books.hours,
      balances: credit.balances,
      points: points.balances,
      stock: stock.onHand,
    }),
    ...(snapshots ? await snapshotFindings(snapshots, store) : []),
    ...loopFindings(projector, processes),
  ];
  return { clean: findings.length === 0, events, findings };
}

/** Waits until processes and read models have reached the head, and caused nothing new. */
export async function settle(
  store: EventStore,
  projector: Projector,
  processes: ProcessRunner,
): Promise<void> {
  for (let before: string | null | undefined; ;) {
    const head = await store.head();
    if (head === before) return;
    before = head;
    await processes.waitFor(head, SETTLE_MS);
    await projector.waitFor(head, SETTLE_MS);
  }
}

async function visitAll(
  store: EventStore,
  checks: readonly Check[],
  onProgress: (events: number) => void,
): Promise<number> {
  const abort = new AbortController();
  let events = 0;
  for await (const page of store.subscribe({ after: null, signal: abort.signal })) {
    for (const event of page.events) for (const check of checks) check.visit(event);
    events += page.events.length;
    onProgress(events);
    if (page.caughtUp) break;
  }
  abort.abort();
  return events;
}

function loopFindings(projector: Projector, processes: ProcessRunner): Finding[] {
  const findings: Finding[] = [
    ...projector.parked().map(({ projection, position, error }) => ({
      code: 'projection/parked',
      where: `${projection} at ${position}`,
      detail: error,
    })),
    ...processes.parked().map(({ process, position, error }) => ({
      code: 'process/parked',
      where: `${process} at ${position}`,
      detail: error,
    })),
  ];
  for (const { failure, name } of [
    { failure: projector.failure, name: 'projector' },
    { failure: processes.failure, name: 'processes' },
  ]) {
    if (failure) findings.push({ code: 'loop/stopped', where: name, detail: failure.message });
  }
  return findings;
}
