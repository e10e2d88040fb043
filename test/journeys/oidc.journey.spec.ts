import { EventStore } from '../../src/event-store/event-store.js';
import { STEP_SECONDS, totpAt } from '../../src/platform/totp.js';
import {
  type Answer,
  bootApp,
  type BootedApp,
  type Client,
  cookiesOf,
  PASSWORD,
  PUBLIC_URL,
} from '../support/boot-app.js';
import { type IdentityProvider, startIdentityProvider } from '../support/identity-provider.js';

const FORM = { 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html' };
const IDENTITIES = '/api/v1/me/identities';

let provider: IdentityProvider;
let booted: BootedApp;
beforeAll(async () => {
  provider = await startIdentityProvider(`${PUBLIC_URL}/login/oidc/callback`);
  booted = await bootApp({ oidc: provider.settings });
});
afterAll(async () => {
  await booted.close();
  await provider.close();
});
afterEach(() => {
  provider.tamper = undefined;
  provider.down = false;
});

interface Begun {
  readonly url: string;
  /** What the browser keeps meanwhile. */
  readonly cookie: string;
}

const begin = async (next = '/desk'): Promise<Begun> => {
  const answer = await booted.anonymous.get(`/login/oidc?next=${next}`);
  expect(answer.status).toBe(303);
  return { url: String(answer.headers['location']), cookie: cookiesOf(answer) };
};

/** Comes back from the provider as this subject. */
const comeBack = async (subject: string, { url }: Begun): Promise<string> => {
  provider.subject = subject;
  const { pathname, search, origin } = await provider.visit(url);
  expect(origin).toBe(PUBLIC_URL);
  return pathname + search;
};

const finish = (path: string, cookie: string): Promise<Answer> =>
  booted.anonymous.get(path, { cookie });

const logInAs = async (subject: string): Promise<Answer> => {
  const begun = await begin();
  return finish(await comeBack(subject, begun), begun.cookie);
};

const beginLink = async (client: Client): Promise<Begun> => {
  const answer = await client.post(IDENTITIES, { password: PASSWORD });
  expect(answer.status).toBe(200);
  return { url: answer.body.url, cookie: `${client.cookie}; ${cookiesOf(answer)}` };
};

const link = async (client: Client, subject: string): Promise<Answer> => {
  const begun = await beginLink(client);
  const answer = await finish(await comeBack(subject, begun), begun.cookie);
  await booted.settle();
  return answer;
};

const meOf = (answer: Answer): Promise<Answer> =>
  booted.anonymous.get('/api/v1/me', { cookie: cookiesOf(answer) });

/** Refused, and no session comes of it. */
function expectRefused(answer: Answer, status: number, code: string): void {
  expect([answer.status, answer.body.code]).toEqual([status, code]);
  expect(cookiesOf(answer)).not.toContain('shizhang-session');
}

describe('a service whose provider was down from the start', () => {
  it('starts, says so on a page, and finds the provider once it is there', async () => {
    provider.down = true;
    const refused = await booted.anonymous.get('/login/oidc', { accept: 'text/html' });
    expect(refused.status).toBe(503);
    expect(refused.body).toContain('或用用户名和密码登录');
    expect((await booted.admin.get('/api/v1/me')).status).toBe(200);
    provider.down = false;
    await begin();
  });
});

describe('an identity of a provider', () => {
  it('logs nobody in before its owner linked it, and then exactly the owner', async () => {
    const owner = await booted.client();
    expectRefused(await logInAs('wang'), 403, 'access/identity-unlinked');
    expect((await link(owner, 'wang')).status).toBe(200);
    const answer = await logInAs('wang');
    expect([answer.status, answer.headers['location']]).toEqual([303, '/desk']);
    expect((await meOf(answer)).body.accountId).toBe(owner.accountId);
    expectRefused(await logInAs('wang2'), 403, 'access/identity-unlinked');
    const cookie = cookiesOf(answer);
    const out = await booted.anonymous.del('/api/v1/session', undefined, { cookie });
    expect(out.status).toBe(204);
    expect((await booted.anonymous.get('/api/v1/me', { cookie })).status).toBe(401);
  });

  it('is linked by the owner alone: with the password, and in the session that began', async () => {
    const [owner, other] = [await booted.client(), await booted.client()];
    const wrong = await owner.post(IDENTITIES, { password: 'not the password' });
    expectRefused(wrong, 401, 'access/wrong-credentials');
    expect((await booted.anonymous.post(IDENTITIES, { password: PASSWORD })).status).toBe(401);
    const begun = await beginLink(owner);
    const note = begun.cookie.slice(owner.cookie.length);
    const back = await comeBack('zhao', begun);
    expectRefused(await finish(back, other.cookie + note), 403, 'access/link-of-another');
    expectRefused(await finish(back, begun.cookie), 403, 'access/oidc-used');
    expect((await owner.get(IDENTITIES)).body).toEqual([]);
  });

  it('belongs to one account, until it is unlinked there or the account is closed', async () => {
    const [first, second, third] = [
      await booted.client(),
      await booted.client(),
      await booted.client(),
    ];
    await link(first, 'qian');
    expectRefused(await link(second, 'qian'), 409, 'access/identity-taken');
    const [{ identityId }] = (await first.get(IDENTITIES)).body;
    const path = `${IDENTITIES}/${identityId}`;
    expectRefused(
      await first.del(path, { password: 'wrong one' }),
      401,
      'access/wrong-credentials',
    );
    expect((await first.del(path, { password: PASSWORD })).status).toBe(200);
    expectRefused(await logInAs('qian'), 403, 'access/identity-unlinked');
    expect((await link(second, 'qian')).status).toBe(200);
    expect((await booted.admin.del(`/api/v1/accounts/${second.accountId}`)).status).toBe(200);
    expectRefused(await logInAs('qian'), 409, 'access/account-closed');
    expect((await link(third, 'qian')).status).toBe(200);
    expect((await meOf(await logInAs('qian'))).body.accountId).toBe(third.accountId);
  });

  it('does not stand for the second factor', async () => {
    const owner = await booted.client();
    await link(owner, 'sun');
    const { factorId, secret } = (await owner.post('/api/v1/me/second-factor')).body;
    const step = Math.floor(Date.parse(booted.clock.now()) / 1_000 / STEP_SECONDS);
    const key = bytesOfBase32(secret);
    const confirm = { factorId, code: totpAt(key, step) };
    expect((await owner.put('/api/v1/me/second-factor', confirm)).status).toBe(200);
    const asked = await logInAs('sun');
    expect(asked.body).toContain('action="/login/oidc/code');
    expect(cookiesOf(asked)).not.toContain('shizhang-session');
    const give = (code: string, cookie = cookiesOf(asked)) =>
      booted.anonymous.post('/login/oidc/code', `code=${code}`, { ...FORM, accept: '*/*', cookie });
    expectRefused(await give(totpAt(key, step)), 401, 'access/second-factor-wrong');
    expectRefused(await give(totpAt(key, step + 1), ''), 403, 'access/oidc-not-begun');
    const answer = await give(totpAt(key, step + 1));
    expect([answer.status, answer.headers['location']]).toEqual([303, '/desk']);
    expect((await meOf(answer)).body.accountId).toBe(owner.accountId);
  });

  it('stands in no event, and neither does the provider', async () => {
    const store = booted.app.get(EventStore);
    const { signal } = new AbortController();
    const seen: unknown[] = [];
    for await (const { events, caughtUp } of store.subscribe({ after: null, signal })) {
      seen.push(...events);
      if (caughtUp) break;
    }
    const text = JSON.stringify(seen);
    expect(text).toContain('access.ExternalIdentityLinked');
    for (const word of ['wang', 'qian', provider.settings.issuer]) expect(text).not.toContain(word);
  });
});

describe('what comes back from the provider', () => {
  let owner: Client;
  beforeAll(async () => {
    owner = await booted.client();
    expect((await link(owner, 'li')).status).toBe(200);
  });

  it('counts in the browser that began, with the state that it was given, for ten minutes', async () => {
    const [begun, other] = [await begin(), await begin()];
    const back = await comeBack('li', begun);
    expectRefused(await finish(back, ''), 403, 'access/oidc-not-begun');
    expectRefused(await finish(back, other.cookie), 403, 'access/oidc-not-begun');
    const changed = back.replace(/state=[^&]+/, 'state=another');
    expectRefused(await finish(changed, begun.cookie), 403, 'access/oidc-not-begun');
    const forged = begun.cookie.replace(/=(.)/, (_, sign) => `=${sign === 'A' ? 'B' : 'A'}`);
    expectRefused(await finish(back, forged), 403, 'access/oidc-not-begun');
    booted.clock.advance(10 * 60_000);
    expectRefused(await finish(back, begun.cookie), 403, 'access/oidc-not-begun');
  });

  it('counts once', async () => {
    const begun = await begin();
    const back = await comeBack('li', begun);
    expect((await finish(back, begun.cookie)).status).toBe(303);
    expectRefused(await finish(back, begun.cookie), 403, 'access/oidc-used');
  });

  it('is refused with the code of another log-in, and when the provider says no', async () => {
    const [mine, other] = [await begin(), await begin()];
    const state = new URL(mine.url).searchParams.get('state');
    const stolen = (await comeBack('li', other)).replace(/state=[^&]+/, `state=${state}`);
    expectRefused(await finish(stolen, mine.cookie), 401, 'access/oidc-refused');
    const denied = await begin();
    const query = new URLSearchParams({
      ...{ error: 'access_denied', iss: provider.settings.issuer },
      state: new URL(denied.url).searchParams.get('state')!,
    });
    const answer = await finish(`/login/oidc/callback?${query.toString()}`, denied.cookie);
    expectRefused(answer, 401, 'access/oidc-refused');
  });

  it('is refused with another nonce, another signature or another subject', async () => {
    const begun = await begin();
    const url = new URL(begun.url);
    url.searchParams.set('nonce', 'of somebody else');
    const back = await comeBack('li', { ...begun, url: url.href });
    expectRefused(await finish(back, begun.cookie), 401, 'access/oidc-refused');
    provider.tamper = (idToken) => {
      const [head, , signature] = idToken.split('.');
      const claims = JSON.parse(Buffer.from(idToken.split('.')[1]!, 'base64url').toString());
      const body = Buffer.from(JSON.stringify({ ...claims, sub: 'li' })).toString('base64url');
      return `${head}.${body}.${signature}`;
    };
    expectRefused(await logInAs('mallory'), 401, 'access/oidc-refused');
    provider.tamper = (idToken) => `${idToken.slice(0, idToken.lastIndexOf('.'))}.AAAA`;
    expectRefused(await logInAs('li'), 401, 'access/oidc-refused');
  });
});

describe('the provider and the service', () => {
  it('the log-in page leads to it, and on to this site only', async () => {
    const page = await booted.anonymous.get('/login?next=/desk');
    expect(page.body).toContain('href="/login/oidc?next=%2Fdesk&amp;lang=zh"');
    expect(page.body).toContain('统一身份认证');
    const { url } = await begin();
    expect(Object.fromEntries(new URL(url).searchParams)).toMatchObject({
      ...{ response_type: 'code', scope: 'openid', code_challenge_method: 'S256' },
      redirect_uri: `${PUBLIC_URL}/login/oidc/callback`,
    });
    const client = await booted.client();
    await link(client, 'zhou');
    const evil = await begin('https://evil.example');
    const answer = await finish(await comeBack('zhou', evil), evil.cookie);
    expect([answer.status, answer.headers['location']]).toEqual([303, '/']);
  });

  it('keeps what it must remember from scripts and from requests of other sites', async () => {
    const { headers } = await booted.anonymous.get('/login/oidc');
    expect(String(headers['set-cookie'])).toMatch(
      /^shizhang-oidc=[\w-]+; Max-Age=600; Path=\/; HttpOnly; SameSite=Lax/,
    );
  });

  it('links by a page as well', async () => {
    const client = await booted.client();
    const shown = await client.get('/login/oidc/link');
    expect(shown.body).toContain('action="/login/oidc/link');
    const answer = await client.post('/login/oidc/link', `password=${PASSWORD}`, FORM);
    const url = /href="(http:[^"]+)"/.exec(answer.body)![1]!.replaceAll('&amp;', '&');
    const cookie = `${client.cookie}; ${cookiesOf(answer)}`;
    const linked = await finish(await comeBack('wu', { url, cookie }), cookie);
    expect(linked.body).toContain('身份已绑定');
    await booted.settle();
    expect((await client.get(IDENTITIES)).body).toHaveLength(1);
  });

  it('a provider that is down stops this way in and no other', async () => {
    const begun = await begin();
    const back = await comeBack('li', begun);
    provider.down = true;
    expectRefused(await finish(back, begun.cookie), 503, 'access/oidc-unavailable');
    expect((await booted.client()).accountId).toBeDefined();
    provider.down = false;
    expectRefused(await finish(back, begun.cookie), 403, 'access/oidc-used');
    expect((await logInAs('li')).status).toBe(303);
  });

  it('is off where none is configured', async () => {
    const without = await bootApp();
    expectRefused(await without.anonymous.get('/login/oidc'), 404, 'access/oidc-off');
    expect((await without.anonymous.get('/login')).body).not.toContain('/login/oidc');
    await without.close();
  });
});

function bytesOfBase32(text: string): Buffer {
  const bits = [...text]
    .map((sign) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(sign).toString(2).padStart(5, '0'))
    .join('');
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
}
