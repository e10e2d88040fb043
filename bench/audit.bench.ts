import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { type Bench, type Result, resultOf, type Scale, takeTurns } from './measure.js';

const SIZES = { quick: [10_000, 100_000], full: [100_000, 1_000_000] } as const;
const ACCOUNTS = 1_000;
const CHILD = fileURLToPath(new URL('./audit-child.js', import.meta.url));

export const auditBench: Bench = {
  name: 'audit',
  about: 'a stranger audits an export: events a second and megabytes, against one of a tenth',
  run: measureAudit,
};

async function measureAudit({ quick, rounds, say }: Scale): Promise<readonly Result[]> {
  const folder = mkdtempSync(join(tmpdir(), 'shizhang-audit-'));
  try {
    const [few, many] = quick ? SIZES.quick : SIZES.full;
    for (const events of [few, many]) {
      say(`audit: an export of ${events} events`);
      await write(join(folder, `${events}.jsonl`), events);
    }
    const seen = { megabytes: [0, 0] };
    const speed = await takeTurns(
      Math.max(1, rounds - 2),
      async () => {
        const { perSecond, megabytes } = await auditOf(join(folder, `${many}.jsonl`));
        seen.megabytes[0] = Math.max(seen.megabytes[0] ?? 0, megabytes);
        return perSecond;
      },
      async () => {
        const { perSecond, megabytes } = await auditOf(join(folder, `${few}.jsonl`));
        seen.megabytes[1] = Math.max(seen.megabytes[1] ?? 0, megabytes);
        return perSecond;
      },
    );
    const [ours = 0, baseline = 0] = seen.megabytes;
    return [
      resultOf(`audit of ${many} events`, 'events/s', speed),
      resultOf(`audit of ${many} events, resident at most`, 'MB', { ours, baseline }),
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

interface Run {
  readonly perSecond: number;
  readonly megabytes: number;
}

/** In a process of its own, so that only the audit's memory is measured. */
async function auditOf(file: string): Promise<Run> {
  const child = spawn(process.execPath, [CHILD, file], { stdio: ['ignore', 'pipe', 'inherit'] });
  let text = '';
  child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()));
  await once(child, 'close');
  const { clean, ...run } = JSON.parse(text) as Run & { readonly clean: boolean };
  if (!clean) throw new Error('the audit found something in an honest export');
  return run;
}

async function write(path: string, events: number): Promise<void> {
  const out = createWriteStream(path);
  const through = String(events);
  out.write(`${JSON.stringify({ format: 'shizhang-events', version: 1, through })}\n`);
  const revisions = new Map<string, number>();
  for (let n = 0; n < events; n += 1) {
    const { stream, type, data } = eventOf(n);
    const revision = revisions.get(stream) ?? 0;
    revisions.set(stream, revision + 1);
    const id = `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`;
    const place = { id, stream, revision, position: String(n + 1), type };
    if (!out.write(`${JSON.stringify({ ...place, data, meta: metaOf(id) })}\n`)) {
      await once(out, 'drain');
    }
  }
  out.end();
  await finished(out);
}

const metaOf = (id: string) => ({
  ...{ schema: 1, commandId: id, inputHash: 'a'.repeat(64), correlationId: id },
  ...{ actor: { accountId: 'bench', role: 'staff' }, channel: 'api', nonce: 'n'.repeat(22) },
  recordedAt: '2026-03-07T02:00:00.000Z',
});

const HOUR_MS = 3_600_000;
const PIECES = 6;

/** Every record is submitted, takes effect, earns credit and points, and is spent again. */
function eventOf(n: number): { stream: string; type: string; data: object } {
  const [record, step] = [Math.floor(n / PIECES), n % PIECES];
  const volunteerId = `v-${record % ACCOUNTS}`;
  const [recordId, holdId] = [`r-${record}`, `h-${record}`];
  const start = Date.parse('2000-01-01T00:00:00.000Z') + record * HOUR_MS;
  const facts = { recordId, volunteerId, version: 1, centiHours: 100 };
  const bank = `timeBankAccount-${volunteerId}`;
  const moved = (debit: string, credit: string, centiHours: number) => ({
    postings: [{ debit: `${debit}`, credit, centiHours }],
  });
  const [available, held] = [`available:${volunteerId}`, `held:${volunteerId}`];
  const told = [
    {
      ...{ stream: `serviceBook-${volunteerId}.2026`, type: 'service-records.RecordSubmitted' },
      data: { ...facts, startsAt: instant(start), endsAt: instant(start + HOUR_MS) },
    },
    {
      ...{ stream: `serviceBook-${volunteerId}.2026`, type: 'service-records.RecordTookEffect' },
      data: facts,
    },
    {
      ...{ stream: bank, type: 'time-bank.CreditIssued' },
      data: {
        ...{ ...facts, overDailyCap: 0, overAccountCap: 0 },
        ...moved('issuance:s-1', available, 100),
      },
    },
    { stream: `pointsAccount-volunteer.${volunteerId}`, ...pointsOf(volunteerId, recordId) },
    {
      ...{ stream: bank, type: 'time-bank.CreditHeld' },
      data: { holdId, centiHours: 100, ...moved(available, held, 100) },
    },
    {
      ...{ stream: bank, type: 'time-bank.HoldSettled' },
      data: { holdId, centiHours: 100, released: 0, ...moved(held, 'retired', 100) },
    },
  ];
  return told[step]!;
}

function pointsOf(volunteerId: string, causeId: string) {
  const lot = { lotId: `l-${causeId}`, expiresOn: '2036-01-01', points: 10 };
  const basis = { centiHours: 100, pointsPerHour: 10, coefficientHundredths: 100 };
  const [debit, credit] = ['issuance:volunteer.s-1', `available:volunteer.${volunteerId}`];
  return {
    type: 'points.PointsAwarded',
    data: {
      ...{ causeId, points: 10, version: 1, repaidDebt: 0, lot, basis },
      postings: [{ debit, credit, points: 10 }],
    },
  };
}

function instant(millis: number): string {
  return new Date(millis).toISOString();
}
