import { nationalProjection } from '../../src/contexts/exchange/index.js';
import { exchangeProjection } from '../../src/contexts/exchange/index.js';
import { ImportService } from '../../src/contexts/exchange/import-service.js';
import { NationalExport } from '../../src/contexts/exchange/national-export.js';
import { activitiesProjection } from '../../src/contexts/activities/index.js';
import { serviceRecordsProjection } from '../../src/contexts/service-records/index.js';
import { volunteersProjection } from '../../src/contexts/volunteers/index.js';
import { EventStore } from '../../src/event-store/event-store.js';
import { Projector } from '../../src/projections/projector.js';
import { buffer } from 'node:stream/consumers';
import { bootApp, type BootedApp } from '../support/boot-app.js';
import { bootExchange } from '../support/boot-exchange.js';
import type { Booted } from '../support/boot-module.js';
import { Community, ok } from '../support/community.js';

type Kind = 'volunteers' | 'service-records';

/** Columns of the service itself; what follows is this ledger's own word: way, state, grade, day. */
const SERVICE_COLUMNS = 12;
const ACTOR = { accountId: 'clerk', role: 'administrator' };
const EVERYTHING = {
  ...{ organisationId: null, stationId: null, divisionPrefix: '' },
  ...{ from: '1900-01-01', to: '9999-12-31' },
};

let from: BootedApp;
let to: Booted;

beforeAll(async () => {
  from = await bootApp();
  to = await bootExchange({
    projections: [
      ...[volunteersProjection, exchangeProjection, nationalProjection],
      ...[activitiesProjection, serviceRecordsProjection],
    ],
  });
});
afterAll(async () => {
  await Promise.all([from.close(), to.app.close()]);
});

async function exported(community: Community, kind: Kind): Promise<string> {
  const purpose = encodeURIComponent('录入全国系统');
  const path = `/api/v1/exports/national?kind=${kind}&full=true&purpose=${purpose}`;
  return ok<string>(await community.admin.get(path), 200);
}

async function taken(kind: Kind, file: string) {
  const bytes = Buffer.from(file);
  const report = await to.app
    .get(ImportService)
    .run({ kind, file: { bytes }, dryRun: false, actor: ACTOR });
  await to.app.get(Projector).waitFor(await to.app.get(EventStore).head(), 60_000);
  return report;
}

async function exportedAgain(kind: Kind): Promise<string> {
  const reader = { accountId: 'clerk', purpose: 'test', at: '2026-11-21T02:00:00.000Z' };
  const csv = to.app.get(NationalExport).csv({ kind, wanted: EVERYTHING, reader, full: true });
  return (await buffer(csv)).toString('utf8');
}

/** Rows without the byte-order mark and the header; no cell of these holds a comma. */
function rowsOf(csv: string): readonly (readonly string[])[] {
  const [, ...lines] = csv.trim().split('\r\n');
  return lines.map((line) => line.split(','));
}

it('a ledger in full use goes out and into an empty one: every hour that stands, and no other', async () => {
  const community = new Community(from);
  const issuer = await community.issuer();
  const people = [await community.volunteer(), await community.volunteer()] as const;
  await community.record(people[0], issuer);
  const voided = await community.record(people[0], issuer, 1);
  await community.record(people[1], issuer);
  await community.letTakeEffect();
  await community.change(voided, { kind: 'void', voidReason: 'entered-in-error' });
  await community.record(people[1], issuer, 2);
  await from.settle();

  const [volunteers, records] = [
    await exported(community, 'volunteers'),
    await exported(community, 'service-records'),
  ];
  const states = rowsOf(records).map((cells) => cells.slice(SERVICE_COLUMNS + 1, -1).join());
  expect(states.toSorted()).toEqual([...['2,已生效,D', '2,已生效,D', '3,已删除,D', '5,未生效,D']]);

  expect(await taken('volunteers', volunteers)).toMatchObject({ accepted: 2, rejected: {} });
  expect(await taken('service-records', records)).toMatchObject({
    ...{ accepted: 3, rejected: { 'exchange/row-not-standing': 1 } },
  });
  expect(rowsOf(await exportedAgain('volunteers')).toSorted()).toEqual(
    rowsOf(volunteers).toSorted(),
  );
  const again = rowsOf(await exportedAgain('service-records'));
  const stood = rowsOf(records).filter((cells) => cells[SERVICE_COLUMNS + 1] !== '3');
  const service = (rows: readonly (readonly string[])[]) =>
    rows.map((cells) => cells.slice(0, SERVICE_COLUMNS)).toSorted();
  expect(service(again)).toEqual(service(stood));
  // Here nobody has seen, reviewed or publicised them.
  const now = again.map((cells) => cells.slice(SERVICE_COLUMNS, -1));
  expect(now).toEqual(Array(3).fill(['批量导入', '0', '申请中', 'D']));

  expect(await taken('service-records', await exportedAgain('service-records'))).toMatchObject({
    accepted: 0,
  });
});
