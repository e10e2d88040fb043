import { readFileSync } from 'node:fs';
import { buffer } from 'node:stream/consumers';
import { bootExchange } from '../../../test/support/boot-exchange.js';
import type { Booted } from '../../../test/support/boot-module.js';
import { Databases } from '../../projections/databases.js';
import { EventStore } from '../../event-store/event-store.js';
import { Projector } from '../../projections/projector.js';
import { activitiesProjection } from '../activities/index.js';
import { serviceRecordsProjection } from '../service-records/index.js';
import { volunteersProjection } from '../volunteers/index.js';
import { exchangeProjection, nationalProjection } from './index.js';
import { ImportService } from './import-service.js';
import { NationalExport } from './national-export.js';
import { csvLine } from './domain/safe-cell.js';

const ACTOR = { accountId: 'clerk', role: 'administrator' };
const EVERYTHING = {
  ...{ organisationId: null, stationId: null, divisionPrefix: '' },
  ...{ from: '1900-01-01', to: '9999-12-31' },
};
const reader = {
  accountId: 'clerk',
  purpose: 'national-export: test',
  at: '2026-11-21T02:00:00.000Z',
};
const roster = readFileSync('test/fixtures/sample/volunteers.csv', 'utf8')
  .split(/\r?\n/)
  .slice(0, 41);

const booted: Booted[] = [];
afterEach(async () => {
  await Promise.all(booted.splice(0).map(({ app }) => app.close()));
});

async function emptyLedger(): Promise<Booted> {
  const ledger = await bootExchange({
    projections: [
      ...[volunteersProjection, exchangeProjection, nationalProjection],
      ...[activitiesProjection, serviceRecordsProjection],
    ],
  });
  booted.push(ledger);
  return ledger;
}

async function take(ledger: Booted, kind: 'volunteers' | 'service-records', file: string) {
  const report = await ledger.app.get(ImportService).run({
    ...{ kind, file: { bytes: Buffer.from(file) }, dryRun: false, actor: ACTOR },
  });
  await ledger.app.get(Projector).waitFor(await ledger.app.get(EventStore).head(), 60_000);
  return report;
}

/** As bytes first: a reader of text would take the byte-order mark off. */
async function give(ledger: Booted, kind: 'volunteers' | 'service-records', full = true) {
  const csv = ledger.app.get(NationalExport).csv({ kind, wanted: EVERYTHING, reader, full });
  return (await buffer(csv)).toString('utf8');
}

/** Sample people with hours whose texts a spreadsheet would run, break or cut. */
function hours(): string {
  const nasty = [
    ...['=HYPERLINK("http://x","y")', '+1+1', '-5', '@SUM(A1)', "'=1", "it's", '"quoted"', 'a,b;c'],
    ...['第一行\n第二行', '＝1+1', '普通内容', '\u200f右'],
  ];
  const head = readFileSync('test/fixtures/sample/service-records-gb18030.csv');
  const columns = new TextDecoder('gb18030').decode(head).split('\n')[0]!.trim();
  const people = roster.slice(1).flatMap((line) => {
    const cells = line.split(',');
    return cells[9] ? [{ no: cells[9], id: cells[2]! }] : [];
  });
  const rows = nasty.map((content, i) => {
    const { no, id } = people[i % 3]!;
    const day = `2026-02-${String(10 + i)}`;
    return csvLine([
      ...[
        no,
        id,
        `项目${content}`,
        `活动${i}`,
        day,
        '09:00:07',
        '10:30',
        `地点 ${content}`,
        content,
      ],
      ...['1.25', content === '-5' ? '-单位' : '某某社区居民委员会', content, '团队录入'],
    ]);
  });
  return `${columns}\r\n${rows.join('')}`;
}

it('exports, imported into an empty ledger, export the same bytes', async () => {
  const first = await emptyLedger();
  expect((await take(first, 'volunteers', roster.join('\n'))).accepted).toBeGreaterThan(30);
  expect(await take(first, 'service-records', hours())).toMatchObject({
    accepted: 12,
    rejected: {},
  });
  const [volunteers, records] = [
    await give(first, 'volunteers'),
    await give(first, 'service-records'),
  ];
  expect(volunteers.startsWith('\uFEFF姓名,证件类型,')).toBe(true);
  expect(records).toContain('"\'=HYPERLINK(""http://x"",""y"")"');
  expect(records).toContain('批量导入,0,申请中,D,2026-11-21');

  const second = await emptyLedger();
  const again = await take(second, 'volunteers', volunteers);
  expect(again.rejected).toEqual({});
  expect(await take(second, 'service-records', records)).toMatchObject({
    accepted: 12,
    rejected: {},
  });
  const sorted = (csv: string) => csv.split('\r\n').sort();
  // Ids are others, so the order of rows is; every row is the same.
  expect(sorted(await give(second, 'volunteers'))).toEqual(sorted(volunteers));
  expect(sorted(await give(second, 'service-records'))).toEqual(sorted(records));
});

it('masks who is not asked for in full, and records who read whom and what for', async () => {
  const ledger = await emptyLedger();
  await take(ledger, 'volunteers', roster.slice(0, 3).join('\n'));
  const masked = await give(ledger, 'volunteers', false);
  const [, person = ''] = roster;
  const [name = '', , idNumber = '', , birthDate = '', phone = ''] = person.split(',');
  for (const secret of [name, idNumber, birthDate, phone]) expect(masked).not.toContain(secret);
  const full = await give(ledger, 'volunteers');
  expect(full).toContain(idNumber);
  const columns = ledger.app.get(Databases).read.prepare('SELECT * FROM exchange_volunteer').all();
  expect(JSON.stringify(columns)).not.toContain(name);
});
