import { setTimeout as pause } from 'node:timers/promises';
import { bootExchange, countEvents } from '../../../test/support/boot-exchange.js';
import type { Booted } from '../../../test/support/boot-module.js';
import { Principal } from '../../http/principal.js';

const CSV = [
  '姓名,证件类型,证件号码,性别,出生日期,联系电话,居住社区代码,服务类别',
  '乌云娜,居民身份证,150105199510034659,男,1995-10-03,15295655913,150602001003,便民利民',
  '谢伟,居民身份证,510104196503039678,女,1965-03-03,13339224995,150104003005,宣传教育',
].join('\n');
const REFUSED = {
  row: 3,
  code: 'volunteers/sex-contradicts-id-number',
  zh: '性别与身份证号码不一致。',
  en: 'The sex and the ID number do not agree.',
};

let booted: Booted;
let key = 0;
beforeAll(async () => {
  booted = await bootExchange();
});
afterAll(() => booted.app.close());

interface Answer {
  readonly status: number;
  readonly body: Record<string, unknown>;
}

async function upload(
  query: string,
  content: string | Uint8Array<ArrayBuffer> = CSV,
): Promise<Answer> {
  const body = new FormData();
  body.append('file', new Blob([content]), 'roster.csv');
  return call(`?${query}`, { method: 'POST', body });
}

async function call(path: string, init: RequestInit = {}): Promise<Answer> {
  const headers = { 'idempotency-key': `key-number-${(key += 1)}`, ...init.headers };
  const response = await fetch(`${booted.url}/api/v1/imports${path}`, { ...init, headers });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

async function completed(importId: string): Promise<Answer> {
  for (;;) {
    const answer = await call(`/${importId}`);
    if (answer.body['status'] === 'completed') return answer;
    await pause(10);
  }
}

describe('uploading a spreadsheet', () => {
  it('for a dry run is answered with every refusal in words, and writes nothing', async () => {
    const { status, body } = await upload('kind=volunteers&dryRun=true');
    expect(status).toBe(200);
    expect(body).toMatchObject({ dryRun: true, rows: 2, accepted: 1, rejectedRows: [REFUSED] });
    expect(JSON.stringify(body)).not.toMatch(/谢伟|510104/);
    expect(await countEvents(booted)).toBe(0);
  });

  it('starts an import whose address tells how it went', async () => {
    const { status, body } = await upload('kind=volunteers');
    expect(status).toBe(201);
    const report = await completed(String(body['importId']));
    expect(report.body).toMatchObject({
      ...{ kind: 'volunteers', status: 'completed', rows: 2, accepted: 1, next: null },
      rejected: { 'volunteers/sex-contradicts-id-number': 1 },
      rejectedRows: [REFUSED],
    });
  });

  it('again changes nothing and names the same import', async () => {
    const before = await countEvents(booted);
    const { status, body } = await upload('kind=volunteers');
    expect(status).toBe(200);
    expect((await completed(String(body['importId']))).body).toMatchObject({ accepted: 1 });
    expect(await countEvents(booted)).toBe(before);
  });

  it('refuses what cannot be imported, and says why', async () => {
    const codeOf = async (answer: Promise<Answer>) => (await answer).body['code'];
    expect(await codeOf(upload('kind=cats'))).toBe('request/invalid');
    expect(await codeOf(upload('kind=service-records'))).toBe('exchange/column-missing');
    expect(await codeOf(upload('kind=volunteers', ''))).toBe('exchange/empty-file');
    expect(await codeOf(call('?kind=volunteers', { method: 'POST' }))).toBe(
      'exchange/file-missing',
    );
    expect(await codeOf(upload('kind=volunteers', new Uint8Array(20 * 1024 * 1024 + 1)))).toBe(
      'exchange/file-too-large',
    );
    const empty = { method: 'POST', body: new FormData() };
    expect(await codeOf(call('?kind=volunteers', empty))).toBe('exchange/file-missing');
  });

  it('knows no import under a foreign id', async () => {
    const { status } = await call('/00000000-0000-4000-8000-000000000001');
    expect(status).toBe(404);
  });

  it('is for managers, in the name of what they manage', async () => {
    booted.signIn(new Principal('m', [{ role: 'station-manager', scope: 'division:1506' }]));
    expect((await upload('kind=volunteers')).status).toBe(403);
    expect((await upload('kind=volunteers&division=15')).status).toBe(403);
    expect((await upload('kind=volunteers&division=1506&dryRun=true')).body).toMatchObject({
      rejected: { 'exchange/outside-scope': 1 },
    });
    booted.signIn(new Principal('s', [{ role: 'station-staff', scope: '*' }]));
    expect((await upload('kind=volunteers')).status).toBe(403);
  });
});
