import { Readable } from 'node:stream';
import { audit } from '../../src/audit/audit.js';
import { PointsDeadlines } from '../../src/contexts/points/points-deadlines.handlers.js';
import { fsckApp } from '../../src/cli/open-app.js';
import { localDateOf } from '../../src/kernel/calendar.js';
import { newId } from '../../src/platform/ids.js';
import { exportOf } from '../support/played-ledger.js';
import {
  type Answer,
  bootApp,
  type BootedApp,
  type Client,
  type NewClient,
  PASSWORD,
} from '../support/boot-app.js';

const DAY = 86_400_000;
const DIVISION = '150602001003';

let booted: BootedApp;
let admin: Client;
let stationId: string;
let staff: Client;
let inspector: Client;
let manager: Client;
const grandmother = newId();
let householdId: string;
let itemId: string;

function ok<Body>({ status, body }: Answer, wanted = 201): Body {
  expect([status, status === wanted ? undefined : body]).toEqual([wanted, undefined]);
  return body as Body;
}
const refusal = ({ status, body }: Answer): unknown[] => [status, body.code];
const account = (): string => `green.${householdId}`;
const balance = async () => {
  await booted.settle();
  return ok<{ available: number; held: number; debt: number }>(
    await staff.get(`/api/v1/points/accounts/${account()}`),
    200,
  );
};
const kitchen = { kind: 'kitchen', grams: 800, passed: true };
const drop = async (by: Client = inspector, over: object = {}): Promise<Answer> =>
  by.post(`/api/v1/green-accounts/households/${householdId}/drops`, { ...kitchen, ...over });
const redeem = (by: Client, count = 1, headers = {}): Promise<Answer> =>
  by.post('/api/v1/points/redemptions', { accountId: account(), itemId, count }, headers);

/** A new account, opened by whoever is administrator at this hour. */
async function client(wanted: NewClient): Promise<Client> {
  const loginName = `user-${newId()}`;
  ok(await admin.post('/api/v1/accounts', { loginName, password: PASSWORD, ...wanted }));
  return booted.logIn(loginName);
}

async function logInAll(): Promise<void> {
  const scope = `station:${stationId}`;
  staff = await client({ grants: [{ role: 'station-staff', scope }], volunteerId: newId() });
  manager = await client({
    ...{ grants: [{ role: 'station-manager', scope }], volunteerId: newId() },
  });
  inspector = await client({
    ...{ grants: [{ role: 'volunteer', scope }], volunteerId: newId() },
  });
}

/** Sessions end after hours of silence: everybody logs in again. */
async function passDays(days: number): Promise<void> {
  booted.clock.advance(days * DAY);
  admin = await booted.logIn('admin');
}

describe('a household sorts its waste and fetches soap for it', () => {
  beforeAll(async () => {
    booted = await bootApp();
    ({ admin } = booted);
    const { organisationId } = ok<{ organisationId: string }>(
      await admin.post('/api/v1/organisations', {
        ...{ legalName: '东胜区交通街道民生社区居民委员会', kind: 'residents-committee' },
        ...{ divisionCode: DIVISION, phone: '0477-8123456' },
      }),
    );
    ({ stationId } = ok<{ stationId: string }>(
      await admin.post('/api/v1/stations', {
        ...{ organisationId, kind: 'station', name: '民生社区志愿服务站' },
        ...{ divisionCode: DIVISION, address: '民生路 1 号' },
      }),
    ));
    await logInAll();
  });
  afterAll(() => booted.close());

  it('registers with its members, of whom nobody belongs to two households', async () => {
    const body = { stationId, contact: '王建国', address: '3 号楼 501', personIds: [grandmother] };
    const home = ok<{ householdId: string; code: string }>(
      await staff.post('/api/v1/green-accounts/households', body),
    );
    ({ householdId } = home);
    expect(home.code).toMatch(/^[0-9A-Z]{5}-[0-9A-Z]{5}$/);
    const second = await staff.post('/api/v1/green-accounts/households', body);
    expect(refusal(second)).toEqual([409, 'green-accounts/in-another-household']);
    const nowhere = { ...body, stationId: newId(), personIds: [newId()] };
    expect(refusal(await admin.post('/api/v1/green-accounts/households', nowhere))).toEqual([
      ...[404, 'green-accounts/station-unknown'],
    ]);
    const list = `/api/v1/green-accounts/stations/${stationId}/households`;
    expect(ok<{ items: unknown[] }>(await staff.get(list), 200).items).toHaveLength(1);
    const byCode = await inspector.get(`/api/v1/green-accounts/codes/${home.code.toLowerCase()}`);
    expect(ok(byCode, 200)).toEqual({ householdId });
    const elsewhere = await client({
      grants: [{ role: 'station-staff', scope: 'division:110000' }],
    });
    expect((await elsewhere.post('/api/v1/green-accounts/households', body)).status).toBe(403);
  });

  it('earns twice a day, by inspectors of other households', async () => {
    const own = await client({
      ...{ grants: [{ role: 'volunteer', scope: `station:${stationId}` }] },
      volunteerId: grandmother,
    });
    expect(refusal(await drop(own))).toEqual([403, 'green-accounts/inspector-of-household']);
    const nobody = await client({
      grants: [{ role: 'station-staff', scope: `station:${stationId}` }],
    });
    expect(refusal(await drop(nobody))).toEqual([403, 'green-accounts/inspector-unknown']);
    expect(refusal(await drop(inspector, { grams: 0 }))).toEqual([
      ...[422, 'green-accounts/weight-out-of-range'],
    ]);
    expect(refusal(await drop(inspector, { grams: -5 }))).toEqual([
      ...[422, 'green-accounts/weight-out-of-range'],
    ]);
    expect((await drop(inspector, { grams: 1e15 })).status).toBe(422);
    const earned = [];
    for (const _ of [1, 2, 3]) earned.push(ok<{ points: number }>(await drop()).points);
    expect(earned).toEqual([10, 10, 0]);
    expect(refusal(await drop())).toEqual([409, 'green-accounts/too-many-drops']);
    expect(await balance()).toMatchObject({ available: 20, held: 0, debt: 0 });
  });

  it('goods come in, are counted, and have a price', async () => {
    const goods = { stationId, book: 'green', name: '肥皂', pricePoints: 5 };
    ({ itemId } = ok<{ itemId: string }>(await staff.post('/api/v1/points/items', goods)));
    const nowhere = await admin.post('/api/v1/points/items', { ...goods, stationId: newId() });
    expect(refusal(nowhere)).toEqual([404, 'points/station-unknown']);
    const nobody = await admin.get(`/api/v1/points/accounts/green.${newId()}`);
    expect(refusal(nobody)).toEqual([404, 'points/account-unknown']);
    const path = `/api/v1/points/items/${itemId}`;
    ok(await staff.post(`${path}/receipts`, { count: 4, receipt: 'RK-1' }), 200);
    ok(await staff.put(`${path}/count`, { counted: 3, reason: 'damaged' }), 200);
    const moves = ok<{ items: { change: number; onHand: number }[] }>(
      await staff.get(`${path}/moves`),
      200,
    );
    expect(moves.items.map(({ change, onHand }) => [change, onHand])).toEqual([
      [-1, 3],
      [4, 4],
    ]);
  });

  it('redeems them for a code that works once, and wrong ones are counted', async () => {
    const key = { 'idempotency-key': 'soap-for-grandmother' };
    const member = await client({ volunteerId: grandmother });
    const first = ok<{ redemptionId: string; pickUpCode: string }>(await redeem(member, 2, key));
    expect(ok(await redeem(member, 2, key))).toEqual(first);
    expect(refusal(await redeem(member, 1, key))).toEqual([422, 'request/idempotency-key-reused']);
    expect(await balance()).toMatchObject({ available: 10, held: 10 });
    const path = `/api/v1/points/redemptions/${first.redemptionId}/pick-up`;
    const wrong = first.pickUpCode === '000000' ? '000001' : '000000';
    const missed = await staff.put(path, { code: wrong });
    expect(refusal(missed)).toEqual([422, 'points/pick-up-code-wrong']);
    expect((await member.put(path, { code: first.pickUpCode })).status).toBe(403);
    ok(await staff.put(path, { code: first.pickUpCode }), 200);
    const twice = await staff.put(path, { code: first.pickUpCode });
    expect(refusal(twice)).toEqual([409, 'points/already-picked-up']);
    expect(await balance()).toMatchObject({ available: 10, held: 0 });
  });

  it('refuses what is not there: stock, points, another kind of points', async () => {
    expect(refusal(await redeem(staff, 2))).toEqual([409, 'points/stock-gone']);
    expect(await balance()).toMatchObject({ available: 10, held: 0 });
    expect(refusal(await redeem(staff, 3))).toEqual([409, 'points/insufficient-points']);
    expect(refusal(await redeem(staff, 21))).toEqual([422, 'points/count-too-large']);
    const item = { stationId, book: 'volunteer', name: '雨伞', pricePoints: 5 };
    const umbrella = ok<{ itemId: string }>(await staff.post('/api/v1/points/items', item));
    const wish = { accountId: account(), itemId: umbrella.itemId, count: 1 };
    const other = await staff.post('/api/v1/points/redemptions', wish);
    expect(refusal(other)).toEqual([422, 'points/wrong-book']);
  });

  it('whoever does not come in time gets the points back, and the shelf its goods', async () => {
    const { redemptionId } = ok<{ redemptionId: string }>(await redeem(staff));
    const sweep = () => booted.app.get(PointsDeadlines, { strict: false }).sweepNow();
    expect(await sweep()).toBe(0);
    await passDays(8);
    expect(await sweep()).toBe(1);
    await logInAll();
    expect(await balance()).toMatchObject({ available: 10, held: 0 });
    const view = ok(await staff.get(`/api/v1/points/redemptions/${redemptionId}`), 200);
    expect(view).toMatchObject({ status: 'expired' });
    const items = ok<{ items: object[] }>(
      await staff.get(`/api/v1/points/stations/${stationId}/items`),
      200,
    );
    expect(items.items).toContainEqual(
      expect.objectContaining({ itemId, onHand: 1, reserved: 0 }) as object,
    );
  });

  it('five wrong codes lock it; cancelling gives everything back', async () => {
    const { redemptionId, pickUpCode } = ok<Record<string, string>>(await redeem(staff));
    const path = `/api/v1/points/redemptions/${redemptionId}`;
    for (const _ of [1, 2, 3, 4, 5]) await staff.put(`${path}/pick-up`, { code: 'x' });
    const locked = await staff.put(`${path}/pick-up`, { code: pickUpCode });
    expect(refusal(locked)).toEqual([423, 'points/pick-up-locked']);
    ok(await staff.put(`${path}/cancellation`), 200);
    expect(await balance()).toMatchObject({ available: 10, held: 0 });
  });

  it('a fraud is annulled by somebody else, and what was spent stands as a debt', async () => {
    const drops = ok<{ items: { dropId: string; points: number }[] }>(
      await staff.get(`/api/v1/green-accounts/households/${householdId}/drops`),
      200,
    ).items.filter(({ points }) => points > 0);
    const path = `/api/v1/green-accounts/drops/${drops[0]?.dropId}`;
    expect((await staff.put(`${path}/annulment`, { reason: 'fraud' })).status).toBe(403);
    for (const { dropId } of drops) {
      const annulment = `/api/v1/green-accounts/drops/${dropId}/annulment`;
      ok(await manager.put(annulment, { reason: 'fraud' }), 200);
    }
    expect(await balance()).toMatchObject({ available: 0, debt: 10 });
    const after = await manager.put(`${path}/correction`, { grams: 1, passed: true });
    expect(refusal(after)).toEqual([409, 'green-accounts/drop-annulled']);
  });

  it('the card opens balance and statement without log-in, and only with its seal', async () => {
    const card = ok<{ url: string; code: string }>(
      await staff.get(`/api/v1/points/accounts/${account()}/card`),
      200,
    );
    const { pathname, search } = new URL(card.url);
    for (const [lang, words] of [
      ['zh', ['绿色账户', '待扣还积分', '已取货，兑换完成', card.code]],
      ['en', ['Green account', 'Points owed', 'Picked up: the points are spent']],
    ] as const) {
      const page = await booted.anonymous.get(`${pathname}${search}&lang=${lang}`);
      expect(page.status).toBe(200);
      for (const word of words) expect(page.body).toContain(word);
      expect(page.body).not.toContain('王建国');
      expect(page.body).not.toContain('<script');
    }
    const forged = await booted.anonymous.get(`${pathname}?k=AAAAAAAAAAAAAAAA`);
    expect([forged.status, forged.body.includes('二维码无效')]).toEqual([404, true]);
  });

  it('points lapse two years later, and a closed household drops no more', async () => {
    ok(await drop());
    ok(await drop());
    expect(await balance()).toMatchObject({ available: 10, debt: 0 });
    await passDays(731);
    await booted.app.get(PointsDeadlines, { strict: false }).sweepNow();
    await logInAll();
    expect(await balance()).toMatchObject({ available: 0, debt: 0 });
    ok(await staff.put(`/api/v1/green-accounts/households/${householdId}/closing`), 200);
    expect(refusal(await drop())).toEqual([409, 'green-accounts/household-closed']);
    await booted.settle();
    expect(refusal(await redeem(staff))).toEqual([409, 'points/account-closed']);
    const supply = ok<{ green: object }>(await admin.get('/api/v1/points/supply'), 200);
    expect(supply.green).toEqual({
      ...{ issued: 20, available: 0, held: 0, debt: 0, redeemed: 10, expired: 10, forfeited: 0 },
      redemptionPercent: 50,
    });
  });

  it('statement, balance and supply are told as of any day, and say why', async () => {
    const path = `/api/v1/points/accounts/${account()}`;
    const lines = async (query = '') =>
      ok<{ items: { at: string; available: number; why: { zh: string } }[] }>(
        await admin.get(`${path}/statement${query}`),
        200,
      ).items;
    const all = await lines();
    const day = localDateOf(all.at(-1)!.at);
    const then = all.filter(({ at }) => localDateOf(at) <= day);
    expect(then.length).toBeLessThan(all.length);
    expect(await lines(`?asOf=${day}`)).toEqual(then);
    expect(all.at(-1)!.why.zh).toBe(`${day} 投放合格`);
    const { available } = then[0]!;
    expect(ok(await admin.get(`${path}/balances/${day}`), 200)).toMatchObject({
      ...{ asOf: day, available },
    });
    const early = ok(await admin.get(`${path}/balances/2020-01-01`), 200);
    expect(early).toMatchObject({ available: 0, held: 0, debt: 0 });
    const supply = ok<{ green: object; volunteer: object }>(
      await admin.get(`/api/v1/points/supply?asOf=2020-01-01`),
      200,
    );
    expect(supply.green).toMatchObject({ issued: 0, redeemed: 0, redemptionPercent: null });
    for (const wrong of [`${path}/balances/2026-02-30`, `${path}/statement?asOf=today`]) {
      expect(refusal(await admin.get(wrong))).toEqual([400, 'request/invalid']);
    }
  });

  it('fsck finds nothing wrong', async () => {
    await booted.settle();
    expect(await fsckApp(booted.app)).toMatchObject({ clean: true, findings: [] });
  });

  it('nor does a stranger, who has nothing but the export', async () => {
    const report = await audit(Readable.from(await exportOf(booted)));
    expect(report).toMatchObject({ clean: true, findings: [] });
    const { green } = ok<{ green: object }>(await admin.get('/api/v1/points/supply'), 200);
    for (const [name, value] of Object.entries(green)) {
      expect([name, report.totals[`points.green.${name}`]]).toEqual([name, value]);
    }
  });
});
