import { connect } from 'node:net';
import { newId } from '../../src/platform/ids.js';
import { bootApp, type Answer, type BootedApp, type Client } from '../support/boot-app.js';

const ORGANISATION = {
  legalName: '民生社区居民委员会',
  kind: 'residents-committee',
  divisionCode: '150602001003',
  phone: '0477-8123456',
};
const PATH = '/api/v1/organisations';

/** Whatever goes wrong is told as RFC 9457 problem details with a stable code. */
function expectProblem({ status, headers, body }: Answer, wanted: [number, string]): void {
  expect([status, body.code]).toEqual(wanted);
  expect(headers['content-type']).toBe('application/problem+json; charset=utf-8');
  expect(headers['cache-control']).toBe('no-store');
  expect(body).toMatchObject({ type: `/problems/${wanted[1]}`, status: wanted[0] });
  expect(body.title).toMatch(/\p{Script=Han}/u);
  expect(body.traceId).toMatch(/^[0-9a-f-]{36}$/);
}

describe('the edge of the service', () => {
  let booted: BootedApp;
  let admin: Client;
  beforeAll(async () => {
    booted = await bootApp();
    ({ admin } = booted);
  });
  afterAll(() => booted.close());

  const post = (body: unknown, headers?: Record<string, string>) => admin.post(PATH, body, headers);

  it.each(['{"legalName": ', '', 'null,', '[1', '{"a":1}}', '\u0000'])(
    'JSON that is none (%j) is malformed',
    async (text) => expectProblem(await post(text), [400, 'request/malformed-json']),
  );

  it.each([['null'], ['[]'], ['"text"'], ['7'], ['true']])(
    'JSON that is no object (%s) is invalid',
    async (text) => {
      const answer = await post(text);
      expect([400, 422]).toContain(answer.status);
      expect(answer.body.code).toBe('request/invalid');
    },
  );

  it('every answer is what it says, stands in no frame, and what is about people is not kept', async () => {
    for (const path of [
      '/api/v1/accounts',
      '/api/v1/me',
      '/api/v1/nowhere',
      '/v',
      '/health/live',
    ]) {
      const { headers } = await admin.get(path);
      expect(headers).toMatchObject({
        ...{ 'x-content-type-options': 'nosniff', 'x-frame-options': 'DENY' },
        ...(path.startsWith('/health') ? {} : { 'cache-control': 'no-store' }),
      });
    }
  });

  it('a prototype in the body is refused', async () => {
    const answer = await post('{"__proto__": {"admin": true}, "legalName": "x"}');
    expect(answer.status).toBe(400);
  });

  it('missing, extra and wrongly typed fields are named, all at once, each with its rule', async () => {
    const answer = await post({ legalName: 7, kind: 'club', divisionCode: '15', colour: 'red' });
    expectProblem(answer, [400, 'request/invalid']);
    const fields = answer.body.errors.map(({ field, rule }: { field: string; rule: string }) => [
      field,
      rule,
    ]);
    expect(fields).toEqual(
      expect.arrayContaining([
        ['colour', 'whitelistValidation'],
        ['kind', 'isIn'],
        ['divisionCode', 'matches'],
      ]),
    );
    expect(fields.map(([field]: string[]) => field)).toEqual(
      expect.arrayContaining(['legalName', 'phone']),
    );
    expect(fields).toContainEqual(['phone', 'required']);
    const phone = answer.body.errors.find(({ field }: { field: string }) => field === 'phone');
    expect(phone.message).toBe('必填');
    expect(answer.body.facts).toEqual({ count: fields.length });
    expect((await admin.get(PATH)).body).toEqual({ items: [], next: null });
  });

  it('a nested field is named by its path', async () => {
    const answer = await admin.post('/api/v1/accounts', {
      ...{ loginName: 'x', password: 'y', grants: [{ role: 'king', scope: 'everywhere' }] },
    });
    const fields = answer.body.errors.map(({ field }: { field: string }) => field);
    expect(fields).toEqual(['grants.0.role', 'grants.0.scope']);
  });

  it('five megabytes are too large', async () => {
    const answer = await post({ ...ORGANISATION, legalName: 'x'.repeat(5 * 1024 * 1024) });
    expectProblem(answer, [413, 'request/too-large']);
    expect(answer.body.facts).toEqual({ limitBytes: 262_144 });
  });

  it('other content types are not taken', async () => {
    for (const type of ['text/xml', 'application/x-yaml', 'nonsense']) {
      const answer = await post('<a/>', { 'content-type': type });
      expectProblem(answer, [400, 'request/unsupported-media-type']);
    }
  });

  it('a form where JSON belongs is read as fields, never as something else', async () => {
    const form = 'legalName=x&kind[]=club';
    const answer = await post(form, { 'content-type': 'application/x-www-form-urlencoded' });
    expectProblem(answer, [400, 'request/invalid']);
    const parts = await post('--x--\r\n', { 'content-type': 'multipart/form-data; boundary=x' });
    expectProblem(parts, [400, 'request/invalid']);
  });

  it('an address that is none is not found, with any method', async () => {
    expectProblem(await admin.get('/api/v1/nothing'), [404, 'request/not-found']);
    expectProblem(await admin.post('/api/v1/nothing', {}), [404, 'request/not-found']);
    expectProblem(await admin.del(PATH), [404, 'request/not-found']);
    expectProblem(await admin.get('/api/v1/%2e%2e/etc/passwd'), [404, 'request/not-found']);
  });

  it('an address that cannot be decoded is answered, not crashed on', async () => {
    for (const id of ['%E0%A4%A', '%', 'x'.repeat(600)]) {
      const answer = await admin.get(`/api/v1/organisations/${id}`);
      expectProblem(answer, [404, 'request/not-found']);
    }
  });

  it('an id that is none is named', async () => {
    const answer = await admin.get('/api/v1/organisations/not-an-id');
    expectProblem(answer, [400, 'request/not-an-id']);
    expect(answer.body.facts).toEqual({ parameter: 'organisationId' });
  });

  it('a write needs a key of the right form', async () => {
    const without = await post(ORGANISATION, { 'idempotency-key': '' });
    expectProblem(without, [400, 'request/idempotency-key-malformed']);
    for (const key of ['short', 'with space in it', 'x'.repeat(201)]) {
      const answer = await post(ORGANISATION, { 'idempotency-key': key });
      expectProblem(answer, [400, 'request/idempotency-key-malformed']);
    }
    const missing = await fetch(`${booted.baseUrl}${PATH}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: await bearer() },
      body: JSON.stringify(ORGANISATION),
    });
    expect(missing.status).toBe(400);
    expect(await missing.json()).toMatchObject({ code: 'request/idempotency-key-missing' });
  });

  async function bearer(): Promise<string> {
    const permissions = ['organisations.manage', 'organisations.read'];
    const { body } = await admin.post('/api/v1/me/tokens', { permissions });
    return `Bearer ${body.token}`;
  }

  it('the same key gives the first answer, and is refused with another body', async () => {
    const headers = { 'idempotency-key': newId() };
    const first = await post(ORGANISATION, headers);
    const again = await post(ORGANISATION, headers);
    expect([first.status, again.status]).toEqual([201, 201]);
    expect(again.body).toEqual(first.body);
    expect(again.headers['etag']).toBe(first.headers['etag']);
    expect(again.headers['shizhang-position']).toBe(first.headers['shizhang-position']);
    expect(again.headers['idempotency-hit']).toBe('true');
    const other = await post({ ...ORGANISATION, phone: '0477-0000000' }, headers);
    expectProblem(other, [422, 'request/idempotency-key-reused']);
  });

  it('two accounts may use the same key without meeting', async () => {
    const other = await booted.client({ grants: [{ role: 'administrator', scope: '*' }] });
    const headers = { 'idempotency-key': newId() };
    const [mine, theirs] = [
      await admin.post(PATH, ORGANISATION, headers),
      await other.post(PATH, ORGANISATION, headers),
    ];
    expect(theirs.status).toBe(201);
    expect(theirs.body.organisationId).not.toBe(mine.body.organisationId);
  });

  it('If-Match holds a write to the revision that was read', async () => {
    const { body, headers } = await post(ORGANISATION);
    const path = `${PATH}/${body.organisationId}/signatories`;
    const names = { personInCharge: '张三', handler: '李四' };
    expect(headers['etag']).toBe('"0"');
    const good = await admin.put(path, names, { 'if-match': '"0"' });
    expect([good.status, good.headers['etag']]).toEqual([200, '"1"']);
    const stale = await admin.put(path, names, { 'if-match': '"0"' });
    expectProblem(stale, [412, 'request/stale-revision']);
    expect(stale.body.facts).toEqual({ expected: 0, actual: 1 });
    const malformed = await admin.put(path, names, { 'if-match': '1' });
    expectProblem(malformed, [400, 'request/if-match-malformed']);
    expect((await admin.put(path, names, { 'if-match': '*' })).status).toBe(200);
  });

  it('speaks English to those who prefer it', async () => {
    const { body } = await admin.get('/api/v1/nothing', { 'accept-language': 'en-GB,zh;q=0.5' });
    expect(body.title).toBe('There is nothing here.');
  });

  it('tells a person with a browser by a page, and sends them to the log-in', async () => {
    const page = await booted.anonymous.get('/nothing', { accept: 'text/html,*/*' });
    expect(page.status).toBe(404);
    expect(page.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(page.headers['content-security-policy']).toContain("default-src 'none'");
    expect(page.body).toContain('没有这个地址');
    expect(page.body).toContain('request/not-found');
    const api = await booted.anonymous.get('/api/v1/nothing', { accept: 'text/html,*/*' });
    expectProblem(api, [404, 'request/not-found']);
  });

  it('answers bytes that are no HTTP and goes on', async () => {
    const { hostname, port } = new URL(booted.baseUrl);
    const answer = await new Promise<string>((resolve, reject) => {
      const socket = connect(Number(port), hostname, () => socket.write('\u0001\u0002\r\n\r\n'));
      let text = '';
      socket.on('data', (chunk) => (text += chunk.toString()));
      socket.on('close', () => resolve(text));
      socket.on('error', reject);
    });
    expect(answer).toMatch(/^HTTP\/1\.1 400/);
    expect((await admin.get('/api/v1/me')).status).toBe(200);
  });
});
