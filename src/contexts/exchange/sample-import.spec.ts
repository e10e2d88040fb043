import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Booted } from '../../../test/support/boot-module.js';
import { bootExchange, countEvents } from '../../../test/support/boot-exchange.js';
import type { Actor } from '../../kernel/message.js';
import type { ImportKind } from './domain/import-job.events.js';
import type { ImportReport } from './domain/import-report.js';
import { ImportService } from './import-service.js';

const SAMPLE = resolve('test/fixtures/sample');
const EXPECTED = JSON.parse(readFileSync(join(SAMPLE, 'expected.json'), 'utf8')) as {
  readonly acceptedCentiHours: number;
  readonly volunteers: Readonly<Record<string, number>>;
  readonly serviceRecords: Readonly<Record<string, number>>;
};
const ACTOR: Actor = { accountId: 'tester', role: 'station-manager', scope: '*' };
const FILES: Readonly<Record<ImportKind, string>> = {
  volunteers: join(SAMPLE, 'volunteers.csv'),
  'service-records': join(SAMPLE, 'service-records-gb18030.csv'),
};

let booted: Booted;
beforeAll(async () => {
  booted = await bootExchange();
});
afterAll(() => booted.app.close());

function importing(kind: ImportKind, dryRun: boolean): Promise<ImportReport> {
  const file = { path: FILES[kind] };
  return booted.app.get(ImportService).run({ kind, file, dryRun, actor: ACTOR });
}

function counts({ accepted, rejected }: ImportReport): Record<string, number> {
  return { accepted, ...rejected };
}

/** In order: the service log speaks of the volunteers of the roster. */
describe.each([
  ['volunteers', EXPECTED.volunteers, undefined],
  ['service-records', EXPECTED.serviceRecords, EXPECTED.acceptedCentiHours],
] as const)('the sample of %s', (kind, expected, hours) => {
  let rehearsed: ImportReport;

  it('is judged by a dry run that writes nothing', async () => {
    const before = await countEvents(booted);
    rehearsed = await importing(kind, true);
    expect(counts(rehearsed)).toEqual(expected);
    expect(rehearsed.acceptedCentiHours).toBe(hours);
    expect(await countEvents(booted)).toBe(before);
  });

  it('is imported with the verdicts of the dry run', async () => {
    const report = await importing(kind, false);
    expect(counts(report)).toEqual(expected);
    expect(report).toEqual({ ...rehearsed, dryRun: false });
  });

  it('changes nothing when it is imported again', async () => {
    const before = await countEvents(booted);
    const again = await importing(kind, false);
    expect(counts(again)).toEqual(expected);
    expect(again).toMatchObject({ alreadyThere: expected['accepted'] });
    expect(again.acceptedCentiHours).toBe(hours);
    expect(await countEvents(booted)).toBe(before);
  });
});
