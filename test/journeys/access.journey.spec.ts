import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EventStore } from '../../src/event-store/event-store.js';
import { PasswordHasher } from '../../src/contexts/access/security/password-hasher.js';
import { SetupLink } from '../../src/contexts/access/security/setup-link.js';
import { newId } from '../../src/platform/ids.js';
import {
  PASSWORD,
  bootApp,
  type BootedApp,
  type Client,
  cookiesOf,
  type Headers,
} from '../support/boot-app.js';

const HOUR = 3_600_000;
const FORM = { 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html' };

async function everyEvent(app: BootedApp['app']): Promise<string> {
  const signal = new AbortController();
  const seen: unknown[] = [];
  const pages = app.get(EventStore).subscribe({ after: null, signal: signal.signal });
  for await (const { events, caughtUp } of pages) {
    seen.push(...events);
    if (caughtUp) break;
  }
  signal.abort();
  return JSON.stringify(seen);
}

async function stationIn(admin: Client, divisionCode: string): Promise<string> {
  const organisation = await admin.post('/api/v1/organisations', {
    ...{ legalName: '民生社区居民委员会', kind: 'residents-committee' },
    ...{ divisionCode, phone: '0477-8123456' },
  });
  const { organisationId } = organisation.body;
  const station = await admin.post('/api/v1/stations', {
    ...{ organisationId, kind: 'station', name: '民生社区志愿服务站' },
    ...{ divisionCode, address: '民生路 1 号' },
  });
  expect(station.status).toBe(201);
  return station.body.stationId;
}

describe('the first start', () => {
  let booted: BootedApp;
  let token: string;
  beforeAll(async () => {
    booted = await bootApp({ setUp: false });
    const link = new URL(booted.app.get(SetupLink).current()!);
    expect(link.pathname).toBe('/setup');
    token = link.searchParams.get('token')!;
  });
  afterAll(() => booted.close());

  it('shows a form that needs no script, in both languages', async () => {
    const zh = await booted.anonymous.get(`/setup?token=${token}`);
    expect(zh.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(zh.body).toContain('<html lang="zh-CN">');
    expect(zh.body).toContain(`name="token" value="${token}"`);
    expect(zh.body).not.toContain('<script');
    const en = await booted.anonymous.get('/setup?lang=en');
    expect(en.body).toContain('Create the administrator');
  });

  it('escapes what stands in the address', async () => {
    const { body } = await booted.anonymous.get('/setup?token=%22%3E%3Cscript%3Ealert(1)');
    expect(body).not.toContain('<script');
    expect(body).toContain('&quot;&gt;&lt;script&gt;');
  });

  it('refuses another token, and another site', async () => {
    const body = { token: 'wrong', loginName: 'admin', password: PASSWORD };
    const wrong = await booted.anonymous.post('/api/v1/setup', body);
    expect([wrong.status, wrong.body.code]).toEqual([403, 'access/setup-token-wrong']);
    const foreign = await booted.anonymous.post(
      '/api/v1/setup',
      { ...body, token },
      { origin: 'https://evil.example' },
    );
    expect([foreign.status, foreign.body.code]).toEqual([403, 'access/cross-site']);
  });

  it('shows the form again with the reason when the password is too short', async () => {
    const answer = await booted.anonymous.post(
      '/setup',
      `token=${token}&loginName=admin&password=short`,
      FORM,
    );
    expect(answer.status).toBe(422);
    expect(answer.body).toContain('密码至少 10 个字符');
    expect(answer.body).toContain(token);
  });

  it('makes the first administrator once, even when two try at the same moment', async () => {
    const setUp = (loginName: string) =>
      booted.anonymous.post('/api/v1/setup', { token, loginName, password: PASSWORD });
    const answers = await Promise.all([setUp('first'), setUp('second')]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
    const late = await setUp('third');
    expect([late.status, late.body.code]).toEqual([409, 'access/setup-done']);
    expect(booted.app.get(SetupLink).current()).toBeUndefined();
    const page = await booted.anonymous.get('/setup');
    expect(page.body).not.toContain('<form');
  });
});

describe('log-in', () => {
  let booted: BootedApp;
  let admin: Client;
  beforeAll(async () => {
    booted = await bootApp();
    ({ admin } = booted);
  });
  afterAll(() => booted.close());

  const logIn = (loginName: string, password: string, headers?: Record<string, string>) =>
    booted.anonymous.post('/api/v1/session', { loginName, password }, headers);

  async function newName(): Promise<string> {
    const loginName = `name-${newId()}`;
    const body = { loginName, password: PASSWORD };
    expect((await admin.post('/api/v1/accounts', body)).status).toBe(201);
    return loginName;
  }

  it('answers with account and grants, and a cookie no script can read', async () => {
    const { status, headers, body } = await logIn(' ADMIN ', PASSWORD);
    expect(status).toBe(200);
    expect(body.grants).toEqual([{ role: 'administrator', scope: '*' }]);
    const [cookie] = [headers['set-cookie']].flat();
    expect(cookie).toMatch(/^shizhang-session=[\w-]{43}; .*HttpOnly; SameSite=Lax/);
  });

  it('says the same for a wrong name and a wrong password', async () => {
    const name = await newName();
    const answers = await Promise.all([logIn(name, 'wrong password'), logIn('nobody', PASSWORD)]);
    for (const { status, body } of answers) {
      expect([status, body.code]).toEqual([401, 'access/wrong-credentials']);
    }
    expect(answers[0].body.title).toBe(answers[1].body.title);
  });

  it('ends with the log-out', async () => {
    const client = await booted.client();
    expect((await client.get('/api/v1/me')).status).toBe(200);
    expect((await client.del('/api/v1/session')).status).toBe(204);
    const after = await client.get('/api/v1/me');
    expect([after.status, after.body.code]).toEqual([401, 'access/not-signed-in']);
  });

  it('ends after twelve idle hours, and after seven days whatever happens', async () => {
    const idle = await booted.client();
    booted.clock.advance(11 * HOUR);
    expect((await idle.get('/api/v1/me')).status).toBe(200);
    booted.clock.advance(12 * HOUR + 1);
    expect((await idle.get('/api/v1/me')).status).toBe(401);
    admin = await booted.logIn('admin');
    const busy = await booted.logIn('admin');
    for (let hour = 0; hour < 7 * 24; hour += 8) {
      expect((await busy.get('/api/v1/me')).status).toBe(200);
      booted.clock.advance(8 * HOUR);
    }
    booted.clock.advance(1);
    expect((await busy.get('/api/v1/me')).status).toBe(401);
    admin = await booted.logIn('admin');
  });

  it('makes a guesser wait, but not the owner with a known browser', async () => {
    const name = await newName();
    const owner = cookiesOf(await logIn(name, PASSWORD));
    for (let i = 0; i < 5; i += 1) expect((await logIn(name, `wrong ${i}`)).status).toBe(401);
    const throttled = await logIn(name, PASSWORD);
    expect([throttled.status, throttled.body.code]).toEqual([429, 'request/too-many']);
    expect(throttled.body.facts).toEqual({ seconds: 1 });
    expect(throttled.headers['retry-after']).toBe('1');
    expect((await logIn(name, PASSWORD, { cookie: owner })).status).toBe(200);
    booted.clock.advance(1_000);
    expect((await logIn(name, PASSWORD)).status).toBe(200);
  });

  it('survives a flood: some are told to come back, nothing breaks', async () => {
    // As many as the hasher takes, all there before anybody knocks: how fast a machine is does not matter.
    const hasher = booted.app.get(PasswordHasher, { strict: false });
    const crowd = Promise.all(Array.from({ length: 42 }, () => hasher.hash(PASSWORD)));
    const refused = await logIn('flood-first', PASSWORD);
    await crowd;
    const names = Array.from({ length: 70 }, (_, i) => `flood-${i}`);
    const answers = await Promise.all(names.map((name) => logIn(name, PASSWORD)));
    const statuses = new Set([refused, ...answers].map(({ status }) => status));
    expect(refused.status).toBe(503);
    expect([...statuses].sort()).toEqual([401, 503]);
    expect((await logIn('admin', PASSWORD)).status).toBe(200);
  });

  it('works as a page, and leads on to this site only', async () => {
    const page = await booted.anonymous.get('/login?next=/desk&lang=en');
    expect(page.body).toContain('name="next" value="/desk"');
    const name = await newName();
    const submit = (next: string, password = PASSWORD) =>
      booted.anonymous.post(
        '/login',
        new URLSearchParams({ loginName: name, password, next }).toString(),
        FORM,
      );
    const good = await submit('/desk');
    expect([good.status, good.headers['location']]).toEqual([303, '/desk']);
    expect(cookiesOf(good)).toContain('shizhang-session=');
    for (const evil of ['https://evil.example', '//evil.example', '/\\evil.example', '/\t/x']) {
      expect((await submit(evil)).headers['location']).toBe('/');
    }
    const bad = await submit('/desk', 'wrong');
    expect(bad.status).toBe(401);
    expect(bad.body).toContain('用户名或密码不正确');
    expect(bad.body).not.toContain(name);
  });

  it('a new password ends every session and the old password', async () => {
    const loginName = await newName();
    const [one, two] = [await booted.logIn(loginName), await booted.logIn(loginName)];
    const change = (current: string, password: string) =>
      one.put('/api/v1/me/password', { current, password });
    expect((await change('wrong', 'another good one')).body.code).toBe('access/wrong-credentials');
    expect((await change(PASSWORD, 'short')).body.code).toBe('access/password-too-short');
    expect((await change(PASSWORD, 'another good one')).status).toBe(200);
    expect((await one.get('/api/v1/me')).status).toBe(401);
    expect((await two.get('/api/v1/me')).status).toBe(401);
    expect((await logIn(loginName, PASSWORD)).status).toBe(401);
    expect((await logIn(loginName, 'another good one')).status).toBe(200);
  });

  it('an old request that comes again does not bring the old password back', async () => {
    const loginName = `name-${newId()}`;
    const body = { loginName, password: PASSWORD };
    const headers = { 'idempotency-key': newId() };
    expect((await admin.post('/api/v1/accounts', body, headers)).status).toBe(201);
    const client = await booted.logIn(loginName);
    const fresh = { current: PASSWORD, password: 'another good one' };
    expect((await client.put('/api/v1/me/password', fresh)).status).toBe(200);
    const again = await admin.post('/api/v1/accounts', body, headers);
    expect(again.headers['idempotency-hit']).toBe('true');
    expect((await logIn(loginName, PASSWORD)).status).toBe(401);
  });

  it('keeps names, passwords and anything that could be guessed to them out of the events', async () => {
    const events = await everyEvent(booted.app);
    expect(events).toContain('access.PasswordSet');
    expect(events).not.toContain('name-');
    expect(events).not.toContain('argon2');
    expect(events).not.toContain(PASSWORD);
  });
});

describe('cookies and other sites', () => {
  let booted: BootedApp;
  beforeAll(async () => {
    booted = await bootApp({ publicUrl: 'https://hours.example.org' });
  });
  afterAll(() => booted.close());

  const write = async (headers: Headers): Promise<string> => {
    const { status, body } = await booted.admin.post(
      '/api/v1/me/tokens',
      { permissions: ['records.read'] },
      headers,
    );
    return status === 201 ? 'done' : body.code;
  };

  it('are bound to the host and to TLS when the service is public', async () => {
    const body = { loginName: 'admin', password: PASSWORD };
    const { headers } = await booted.anonymous.post('/api/v1/session', body);
    expect(String(headers['set-cookie'])).toMatch(/^__Host-shizhang-session=.*; Secure/);
  });

  it('a write needs our own origin, by the public address or by the host asked', async () => {
    expect(await write({})).toBe('done');
    expect(await write({ origin: 'https://hours.example.org' })).toBe('done');
    expect(await write({ origin: 'null', 'sec-fetch-site': 'same-origin' })).toBe('done');
    for (const headers of [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { origin: '' },
      { origin: 'http://hours.example.org' },
      { origin: 'https://hours.example.org.evil.example' },
      { origin: 'null', 'sec-fetch-site': 'cross-site' },
      { origin: 'null', 'sec-fetch-site': 'same-site' },
    ]) {
      expect(await write(headers)).toBe('access/cross-site');
    }
  });

  it('reading needs none, and a page of another site can log nobody in or out', async () => {
    const evil = { origin: 'https://evil.example' };
    expect((await booted.admin.get('/api/v1/me', evil)).status).toBe(200);
    const body = { loginName: 'admin', password: PASSWORD };
    const login = await booted.anonymous.post('/api/v1/session', body, evil);
    expect(login.body.code).toBe('access/cross-site');
    const logout = await booted.admin.del('/api/v1/session', undefined, evil);
    expect(logout.body.code).toBe('access/cross-site');
    expect((await booted.admin.get('/api/v1/me')).status).toBe(200);
  });

  it('an API token needs no origin: no browser sends it by itself', async () => {
    const { body } = await booted.admin.post('/api/v1/me/tokens', {
      permissions: ['organisations.manage', 'organisations.read'],
    });
    const answer = await booted.bearer(body.token).post(
      '/api/v1/organisations',
      {
        ...{ legalName: '某某居民委员会', kind: 'residents-committee' },
        ...{ divisionCode: '150602001003', phone: '0477-8123456' },
      },
      { origin: 'https://evil.example' },
    );
    expect(answer.status).toBe(201);
  });
});

describe('API tokens', () => {
  let booted: BootedApp;
  beforeAll(async () => {
    booted = await bootApp();
  });
  afterAll(() => booted.close());

  it('do what they are for and nothing else, until they are revoked', async () => {
    const { admin } = booted;
    const wanted = { label: '报表脚本', permissions: ['organisations.read', 'accounts.self'] };
    const issued = await admin.post('/api/v1/me/tokens', wanted);
    expect(issued.body.token).toMatch(/^szt_[\w-]{43}$/);
    const program = booted.bearer(issued.body.token);
    expect((await program.get('/api/v1/stations')).status).toBe(200);
    const beyond = await program.get('/api/v1/accounts');
    expect([beyond.status, beyond.body.code]).toEqual([403, 'access/not-permitted']);
    const stronger = await program.post('/api/v1/me/tokens', { permissions: ['accounts.manage'] });
    expect([stronger.status, stronger.body.code]).toEqual([403, 'access/session-needed']);
    const tokens = await admin.get('/api/v1/me/tokens');
    expect(tokens.body).toMatchObject([{ tokenId: issued.body.tokenId, label: '报表脚本' }]);
    expect(JSON.stringify(tokens.body)).not.toContain(issued.body.token);

    expect((await admin.del(`/api/v1/me/tokens/${issued.body.tokenId}`)).status).toBe(200);
    const after = await program.get('/api/v1/stations');
    expect([after.status, after.body.code]).toEqual([401, 'access/token-invalid']);
    const unknown = await admin.del(`/api/v1/me/tokens/${newId()}`);
    expect([unknown.status, unknown.body.code]).toEqual([404, 'access/token-unknown']);
  });

  it('a repeated request gives the same token, not a second one', async () => {
    const headers = { 'idempotency-key': newId() };
    const wanted = { permissions: ['records.read'] };
    const [one, two] = [
      await booted.admin.post('/api/v1/me/tokens', wanted, headers),
      await booted.admin.post('/api/v1/me/tokens', wanted, headers),
    ];
    expect(two.body).toEqual(one.body);
    expect(two.headers['idempotency-hit']).toBe('true');
    const other = { permissions: ['records.read', 'accounts.manage'] };
    const reused = await booted.admin.post('/api/v1/me/tokens', other, headers);
    expect([reused.status, reused.body.code]).toEqual([422, 'request/idempotency-key-reused']);
  });

  it('count only in their scope, whatever their owner may elsewhere', async () => {
    const [here, there] = ['150602001003', '150602001004'];
    const { body } = await booted.admin.post('/api/v1/me/tokens', {
      ...{ permissions: ['organisations.manage'], scope: `division:${here}` },
    });
    const register = (divisionCode: string) =>
      booted.bearer(body.token).post('/api/v1/organisations', {
        ...{ legalName: '某某居民委员会', kind: 'residents-committee' },
        ...{ divisionCode, phone: '0477-8123456' },
      });
    expect((await register(here)).status).toBe(201);
    expect((await register(there)).body.code).toBe('access/not-permitted');
  });

  it('that were never issued open nothing', async () => {
    for (const token of ['szt_', `szt_${'A'.repeat(43)}`, 'x']) {
      const answer = await booted.bearer(token).get('/api/v1/me');
      expect([answer.status, answer.body.code]).toEqual([401, 'access/token-invalid']);
    }
  });
});

describe('roles and scopes', () => {
  let booted: BootedApp;
  let admin: Client;
  beforeAll(async () => {
    booted = await bootApp();
    ({ admin } = booted);
  });
  afterAll(() => booted.close());

  const roles = (accountId: string) => `/api/v1/accounts/${accountId}/roles`;
  const administratorOf = (scope: string) =>
    booted.client({ grants: [{ role: 'administrator', scope }] });

  it('nobody does what no role of theirs carries', async () => {
    const auditor = await booted.client({ grants: [{ role: 'auditor', scope: '*' }] });
    const refused = await auditor.get('/api/v1/accounts');
    expect([refused.status, refused.body.code]).toEqual([403, 'access/not-permitted']);
    const anonymous = await booted.anonymous.get('/api/v1/accounts');
    expect([anonymous.status, anonymous.body.code]).toEqual([401, 'access/not-signed-in']);
  });

  it('an account without a role still has its own page', async () => {
    const bare = await booted.client();
    expect((await bare.get('/api/v1/me')).body.grants).toEqual([]);
    expect((await bare.get('/api/v1/stations')).status).toBe(403);
  });

  it('a volunteer’s account is known as the volunteer’s', async () => {
    const volunteerId = newId();
    const volunteer = await booted.client({ volunteerId });
    expect((await volunteer.get('/api/v1/me')).body.volunteerId).toBe(volunteerId);
  });

  it('a role counts at once when granted, and no longer when revoked', async () => {
    const { accountId, get } = await booted.client();
    const grant = { role: 'auditor', scope: '*' };
    expect((await admin.post(roles(accountId), grant)).status).toBe(200);
    expect((await get('/api/v1/stations')).status).toBe(200);
    expect((await admin.del(roles(accountId), grant)).status).toBe(200);
    expect((await get('/api/v1/stations')).status).toBe(403);
  });

  it('a granter grants within their own scope only', async () => {
    const station = await stationIn(admin, '150602001003');
    const [inside, outside] = [
      await administratorOf('division:1506'),
      await administratorOf('division:1101'),
    ];
    const { accountId } = await booted.client();
    const grant = (who: Client, scope: string) =>
      who.post(roles(accountId), { role: 'station-staff', scope });
    expect((await grant(inside, `station:${station}`)).status).toBe(200);
    expect((await grant(inside, 'division:150602')).status).toBe(200);
    const refused = [
      await grant(outside, `station:${station}`),
      await grant(inside, 'division:15'),
      await grant(inside, 'division:1101'),
      await grant(inside, '*'),
      await outside.del(roles(accountId), { role: 'station-staff', scope: `station:${station}` }),
    ];
    for (const { status, body } of refused) {
      expect([status, body.code]).toEqual([403, 'access/not-permitted']);
    }
    const unknown = await grant(inside, `station:${newId()}`);
    expect([unknown.status, unknown.body.code]).toEqual([422, 'access/scope-unknown']);
  });

  it('a scoped administrator sees and opens accounts of their own scope', async () => {
    const local = await administratorOf('division:33');
    const open = (scope: string) =>
      local.post('/api/v1/accounts', {
        ...{ loginName: `local-${newId()}`, password: PASSWORD },
        grants: [{ role: 'auditor', scope }],
      });
    const mine = await open('division:3301');
    expect(mine.status).toBe(201);
    expect((await open('division:1101')).body.code).toBe('access/not-permitted');
    const listed = await local.get('/api/v1/accounts');
    const ids = listed.body.items.map(({ accountId }: { accountId: string }) => accountId);
    expect(ids.sort()).toEqual([local.accountId, mine.body.accountId].sort());
    expect((await local.get(`/api/v1/accounts/${admin.accountId}`)).status).toBe(403);
  });

  it('an account is found by its login name, which only the single view shows', async () => {
    const loginName = `find-${newId()}`;
    const opened = await admin.post('/api/v1/accounts', { loginName, password: PASSWORD });
    const { accountId } = opened.body;
    const found = await admin.get(`/api/v1/accounts?loginName=${loginName.toUpperCase()}`);
    expect(found.body.items).toMatchObject([{ accountId }]);
    expect(JSON.stringify(found.body.items)).not.toContain(loginName);
    const one = await admin.get(`/api/v1/accounts/${accountId}`);
    expect(one.body.loginName).toBe(loginName);
  });

  it('a name is taken once, and a refused account leaves nothing behind', async () => {
    const body = { loginName: 'taken', password: PASSWORD };
    expect((await admin.post('/api/v1/accounts', body)).status).toBe(201);
    const second = await admin.post('/api/v1/accounts', { ...body, loginName: ' TAKEN' });
    expect([second.status, second.body.code]).toEqual([409, 'access/login-name-taken']);
    await booted.settle();
    expect((await admin.get('/api/v1/accounts?loginName=taken')).body.items).toHaveLength(1);
  });

  it('the same key with another body is refused and claims no second name', async () => {
    const headers = { 'idempotency-key': newId() };
    const open = (loginName: string) =>
      admin.post('/api/v1/accounts', { loginName, password: PASSWORD }, headers);
    expect((await open('key-one')).status).toBe(201);
    expect((await open('key-two')).body.code).toBe('request/idempotency-key-reused');
    expect((await admin.get('/api/v1/accounts?loginName=key-two')).body.items).toEqual([]);
  });

  it('a closed account is logged out and stays closed', async () => {
    const client = await booted.client({ grants: [{ role: 'auditor', scope: '*' }] });
    expect((await admin.del(`/api/v1/accounts/${client.accountId}`)).status).toBe(200);
    expect((await client.get('/api/v1/me')).status).toBe(401);
    const grant = { role: 'auditor', scope: '*' };
    const late = await admin.post(roles(client.accountId), grant);
    expect([late.status, late.body.code]).toEqual([409, 'access/account-closed']);
  });

  it('the last administrator stays, even when two dismiss each other at once', async () => {
    const grant = { role: 'administrator', scope: '*' };
    const alone = await admin.del(roles(admin.accountId), grant);
    expect([alone.status, alone.body.code]).toEqual([409, 'access/last-administrator']);
    const closing = await admin.del(`/api/v1/accounts/${admin.accountId}`);
    expect(closing.body.code).toBe('access/last-administrator');

    const other = await administratorOf('*');
    const answers = await Promise.all([
      admin.del(roles(other.accountId), grant),
      other.del(roles(admin.accountId), grant),
    ]);
    expect(answers.map(({ status }) => status).sort()).not.toEqual([200, 200]);
    const left = [await admin.get('/api/v1/accounts'), await other.get('/api/v1/accounts')];
    expect(left.filter(({ status }) => status === 200)).toHaveLength(1);
  });
});

describe('a restart', () => {
  it('keeps accounts and sessions, and makes no new set-up link', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'shizhang-'));
    try {
      const first = await bootApp({ dataDir });
      const body = { loginName: 'admin', password: PASSWORD };
      const cookie = cookiesOf(await first.anonymous.post('/api/v1/session', body));
      await first.close();
      const second = await bootApp({ dataDir, setUp: false });
      await second.settle();
      expect(second.app.get(SetupLink).current()).toBeUndefined();
      expect((await second.anonymous.get('/api/v1/me', { cookie })).status).toBe(200);
      await second.close();
    } finally {
      rmSync(dataDir, { recursive: true, force: true });
    }
  });

  it('before the set-up makes a new link, and the old one is worth nothing', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'shizhang-'));
    try {
      const first = await bootApp({ dataDir, setUp: false });
      const old = new URL(first.app.get(SetupLink).current()!).searchParams.get('token');
      await first.close();
      const second = await bootApp({ dataDir, setUp: false });
      const body = { token: old, loginName: 'admin', password: PASSWORD };
      const answer = await second.anonymous.post('/api/v1/setup', body);
      expect([answer.status, answer.body.code]).toEqual([403, 'access/setup-token-wrong']);
      await second.close();
    } finally {
      rmSync(dataDir, { recursive: true, force: true });
    }
  });
});
