import { createPublicKey, verify } from 'node:crypto';
import { ImportRecord } from '../../src/contexts/service-records/index.js';
import { EffectDeadlines } from '../../src/contexts/service-records/effect-deadlines.handlers.js';
import { AccountDeadlines } from '../../src/contexts/time-bank/account-deadlines.handlers.js';
import { HoldCredit } from '../../src/contexts/time-bank/domain/account.commands.js';
import { creditPolicyOn } from '../../src/contexts/time-bank/index.js';
import { Dispatcher } from '../../src/cqrs/dispatcher.js';
import { EventStore } from '../../src/event-store/event-store.js';
import { fsck } from '../../src/fsck/fsck.js';
import { canonicalJson } from '../../src/kernel/canonical-json.js';
import { newId, systemMeta } from '../../src/platform/ids.js';
import { Databases } from '../../src/projections/databases.js';
import { ProcessRunner } from '../../src/projections/process-runner.js';
import { Projector } from '../../src/projections/projector.js';
import { Vault } from '../../src/vault/vault.js';
import {
  type Answer,
  bootApp,
  type BootedApp,
  type Client,
  type NewClient,
  PASSWORD,
} from '../support/boot-app.js';

const DIVISION = '150602001003';
const PROOF = 'a'.repeat(64);
const BANK = '/api/v1/time-bank';

let booted: BootedApp;
let admin: Client;
let [orgA, stationB] = ['', ''];
let managerB: Client;
let [giver, relative, provider, leaver] = ['', '', '', ''];

const ok = <Body>({ status, body }: Answer, wanted = 201): Body => {
  expect([status, status === wanted ? undefined : body]).toEqual([wanted, undefined]);
  return body as Body;
};
const refusal = ({ status, body }: Answer): unknown[] => [status, body.code];

/** Sessions do not last for days: whoever acts logs in again. */
async function goTo(instant: string): Promise<void> {
  booted.clock.set(instant);
  admin = await booted.logIn('admin');
}

async function logInWith(wanted: NewClient): Promise<Client> {
  const loginName = `user-${newId()}`;
  const person = { loginName, password: PASSWORD, grants: [], ...wanted };
  ok(await admin.post('/api/v1/accounts', person));
  return booted.logIn(loginName);
}

async function unit(kind: 'organisation' | 'station', of: object): Promise<string> {
  const body = ok<{ organisationId: string; stationId: string }>(
    await admin.post(`/api/v1/${kind}s`, { divisionCode: DIVISION, ...of }),
  );
  return kind === 'station' ? body.stationId : body.organisationId;
}

/** A made-up person with a resident ID number whose check character fits (GB 11643). */
async function volunteer(sequence: number, stationId?: string): Promise<string> {
  const digits = `15060219500101${String(sequence * 2 + 1).padStart(3, '0')}`;
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  const sum = weights.reduce((total, weight, i) => total + weight * Number(digits[i]), 0);
  const { volunteerId } = ok<{ volunteerId: string }>(
    await admin.post('/api/v1/volunteers', {
      ...{ name: '哈斯·巴根', sex: 'male', birthDate: '1950-01-01', idType: 'resident-id' },
      ...{ idNumber: digits + '10X98765432'.charAt(sum % 11), divisionCode: DIVISION },
      ...{ phone: '13800138000', serviceCategories: ['community'], declaredTrue: true },
      ...{ privacyVersion: '2026-01', ...(stationId ? { stationId } : {}) },
    }),
  );
  return volunteerId;
}

/** Hours as an import brings them, four on each day, and approved: they wait to take effect. */
async function serve(volunteerId: string, days: number): Promise<void> {
  for (let day = 1; day <= days; day += 1) {
    const [date, recordId] = [`2026-02-0${day}`, newId()];
    const data = {
      ...{ volunteerId, year: 2026, recordId, recorder: 'importer' },
      ...{ startsAt: `${date}T01:00:00.000Z`, endsAt: `${date}T05:00:00.000Z` },
      ...{ now: booted.clock.now(), statedCentiHours: 400, organisationId: orgA },
      ...{ fileHash: PROOF, row: day },
    };
    const meta = systemMeta(booted.clock.now(), 'journey', volunteerId, day);
    await booted.app.get(Dispatcher).dispatch(new ImportRecord(data, meta));
    await booted.settle();
    ok(await admin.put(`/api/v1/records/${recordId}/review`, { decision: 'approve' }), 200);
  }
}

const account = async (id: string) =>
  ok<Record<string, unknown>>(await admin.get(`${BANK}/accounts/${id}`), 200);
const hold = (id: string, centiHours: number, more: object = {}, key?: string) =>
  admin.post(
    `${BANK}/holds`,
    { volunteerId: id, centiHours, purpose: '陪同就医', ...more },
    key ? { 'idempotency-key': key } : {},
  );
const give = (from: string, centiHours: number, more: object = {}) =>
  admin.post(`${BANK}/accounts/${from}/gifts`, {
    ...{ to: relative, relation: 'parent', evidenceHash: PROOF, centiHours, ...more },
  });

beforeAll(async () => {
  booted = await bootApp();
  ({ admin } = booted);
  const office = { kind: 'residents-committee', phone: '0477-8123456' };
  orgA = await unit('organisation', { ...office, legalName: '民生社区居民委员会' });
  const orgB = await unit('organisation', { ...office, legalName: '天骄社区居民委员会' });
  stationB = await unit('station', {
    ...{
      organisationId: orgB,
      kind: 'station',
      name: '天骄社区志愿服务站',
      address: '天骄路 1 号',
    },
  });
  [giver, relative, provider, leaver] = [
    await volunteer(1),
    await volunteer(2),
    await volunteer(3),
    await volunteer(4),
  ];
  await serve(giver, 5);
  await serve(leaver, 2);
  await goTo('2026-03-09T01:00:00.000Z');
  managerB = await logInWith({
    grants: [{ role: 'station-manager', scope: `station:${stationB}` }],
  });
  await booted.app.get(EffectDeadlines, { strict: false }).sweepNow();
  await booted.settle();
}, 60_000);
afterAll(() => booted.close());

describe('what others get wrong, replayed', () => {
  it('a double click holds once; the same key with another amount is refused', async () => {
    const [first, second] = await Promise.all([
      hold(giver, 100, {}, 'double-click-1'),
      hold(giver, 100, {}, 'double-click-1'),
    ]);
    expect(first.body.holdId).toBe(second.body.holdId);
    expect(await account(giver)).toMatchObject({ available: 1_900, held: 100 });
    const other = await hold(giver, 150, {}, 'double-click-1');
    expect(refusal(other)).toEqual([422, 'request/idempotency-key-reused']);
    expect(refusal(await hold(giver, 0))).toEqual([400, 'request/invalid']);
    expect(refusal(await hold(giver, 2.5))).toEqual([400, 'request/invalid']);
  });

  it('what makes no sense is refused by a code of its own, and nothing moves', async () => {
    const before = await account(giver);
    for (const centiHours of [-50, 0, 0.5, 1e18, '100']) {
      expect(refusal(await hold(giver, centiHours as number))).toEqual([400, 'request/invalid']);
    }
    for (const [more, status, code] of [
      [{ purpose: '  ' }, 422, 'time-bank/purpose-missing'],
      [{ stationId: newId() }, 404, 'time-bank/station-unknown'],
      [{ centiHours: 55 }, 422, 'time-bank/amount-not-in-steps'],
      [{ centiHours: 100_000 }, 409, 'time-bank/insufficient-credit'],
    ] as const) {
      expect(refusal(await hold(giver, 100, more))).toEqual([status, code]);
    }
    expect(await account(giver)).toEqual(before);
  });

  it('a refund is given once: the second answers 409 and moves nothing', async () => {
    const { holdId } = ok<{ holdId: string }>(await hold(giver, 100));
    const release = () => admin.put(`${BANK}/holds/${holdId}/release`);
    ok(await release(), 200);
    const before = await account(giver);
    expect(refusal(await release())).toEqual([409, 'time-bank/hold-already-released']);
    const settle = admin.put(`${BANK}/holds/${holdId}/settlement`, { centiHours: 50 });
    expect(refusal(await settle)).toEqual([409, 'time-bank/hold-already-released']);
    expect(await account(giver)).toEqual(before);
  });

  it('more than was held is never taken', async () => {
    const { holdId } = ok<{ holdId: string }>(await hold(giver, 100));
    const path = `${BANK}/holds/${holdId}/settlement`;
    expect(refusal(await admin.put(path, { centiHours: 101 }))).toEqual([
      ...[422, 'time-bank/exceeds-hold'],
    ]);
    ok(await admin.put(`${BANK}/holds/${holdId}/release`), 200);
  });

  it('a thousand orders at once on one balance: as many as it has, and no more', async () => {
    const [dispatcher, at] = [booted.app.get(Dispatcher), booted.clock.now()];
    const policy = creditPolicyOn('2026-03-02');
    const what = { volunteerId: leaver, centiHours: 50, stationId: null, accepted: [], age: null };
    const orders = Array.from({ length: 1_000 }, (_, n) => {
      const holdId = newId();
      const data = { ...what, holdId, at, expiresAt: '2026-03-12T00:00:00.000Z', policy };
      return dispatcher.dispatch(new HoldCredit(data, systemMeta(at, 'order', n))).then(
        () => 'held',
        (error: { code: string }) => error.code,
      );
    });
    const answers = await Promise.all(orders);
    expect(answers.filter((answer) => answer === 'held')).toHaveLength(16);
    expect(new Set(answers)).toEqual(new Set(['held', 'time-bank/insufficient-credit']));
    await booted.settle();
    expect(await account(leaver)).toMatchObject({ available: 0, held: 800 });
  });
});

describe('credit that goes from one to another', () => {
  it('pays the provider what the service took, and the rest is free again', async () => {
    const { holdId } = ok<{ holdId: string }>(await hold(giver, 300));
    const settled = await admin.put(`${BANK}/holds/${holdId}/settlement`, {
      ...{ centiHours: 250, providerId: provider },
    });
    ok(settled, 200);
    await booted.settle();
    expect(await account(provider)).toMatchObject({ available: 250, earned: 250 });
    expect(await account(giver)).toMatchObject({ available: 1_650, held: 100 });
  });

  it('is given to relatives, one hop, under the terms in force', async () => {
    const friend = await give(giver, 100, { relation: 'friend' });
    expect(refusal(friend)).toEqual([422, 'time-bank/relation-not-accepted']);
    expect(friend.body.facts).toMatchObject({ policyVersion: 'time-bank/2021-02' });
    expect(refusal(await give(giver, 100, { to: giver }))).toEqual([422, 'time-bank/same-account']);
    expect(refusal(await give(giver, 100, { evidenceHash: 'none' }))).toEqual([
      ...[400, 'request/invalid'],
    ]);
    const nobody = newId();
    expect(refusal(await give(giver, 100, { to: nobody }))).toEqual([
      ...[404, 'time-bank/holder-unknown'],
    ]);
    ok(await give(giver, 400));
    await booted.settle();
    expect(await account(relative)).toMatchObject({ available: 400, gifted: 400, earned: 0 });
    expect(refusal(await give(relative, 100, { to: giver }))).toEqual([
      ...[409, 'time-bank/not-giftable'],
    ]);
  });

  it('is donated to the pool, granted to those in need, and goes back with the quarter', async () => {
    const donated = await admin.post(`${BANK}/accounts/${giver}/donations`, {
      ...{ centiHours: 500, source: 'credit' },
    });
    ok(donated);
    await booted.settle();
    const grants = `${BANK}/pools/${DIVISION}/grants`;
    const grant = { volunteerId: provider, ground: 'solitary-80', evidenceHash: PROOF };
    const much = await admin.post(grants, { ...grant, centiHours: 501 });
    expect(refusal(much)).toEqual([409, 'time-bank/pool-insufficient']);
    ok(await admin.post(grants, { ...grant, centiHours: 200 }));
    await booted.settle();
    expect(await account(provider)).toMatchObject({ available: 450, granted: 200 });
    const pool = ok<{ balance: number }>(await admin.get(`${BANK}/pools/${DIVISION}`), 200);
    expect(pool.balance).toBe(300);
    const log = ok<{ items: { kind: string; ground: string | null }[] }>(
      await admin.get(`${BANK}/pools/${DIVISION}/entries`),
      200,
    );
    expect(log.items.map(({ kind, ground }) => [kind, ground])).toEqual([
      ['grant', 'solitary-80'],
      ['donation', null],
    ]);
  });
});

describe('two stations that honour each other', () => {
  const path = (of: string, other: string, what: string) =>
    `${BANK}/stations/${of}/acceptances/${other}/${what}`;

  it('agree both, clear what is spent, and net it on the day', async () => {
    const terms = { limitCentiHours: 550, everyMonths: 3, firstNettingOn: '2026-04-01' };
    ok(
      await admin.post(`${BANK}/stations/${orgA}/acceptances`, { otherId: stationB, ...terms }),
      200,
    );
    expect(refusal(await admin.put(path(orgA, stationB, 'confirmation')))).toEqual([
      ...[403, 'time-bank/own-proposal'],
    ]);
    expect((await managerB.put(path(orgA, stationB, 'confirmation'))).status).toBe(403);
    ok(await managerB.put(path(stationB, orgA, 'confirmation')), 200);
    const { holdId } = ok<{ holdId: string }>(await hold(giver, 200, { stationId: stationB }));
    ok(await admin.put(`${BANK}/holds/${holdId}/settlement`, { centiHours: 200 }), 200);
    await booted.settle();
    const supply = ok<Record<string, number>>(await admin.get(`${BANK}/supply`), 200);
    expect(supply).toMatchObject({ clearing: 200, inTransit: 0, pool: 300 });
  });

  it('are warned before the limit of their agreement, by what is held as by what was spent', async () => {
    const warnings = async (station: string): Promise<string[][]> => {
      await booted.settle();
      const { items } = ok<{ items: { warnings: { code: string; creditor: string }[] }[] }>(
        await admin.get(`${BANK}/stations/${station}/acceptances`),
        200,
      );
      return items.flatMap((item) => item.warnings.map(({ code, creditor }) => [code, creditor]));
    };
    expect(await warnings(stationB)).toEqual([]);
    const { holdId } = ok<{ holdId: string }>(await hold(giver, 300, { stationId: stationB }));
    for (const station of [stationB, orgA]) {
      expect(await warnings(station)).toEqual([['near-agreement-limit', stationB]]);
    }
    ok(await admin.put(`${BANK}/holds/${holdId}/release`), 200);
    expect(await warnings(stationB)).toEqual([]);
  });

  it('and the end of the quarter nets, lapses and expires what is due, once', async () => {
    await goTo('2026-04-01T01:00:00.000Z');
    const sweep = () => booted.app.get(AccountDeadlines, { strict: false }).sweepNow();
    expect(await sweep()).toBe(2);
    await booted.settle();
    expect(await sweep()).toBe(0);
    const { items } = ok<{ items: { position: number; nextNettingOn: string }[] }>(
      await admin.get(`${BANK}/stations/${stationB}/acceptances`),
      200,
    );
    expect(items).toMatchObject([{ position: 0, nextNettingOn: '2026-07-01' }]);
    expect(await account(provider)).toMatchObject({ available: 250, granted: 0 });
    const pool = ok<{ balance: number }>(await admin.get(`${BANK}/pools/${DIVISION}`), 200);
    expect(pool.balance).toBe(500);
  });
});

describe('the standing of an account', () => {
  it('frozen, it spends nothing until it is unfrozen', async () => {
    ok(await admin.put(`${BANK}/accounts/${giver}/freeze`, { reason: 'dispute' }), 200);
    expect(refusal(await hold(giver, 50))).toEqual([423, 'time-bank/account-frozen']);
    ok(await admin.del(`${BANK}/accounts/${giver}/freeze`), 200);
  });

  it('closed with a statement that anybody can check', async () => {
    const close = () =>
      admin.put(`${BANK}/accounts/${leaver}/closing`, { reason: 'moved-away', rest: 'statement' });
    // Its sixteen holds have expired by now, at their time, swept or not.
    ok(await close(), 200);
    expect(refusal(await close())).toEqual([409, 'time-bank/account-closed']);
    const { statement, signature } = ok<{
      statement: { closing: { centiHours: number }; account: object };
      signature: { value: string; kid: string };
    }>(await admin.get(`${BANK}/accounts/${leaver}/signed-statement`), 200);
    expect(statement.closing).toMatchObject({ centiHours: 800, rest: 'statement' });
    expect(statement.account).toMatchObject({ standing: 'closed', available: 0 });
    const { keys } = ok<{ keys: { kid: string; kty: string }[] }>(
      await admin.get(`${BANK}/statement-keys`),
      200,
    );
    const key = createPublicKey({ key: keys[0]! as never, format: 'jwk' });
    const bytes = (text: object) => Buffer.from(canonicalJson(text));
    const value = Buffer.from(signature.value, 'base64url');
    expect(verify(null, bytes(statement), key, value)).toBe(true);
    const forged = { ...statement, closing: { ...statement.closing, centiHours: 900 } };
    expect(verify(null, bytes(forged), key, value)).toBe(false);
    expect(refusal(await give(giver, 50, { to: leaver }))).toEqual([
      ...[409, 'time-bank/recipient-closed'],
    ]);
  });

  it('is the business of its own stations only', async () => {
    const scope = `station:${stationB}`;
    const strangerB = await logInWith({ grants: [{ role: 'station-staff', scope }] });
    expect((await strangerB.get(`${BANK}/accounts/${giver}`)).status).toBe(403);
    const self = await logInWith({ volunteerId: giver });
    expect((await self.get(`${BANK}/accounts/${giver}`)).status).toBe(200);
    expect((await self.get(`${BANK}/accounts/${relative}`)).status).toBe(403);
    expect((await self.put(`${BANK}/accounts/${giver}/closing`, {})).status).toBe(403);
  });
});

describe('what the books say', () => {
  it('line by line, in words, and as of any day', async () => {
    const { items } = ok<{
      items: { kind: string; change: number; available: number; why: { zh: string } }[];
    }>(await admin.get(`${BANK}/accounts/${relative}/statement`), 200);
    expect(items).toMatchObject([
      { kind: 'CreditReceived', change: 400, available: 400, why: { zh: '亲属转赠' } },
    ]);
    const on = async (day: string) =>
      (await admin.get(`${BANK}/accounts/${relative}/balances/${day}`)).body.available as number;
    expect([await on('2026-03-08'), await on('2026-03-09')]).toEqual([0, 400]);
    const asOf = await admin.get(`${BANK}/accounts/${relative}/statement?asOf=2026-03-08`);
    expect(ok<{ items: unknown[] }>(asOf, 200).items).toEqual([]);
    const wrong = await admin.get(`${BANK}/accounts/${relative}/balances/2026-02-30`);
    expect(refusal(wrong)).toEqual([400, 'request/invalid']);
  });

  it('adds up: all that was issued is somewhere, and the audit is clean', async () => {
    await booted.settle();
    const s = ok<Record<string, number>>(await admin.get(`${BANK}/supply`), 200);
    const spendable = s['available']! + s['gifted']! + s['granted']!;
    const kept = s['overflow']! + s['honour']! + s['pool']! + s['retired']! + s['carried']!;
    const owed = s['debt']! + s['writtenOff']!;
    expect(spendable + s['held']! + kept + s['inTransit']! - owed).toBe(s['issued']);
    expect(s).toMatchObject({ issued: 2_800, redeemed: 450, carried: 800, redemptionPercent: 16 });
    const { app } = booted;
    const report = await fsck({
      ...{ store: app.get(EventStore), databases: app.get(Databases), vault: app.get(Vault) },
      ...{ projector: app.get(Projector), processes: app.get(ProcessRunner) },
    });
    expect(report.findings).toEqual([]);
  });
});
