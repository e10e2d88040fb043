import { createHmac } from 'node:crypto';
import { newId } from '../../platform/ids.js';
import { Databases } from '../../projections/databases.js';
import { WAITING_MAX } from './outbox.projection.js';
import {
  anEndpoint,
  append,
  booted,
  clock,
  deliver,
  HALF_A_DAY_MS,
  ISSUED,
  NOW,
  organisationId,
  receiver,
  recordsOf,
  REVOKED,
  stageWebhooks,
  TOOK_EFFECT,
  tookEffect,
  viewOf,
  VOIDED,
} from './webhooks.fixture.js';

stageWebhooks();

describe('a message', () => {
  it('carries ids, and a signature that the receiver computes for itself', async () => {
    const { secret } = await anEndpoint();
    await tookEffect('r-1');
    await deliver();
    expect(receiver.received).toHaveLength(1);
    const { headers, body } = receiver.received[0]!;
    expect(JSON.parse(body)).toEqual({
      type: TOOK_EFFECT,
      timestamp: NOW,
      data: {
        ...{ recordId: 'r-1', version: 1, volunteerId: 'v-1', organisationId, stationId: null },
        ...{ date: '2026-03-01', centiHours: 150, grade: 'A', on: '2026-03-02' },
      },
    });
    const [id, timestamp] = [headers['webhook-id'], headers['webhook-timestamp']];
    expect(timestamp).toBe(String(Date.parse(NOW) / 1_000));
    const computed = createHmac('sha256', Buffer.from(secret.replace('whsec_', ''), 'base64'))
      .update(`${String(id)}.${String(timestamp)}.${body}`)
      .digest('base64');
    expect(headers['webhook-signature']).toBe(`v1,${computed}`);
  });

  it('goes to who asked for its type, for its organisation, from then on', async () => {
    await tookEffect('before');
    await anEndpoint();
    await anEndpoint({ url: `${receiver.url}/other`, eventTypes: [VOIDED] });
    await tookEffect('mine');
    await tookEffect('foreign', newId());
    await tookEffect('nobody', null);
    await deliver();
    expect(recordsOf(receiver.received)).toEqual(['mine']);
  });

  it('about a revoked certificate goes to who issued it; lists stay out of it', async () => {
    await anEndpoint({ eventTypes: [ISSUED, REVOKED] });
    const certificate = { certificateId: 'c-1', number: '1506-1' };
    await append('certificate-c-1', ISSUED, {
      ...{ ...certificate, volunteerId: 'v-1', organisationId, issuedOn: '2026-03-02' },
      ...{ from: '2026-01-01', to: '2026-03-01', logPosition: '7', codeHash: 'secret' },
      ...{ records: [{ recordId: 'r', version: 1 }], totals: { centiHours: 150 } },
    });
    await append('certificate-c-1', REVOKED, {
      ...{ ...certificate, reason: 'holder-asked', on: '2026-03-02' },
    });
    await append('certificate-c-2', REVOKED, { ...certificate, certificateId: 'c-2' });
    await deliver();
    const bodies = receiver.received.map(({ body }) => JSON.parse(body));
    expect(bodies.map(({ type, data }) => [type, data.certificateId])).toEqual([
      [ISSUED, 'c-1'],
      [REVOKED, 'c-1'],
    ]);
    expect(bodies[0].data.records).toBe(1);
    expect(receiver.received[0]?.body).not.toContain('secret');
  });

  it('is sent again when it failed, later, under the same id, and then no more', async () => {
    const { endpointId } = await anEndpoint();
    receiver.answer(500);
    await tookEffect('r-1');
    await deliver();
    await deliver();
    expect(receiver.received).toHaveLength(1);
    expect((await viewOf(endpointId)).delivery).toMatchObject({
      ...{ waiting: 1, delivered: 0, failure: 'status-500', failedAt: NOW },
      nextTryAt: expect.stringMatching(/^2026-03-02T01:00:0[4-6]/),
    });
    receiver.answer(200);
    clock.advance(6_000);
    await deliver();
    clock.advance(HALF_A_DAY_MS);
    await deliver();
    const ids = receiver.received.map(({ headers }) => headers['webhook-id']);
    expect([ids.length, new Set(ids).size]).toEqual([2, 1]);
    const times = receiver.received.map(({ headers }) => Number(headers['webhook-timestamp']));
    expect(times[1]! - times[0]!).toBe(6);
    expect((await viewOf(endpointId)).delivery).toMatchObject({ waiting: 0, delivered: 1 });
  });

  it('never overtakes an older one of the same endpoint, and holds up no other endpoint', async () => {
    await anEndpoint();
    await anEndpoint({ url: receiver.url.replace('hook', 'well') });
    let refused = 0;
    receiver.answer((response, { path, body }) => {
      const isRefused = path === '/hook' && body.includes('r-3') && refused < 2;
      if (isRefused) refused += 1;
      response.writeHead(isRefused ? 503 : 200).end();
    });
    for (let n = 0; n < 30; n += 1) await tookEffect(`r-${n}`);
    await deliver();
    const wanted = Array.from({ length: 30 }, (_, n) => `r-${n}`);
    const at = (path: string) => recordsOf(receiver.received.filter((one) => one.path === path));
    expect(at('/well')).toEqual(wanted);
    expect(at('/hook')).toEqual(['r-0', 'r-1', 'r-2', 'r-3']);
    for (let n = 0; n < 2; n += 1) {
      clock.advance(60_000);
      await deliver();
    }
    expect(at('/hook')).toEqual(['r-0', 'r-1', 'r-2', 'r-3', 'r-3', ...wanted.slice(3)]);
  });

  it('that found no room is counted as missed', async () => {
    const { endpointId } = await anEndpoint();
    await deliver();
    booted.app
      .get(Databases)
      .work.prepare(
        `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
         INSERT INTO webhooks_outbox (endpoint_id, event_id, body, next_try_at)
         SELECT ?, 'e' || i, '{}', '9999' FROM n`,
      )
      .run(WAITING_MAX, endpointId);
    await tookEffect('one-more');
    await deliver();
    const { delivery } = await viewOf(endpointId);
    expect(delivery).toMatchObject({ waiting: WAITING_MAX, missed: 1 });
  });
});
