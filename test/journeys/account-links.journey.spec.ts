import { account } from '../../src/contexts/access/domain/account.decider.js';
import { PasswordLinks } from '../../src/contexts/access/security/password-links.js';
import { DeciderExecutor } from '../../src/cqrs/decider-executor.js';
import { systemMeta } from '../../src/platform/ids.js';
import { STEP_SECONDS, totpAt } from '../../src/platform/totp.js';
import {
  type Answer,
  bootApp,
  type BootedApp,
  type Client,
  PASSWORD,
} from '../support/boot-app.js';
import { ok } from '../support/community.js';

const NEW_PASSWORD = 'another battery staple';

let booted: BootedApp;
let [clerk, manager]: Client[] = [];
beforeAll(async () => {
  booted = await bootApp();
  const everywhere = { scope: '*' };
  clerk = await booted.client({ grants: [{ role: 'station-staff', ...everywhere }] });
  manager = await booted.client({ grants: [{ role: 'station-manager', ...everywhere }] });
});
afterAll(() => booted.close());

const tokenOf = (link: string): string => new URL(link).searchParams.get('token') ?? '';
const logIn = (loginName: string, password: string, code?: string): Promise<Answer> =>
  booted.anonymous.post('/api/v1/session', { loginName, password, ...(code ? { code } : {}) });
const choose = (link: string, password = NEW_PASSWORD): Promise<Answer> =>
  booted.anonymous.post('/api/v1/password-links', { token: tokenOf(link), password });

/** As an authenticator computes it from what the person typed in. */
function codeOf(secret: string, steps = 0): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const bits = [...secret].map((c) => alphabet.indexOf(c).toString(2).padStart(5, '0')).join('');
  const bytes = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
  const now = Math.floor(Date.parse(booted.clock.now()) / 1_000 / STEP_SECONDS);
  return totpAt(bytes, now + steps);
}

describe('an invitation', () => {
  it('lets its owner choose the password, once, and the staff never know it', async () => {
    const { status, body } = await booted.admin.post('/api/v1/accounts', { loginName: 'lin' });
    expect(status).toBe(201);
    const { link } = body.invitation;
    expect(link).toContain('/password-link?token=');
    expect((await logIn('lin', NEW_PASSWORD)).body.code).toBe('access/wrong-credentials');

    const page = await booted.anonymous.get(new URL(link).pathname + new URL(link).search);
    expect(page.body).toContain(tokenOf(link));
    expect((await choose(link, 'short')).body.code).toBe('access/password-too-short');
    expect((await choose(link)).status).toBe(200);
    expect((await logIn('lin', NEW_PASSWORD)).status).toBe(200);
    expect((await choose(link, 'a third one entirely')).body.code).toBe('access/link-wrong');
    const again = await booted.admin.post(`/api/v1/accounts/${body.accountId}/invitations`);
    expect(again.body.code).toBe('access/has-password');
  });
});

describe('a recovery', () => {
  it('needs two persons, ends the sessions and gives the account back to its owner', async () => {
    const opened = await booted.admin.post('/api/v1/accounts', {
      ...{ loginName: 'qian', password: PASSWORD },
    });
    const { accountId } = opened.body;
    const session = await booted.logIn('qian');
    const admin = booted.admin;

    const asked = await clerk!.post(`/api/v1/accounts/${accountId}/recoveries`);
    expect(asked.status).toBe(201);
    const waiting = (await manager!.get('/api/v1/recoveries')).body.items;
    expect(waiting).toMatchObject([{ accountId, requester: clerk!.accountId }]);
    const approval = `/api/v1/accounts/${accountId}/recoveries/${asked.body.recoveryId}/approval`;
    expect((await clerk!.put(approval)).body.code).toBe('access/second-person-needed');
    const approved = await manager!.put(approval);
    expect(approved.status).toBe(200);
    expect((await admin.get('/api/v1/recoveries')).body.items).toEqual([]);

    expect((await choose(approved.body.recovery.link)).status).toBe(200);
    expect((await session.get('/api/v1/me')).status).toBe(401);
    expect((await logIn('qian', PASSWORD)).status).toBe(401);
    expect((await logIn('qian', NEW_PASSWORD)).status).toBe(200);
  });

  it('of a sole administrator comes from the console of the server, and stands in the ledger', async () => {
    const meta = systemMeta(booted.clock.now(), 'console');
    const { accountId } = ok<{ accountId: string }>(
      await booted.admin.post('/api/v1/accounts', { loginName: 'zhou', password: PASSWORD }),
    );
    const { link } = await booted.app
      .get(PasswordLinks, { strict: false })
      .fromConsole(accountId, meta);
    expect((await choose(link)).status).toBe(200);
    expect((await choose(link)).body.code).toBe('access/link-wrong');
    expect((await logIn('zhou', NEW_PASSWORD)).status).toBe(200);
    const { state } = await booted.app.get(DeciderExecutor).load(account, accountId);
    expect(state.link).toBeNull();
  });

  it('of an account with roles is not for two of the same rank', async () => {
    const boss = await booted.client({ grants: [{ role: 'station-manager', scope: '*' }] });
    const asked = await clerk!.post(`/api/v1/accounts/${boss.accountId}/recoveries`);
    const { recoveryId } = asked.body;
    const approval = `/api/v1/accounts/${boss.accountId}/recoveries/${recoveryId}/approval`;
    expect((await manager!.put(approval)).body.code).toBe('access/not-permitted');
    expect((await booted.admin.put(approval)).status).toBe(200);
  });
});

describe('an authenticator', () => {
  it('is asked for once it is confirmed; each code works once; a recovery removes it', async () => {
    await booted.admin.post('/api/v1/accounts', { loginName: 'sun', password: PASSWORD });
    const sun = await booted.logIn('sun');
    const begun = await sun.post('/api/v1/me/second-factor');
    const { factorId, secret, uri } = begun.body;
    expect(uri).toContain(secret);
    expect((await logIn('sun', PASSWORD)).status).toBe(200);

    const wrong = await sun.put('/api/v1/me/second-factor', { factorId, code: '000000' });
    expect(wrong.body.code).toBe('access/second-factor-wrong');
    const confirm = { factorId, code: codeOf(secret, -1) };
    expect((await sun.put('/api/v1/me/second-factor', confirm)).status).toBe(200);

    expect((await logIn('sun', PASSWORD)).body.code).toBe('access/second-factor-needed');
    expect((await logIn('sun', NEW_PASSWORD)).body.code).toBe('access/wrong-credentials');
    expect((await logIn('sun', PASSWORD, codeOf(secret))).status).toBe(200);
    const replay = await logIn('sun', PASSWORD, codeOf(secret));
    expect(replay.body.code).toBe('access/second-factor-wrong');

    const asked = await clerk!.post(`/api/v1/accounts/${sun.accountId}/recoveries`);
    const { recoveryId } = asked.body;
    const approval = `/api/v1/accounts/${sun.accountId}/recoveries/${recoveryId}/approval`;
    const { body } = await manager!.put(approval);
    expect((await choose(body.recovery.link)).status).toBe(200);
    expect((await logIn('sun', NEW_PASSWORD)).status).toBe(200);
  });
});

// Last: the clock goes on, and every session from before is over.
describe('an invitation that nobody used in a week', () => {
  it('expires, and a new one replaces it', async () => {
    const { body } = await booted.admin.post('/api/v1/accounts', { loginName: 'zhao' });
    booted.clock.advance(8 * 24 * 3_600_000);
    expect((await choose(body.invitation.link)).body.code).toBe('access/link-over');
    const admin = await booted.logIn('admin');
    const again = await admin.post(`/api/v1/accounts/${body.accountId}/invitations`);
    expect((await choose(body.invitation.link)).body.code).toBe('access/link-wrong');
    expect((await choose(again.body.invitation.link)).status).toBe(200);
  });
});
