import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import writeXlsxFile from 'write-excel-file/node';
import { allEvents, bootExchange, countEvents } from '../../../test/support/boot-exchange.js';
import type { Booted } from '../../../test/support/boot-module.js';
import { type Appended, EventStore, EventStoreError } from '../../event-store/event-store.js';
import type { Actor } from '../../kernel/message.js';
import { Rejection } from '../../kernel/rejection.js';
import { Vault } from '../../vault/vault.js';
import { VolunteerDirectory } from '../volunteers/index.js';
import type { ImportKind } from './domain/import-job.events.js';
import type { ImportReport } from './domain/import-report.js';
import { ImportFiles } from './import-files.js';
import { ImportService } from './import-service.js';

const ACTOR: Actor = { accountId: 'tester', role: 'station-manager', scope: '*' };
const ROSTER_HEADER =
  '姓名,证件类型,证件号码,性别,出生日期,联系电话,居住社区代码,专业技能,服务类别,志愿者编号';
const ROSTER = [
  ROSTER_HEADER,
  '乌云娜,居民身份证,150105199510034659,男,1995-10-03,15295655913,150602001003,普通话,便民利民,N1',
  '谢伟,居民身份证,510104196503039678,男,1965-03-03,13339224995,150104003005,书法,宣传教育,N2',
  ',居民身份证,150104197901046571,男,1979-01-04,13377734639,510703002002,,文化体育,N3',
  '谢伟,居民身份证,510104196503039678,男,1965-03-03,13339224995,150104003005,书法,宣传教育,N4',
  '高明,居民身份证,510703198708146763,女,1987-08-14,18771795161,150602001003,蒙古语,环境保护,N2',
].join('\r\n');
const LOG_HEADER =
  '志愿者编号,活动名称,服务日期,开始时间,结束时间,服务地点,服务内容,服务时长(小时),组织单位,活动负责人';
const log = (...rows: readonly string[]) => [LOG_HEADER, ...rows].join('\n');
const record = (no: string, date: string, times = '10:00,11:00', hours = '1.00') =>
  `${no},健康义诊,${date},${times},民生社区,"量血压, 记录",${hours},民生居委会,郑国超`;
const LOG = log(
  record('N1', '2026-02-15'),
  record('N2', '2026-02-15'),
  record('N1', '2026-02-16'),
  record('N1', '2026-02-16', '10:30,11:30'),
  record('N9', '2026-02-16'),
  record('N2', '2025-12-31', '09:00,10:00', '0.50'),
);

let booted: Booted;
afterEach(() => booted.app.close());

function run(kind: ImportKind, text: string | Buffer, dryRun = false): Promise<ImportReport> {
  const file = { bytes: Buffer.from(text) };
  return booted.app.get(ImportService).run({ kind, file, dryRun, actor: ACTOR });
}

const verdicts = ({ rows }: ImportReport) => rows.map(({ verdict }) => verdict);

async function submitted(): Promise<number> {
  const events = await allEvents(booted);
  return events.filter(({ type }) => type === 'service-records.RecordSubmitted').length;
}

describe('an import', () => {
  beforeEach(async () => {
    booted = await bootExchange();
  });

  it('gives every row its verdict, and the dry run gives the same', async () => {
    const expected = [
      ...['accepted', 'accepted', 'volunteers/name-missing', 'volunteers/already-registered'],
      'volunteers/volunteer-no-taken',
    ];
    expect(verdicts(await run('volunteers', ROSTER, true))).toEqual(expected);
    expect(await countEvents(booted)).toBe(0);
    expect(verdicts(await run('volunteers', ROSTER))).toEqual(expected);
    const records = [
      ...['accepted', 'accepted', 'accepted', 'service-records/overlaps'],
      ...['service-records/unknown-volunteer', 'accepted'],
    ];
    const rehearsed = await run('service-records', LOG, true);
    expect(verdicts(rehearsed)).toEqual(records);
    expect(rehearsed.acceptedCentiHours).toBe(350);
    expect(verdicts(await run('service-records', LOG))).toEqual(records);
    expect(await submitted()).toBe(4);
  });

  it('puts the file hash and the row behind each record, its words into the vault', async () => {
    await run('volunteers', ROSTER);
    await run('service-records', LOG);
    const events = await allEvents(booted);
    const first = events.find(({ type }) => type === 'service-records.RecordSubmitted');
    expect(first?.data).toMatchObject({
      mode: 'import',
      evidence: { kind: 'imported', fileHash: expect.stringMatching(/^[0-9a-f]{64}$/), row: 2 },
    });
    const { volunteerId, recordId } = first?.data as { volunteerId: string; recordId: string };
    const key = { subject: volunteerId, kind: 'record', id: recordId };
    const reader = { accountId: 'tester', purpose: 'test', at: booted.clock.now() };
    expect(booted.app.get(Vault).get(key, reader)).toEqual({
      ...{ project: '', activity: '健康义诊', place: '民生社区', content: '量血压, 记录' },
      ...{ leader: '郑国超', unit: '民生居委会', reason: '' },
    });
    const stored = JSON.stringify(events);
    for (const personal of ['郑国超', '量血压', '乌云娜', '150105', '15295655913', '"N1"']) {
      expect(stored).not.toContain(personal);
    }
  });

  it('takes in on the next run what has become right meanwhile, and nothing twice', async () => {
    expect(verdicts(await run('service-records', LOG))).toEqual(
      Array.from({ length: 6 }, () => 'service-records/unknown-volunteer'),
    );
    await run('volunteers', ROSTER);
    const second = await run('service-records', LOG);
    expect(second).toMatchObject({ accepted: 4, alreadyThere: 0 });
    const before = await countEvents(booted);
    expect(await run('service-records', LOG)).toMatchObject({ accepted: 4, alreadyThere: 4 });
    expect(await countEvents(booted)).toBe(before);
  });

  it('judges a row that names two people as naming nobody', async () => {
    await run('volunteers', ROSTER);
    const withId = (no: string, id: string) =>
      [`${LOG_HEADER},证件号码`, `${record(no, '2026-03-01')},${id}`].join('\n');
    const verdict = async (no: string, id: string) =>
      verdicts(await run('service-records', withId(no, id), true))[0];
    expect(await verdict('N1', '150105199510034659')).toBe('accepted');
    expect(await verdict('', '150105199510034659')).toBe('accepted');
    expect(await verdict('N1', '')).toBe('accepted');
    expect(await verdict('N1', '510104196503039678')).toBe('service-records/unknown-volunteer');
    expect(await verdict('', '')).toBe('service-records/unknown-volunteer');
  });

  it('reads a workbook as it reads the same rows in a CSV file', async () => {
    const cells = (text: string) =>
      text.split(/\r?\n/).map((line) => line.split(',').map((value) => ({ value, type: String })));
    const roster = await writeXlsxFile(cells(ROSTER), {}).toBuffer();
    expect(verdicts(await run('volunteers', roster))).toEqual([
      ...['accepted', 'accepted', 'volunteers/name-missing', 'volunteers/already-registered'],
      'volunteers/volunteer-no-taken',
    ]);
  });

  it('refuses a bad file as a whole and keeps nothing of it', async () => {
    const refusal = (kind: ImportKind, text: string) =>
      run(kind, text).then(
        () => 'read',
        (error: unknown) => (error instanceof Rejection ? error : String(error)),
      );
    expect(await refusal('volunteers', LOG)).toMatchObject({ code: 'exchange/column-missing' });
    expect(await refusal('service-records', LOG_HEADER)).toMatchObject({
      code: 'exchange/no-rows',
    });
    expect(await refusal('volunteers', '')).toMatchObject({ code: 'exchange/empty-file' });
    const path = { path: '/nonexistent/file.csv' };
    const request = { kind: 'volunteers', dryRun: false, actor: ACTOR, file: path } as const;
    await expect(booted.app.get(ImportService).run(request)).rejects.toMatchObject({
      code: 'exchange/file-unreadable',
    });
    expect(await countEvents(booted)).toBe(0);
    expect(await booted.app.get(ImportFiles).pending()).toEqual([]);
  });

  it('names columns it ignored, and does not take rows outside the importer’s division', async () => {
    const text = ROSTER.replace(ROSTER_HEADER, `${ROSTER_HEADER},血型`);
    const request = { kind: 'volunteers', dryRun: true, actor: ACTOR } as const;
    const place = { stationId: null, organisationId: null, divisionCode: '1506' };
    const file = { bytes: Buffer.from(text) };
    const report = await booted.app.get(ImportService).run({ ...request, place, file });
    expect(report.ignoredColumns).toEqual(['血型']);
    expect(verdicts(report).slice(0, 2)).toEqual(['accepted', 'exchange/outside-scope']);
  });

  it('tells how far it is', async () => {
    await run('volunteers', ROSTER);
    const rows = Array.from({ length: 450 }, (_, i) => record(`N${1 + (i % 2)}`, dayOf(i)));
    const told: number[] = [];
    await booted.app.get(ImportService).run({
      ...{ kind: 'service-records', dryRun: true, actor: ACTOR },
      file: { bytes: Buffer.from(log(...rows)) },
      onProgress: (done, total) => told.push(done) && expect(total).toBe(450),
    });
    const steps = told.map((done, i) => done - (told[i - 1] ?? 0));
    expect(told.at(-1)).toBe(450);
    expect(Math.max(...steps)).toBeLessThanOrEqual(200);
  });
});

describe('an import that broke off', () => {
  const EVENTS_OF_ROSTER = 7;
  const EVENTS_OF_LOG = 7;

  it.each(Array.from({ length: EVENTS_OF_ROSTER }, (_, i) => i))(
    'of a roster, after %i appends, is finished with each row exactly once',
    async (appends) => {
      booted = await bootExchange();
      const mended = breakAfter(booted.app.get(EventStore), appends);
      await expect(run('volunteers', ROSTER)).rejects.toThrow('store is gone');
      mended();
      await booted.app.get(ImportService).resumeUnfinished();
      expect(await run('volunteers', ROSTER)).toMatchObject({ accepted: 2 });
      const types = (await allEvents(booted)).map(({ type }) => type);
      const count = (type: string) => types.filter((other) => other === type).length;
      expect(count('volunteers.IdentityClaimed')).toBe(2);
      expect(count('volunteers.VolunteerRegistered')).toBe(2);
      expect(count('exchange.ImportCompleted')).toBe(1);
      expect([...booted.app.get(Vault).subjectsWith('profile')]).toHaveLength(2);
      expect(await booted.app.get(ImportFiles).pending()).toEqual([]);
    },
  );

  it.each(Array.from({ length: EVENTS_OF_LOG }, (_, i) => i))(
    'of a service log, after %i appends, is finished with each row exactly once',
    async (appends) => {
      booted = await bootExchange();
      await run('volunteers', ROSTER);
      const mended = breakAfter(booted.app.get(EventStore), appends);
      await expect(run('service-records', LOG)).rejects.toThrow('store is gone');
      mended();
      await booted.app.get(ImportService).resumeUnfinished();
      const again = await run('service-records', LOG);
      expect(again).toMatchObject({ accepted: 4, alreadyThere: appends === 0 ? 0 : 4 });
      expect(await submitted()).toBe(4);
    },
  );

  it('because the service stopped, is finished by the next start from the sealed file', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'shizhang-import-'));
    try {
      booted = await bootExchange({ dataDir });
      await run('volunteers', ROSTER);
      const rows = Array.from({ length: 400 }, (_, i) => record(`N${1 + (i % 2)}`, dayOf(i)));
      const text = log(...rows);
      const { importId, done } = await booted.app.get(ImportService).start({
        ...{ kind: 'service-records', dryRun: false, actor: ACTOR },
        file: { bytes: Buffer.from(text) },
      });
      const broken = expect(done).rejects.toThrow('stopping');
      await booted.app.close();
      await broken;
      const sealed = readFileSync(join(dataDir, 'imports', `${importId}.bin`));
      expect(sealed.includes('健康义诊')).toBe(false);

      booted = await bootExchange({ dataDir });
      expect(await submitted()).toBeLessThan(400);
      const [report] = await booted.app.get(ImportService).resumeUnfinished();
      expect(report).toMatchObject({ importId, accepted: 400, rejected: {} });
      expect(await submitted()).toBe(400);
      expect(readdirSync(join(dataDir, 'imports'))).toEqual([]);
    } finally {
      rmSync(dataDir, { recursive: true, force: true });
    }
  });

  it('before it was announced, leaves nothing to finish', async () => {
    booted = await bootExchange();
    await booted.app
      .get(ImportFiles)
      .save('00000000-0000-4000-8000-000000000001', Buffer.from('x'));
    expect(await booted.app.get(ImportService).resumeUnfinished()).toEqual([]);
    expect(await booted.app.get(ImportFiles).pending()).toEqual([]);
  });

  it('does not lose a volunteer between claim and registration', async () => {
    booted = await bootExchange({ processes: [] });
    const mended = breakAfter(booted.app.get(EventStore), 2);
    await expect(run('volunteers', ROSTER)).rejects.toThrow('store is gone');
    mended();
    await booted.app.get(ImportService).resumeUnfinished();
    const directory = booted.app.get(VolunteerDirectory);
    expect(await directory.findByIdNumber('150105199510034659')).toBeDefined();
  });
});

/** Some day of 2025 or 2026 for a number. */
function dayOf(i: number): string {
  const day = new Date(Date.UTC(2025, 0, 1 + Math.floor(i / 2)));
  return day.toISOString().slice(0, 10);
}

/** The store answers so many appends and then none, until it is mended. */
function breakAfter(store: EventStore, appends: number): () => void {
  const append = store.append.bind(store);
  let left = appends;
  store.append = (...args): Promise<Appended> => {
    left -= 1;
    if (left >= 0) return append(...args);
    return Promise.reject(new EventStoreError('unavailable', 'the store is gone'));
  };
  return () => {
    store.append = append;
  };
}
