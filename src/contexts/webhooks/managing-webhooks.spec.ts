import { EventStore } from '../../event-store/event-store.js';
import { Principal } from '../../http/principal.js';
import { newId } from '../../platform/ids.js';
import {
  anEndpoint,
  anOrganisation,
  askFor,
  booted,
  call,
  NOW,
  organisationId,
  receiver,
  register,
  stageWebhooks,
  TOOK_EFFECT,
} from './webhooks.fixture.js';

stageWebhooks();

describe('managing endpoints', () => {
  it('shows where messages go without the path, which may be a key, and never the secret again', async () => {
    const { endpointId, secret } = await anEndpoint({ url: `${receiver.url}?key=k` });
    const { status, body } = await call('GET');
    expect(status).toBe(200);
    expect(body.items).toEqual([
      {
        ...{ endpointId, organisationId, eventTypes: [TOOK_EFFECT], status: 'active' },
        ...{ registeredAt: NOW, suspendedAt: null, failure: null, revision: 0 },
        host: `http://127.0.0.1:${receiver.port}`,
        delivery: expect.objectContaining({ waiting: 0, delivered: 0, missed: 0 }),
      },
    ]);
    expect(JSON.stringify(body)).not.toContain(secret);
    const ledger: string[] = [];
    for await (const page of booted.app.get(EventStore).readStream(`webhook-${endpointId}`)) {
      ledger.push(JSON.stringify(page));
    }
    expect(ledger.join()).not.toMatch(
      new RegExp(`hook|whsec|${receiver.port}`.replace('hook', '/hook')),
    );
  });

  it('gives the repeat of a request the same endpoint and secret', async () => {
    const key = newId();
    const [first, second] = await Promise.all([register({}, key), register({}, key)]);
    const third = await register({}, key);
    expect([second?.body, third.body]).toEqual([first?.body, first?.body]);
    expect(first?.body.secret).toMatch(/^whsec_/);
    expect((await register({ url: `${receiver.url}/x` }, key)).body.code).toBe(
      'request/idempotency-key-reused',
    );
    expect((await call('GET')).body.items).toHaveLength(1);
  });

  it('tries an endpoint out at once and tells how it went', async () => {
    const { endpointId } = await anEndpoint();
    expect((await call('POST', `/${endpointId}/test`)).body).toEqual({
      delivered: true,
      result: 'status-204',
    });
    expect(JSON.parse(receiver.received[0]!.body)).toEqual({
      ...{ type: 'webhooks.Test', timestamp: NOW, data: { organisationId, endpointId } },
    });
    receiver.answer(404);
    expect((await call('POST', `/${endpointId}/test`)).body).toEqual({
      delivered: false,
      result: 'status-404',
    });
  });

  it.each([
    ['http://example.org/', 'webhooks/url-not-https'],
    ['https://127.0.0.1/', null],
    ['https://10.0.0.1/', 'webhooks/address-not-public'],
    ['https://169.254.169.254/latest/meta-data', 'webhooks/address-not-public'],
    ['https://[fd00::1]/', 'webhooks/address-not-public'],
    ['https://no-such-host.invalid/', 'webhooks/host-unknown'],
    ['javascript:alert(1)', 'webhooks/url-not-https'],
    ['nowhere', 'webhooks/url-malformed'],
  ])('the address %s is answered with %s', async (url, code) => {
    const { status, body } = await register({ url });
    expect([status, body.code ?? null]).toEqual([code === null ? 201 : 422, code]);
  });

  it('refuses what nobody is told, and keeps no address of what it refused', async () => {
    const { status, body } = await register({ eventTypes: ['access.PasswordSet'] });
    expect([status, body.code]).toEqual([422, 'webhooks/event-type-unknown']);
    expect((await register({ eventTypes: [] })).body.code).toBe('webhooks/no-event-types');
    expect((await register({ eventTypes: 'all', secret: 'mine' })).status).toBe(400);
    expect((await call('GET')).body.items).toEqual([]);
  });

  it('is for managers of the organisation', async () => {
    const { endpointId } = await anEndpoint();
    const codes = async () => [
      (await register()).body.code,
      (await call('GET')).body.code,
      (await call('POST', `/${endpointId}/test`)).body.code,
      (await call('DELETE', `/${endpointId}`)).body.code,
    ];
    const other = new Principal('m', [
      { role: 'station-manager', scope: `organisation:${newId()}` },
    ]);
    booted.signIn(other);
    expect(new Set(await codes())).toEqual(new Set(['access/not-permitted']));
    booted.signIn(new Principal('s', [{ role: 'station-staff', scope: '*' }]));
    expect(new Set(await codes())).toEqual(new Set(['access/not-permitted']));
    booted.signIn(new Principal('m', [{ role: 'station-manager', scope: 'division:1506' }]));
    expect((await call('GET')).status).toBe(200);
    const mine = organisationId;
    askFor(newId());
    expect(await codes()).toEqual(Array(4).fill('webhooks/organisation-unknown'));
    askFor(await anOrganisation());
    expect((await call('DELETE', `/${endpointId}`)).body.code).toBe('webhooks/endpoint-unknown');
    askFor(mine);
    expect((await call('GET')).body.items).toHaveLength(1);
  });
});
