import { pino } from 'pino';
import { createApp } from './bootstrap.js';
import { CloseStation } from './contexts/stations/domain/station.commands.js';
import { Dispatcher } from './cqrs/dispatcher.js';
import { SystemClock } from './platform/clock.js';
import { readConfig } from './platform/config.js';
import { systemMeta } from './platform/ids.js';

/** The address that log-ins are throttled by, as a visitor behind these proxies has it. */
async function addressSeen(trustProxy: string, forwardedFor: string): Promise<string> {
  const config = { ...readConfig({ TRUST_PROXY: trustProxy }), dataDir: null };
  const app = await createApp({
    config,
    clock: new SystemClock(),
    logger: pino({ level: 'silent' }),
  });
  try {
    app
      .getHttpAdapter()
      .getInstance()
      .get('/address-seen', (request, reply) => void reply.send(request.ip));
    await app.listen(0, '127.0.0.1');
    const headers = { 'x-forwarded-for': forwardedFor };
    return await (await fetch(`${await app.getUrl()}/address-seen`, { headers })).text();
  } finally {
    await app.close();
  }
}

describe('the address of a visitor', () => {
  it('is that of the connection, whatever is forwarded, unless a proxy is trusted', async () => {
    expect(await addressSeen('', '203.0.113.7')).toBe('127.0.0.1');
    expect(await addressSeen('10.0.0.0/8', '203.0.113.7')).toBe('127.0.0.1');
  });

  it('is what the last trusted proxy saw, and nothing that was written before it', async () => {
    expect(await addressSeen('1', '6.6.6.6, 203.0.113.7')).toBe('203.0.113.7');
    expect(await addressSeen('2', '6.6.6.6, 203.0.113.7, 10.0.0.5')).toBe('203.0.113.7');
    expect(await addressSeen('loopback,10.0.0.5', '6.6.6.6, 203.0.113.7, 10.0.0.5')).toBe(
      '203.0.113.7',
    );
  });
});

describe('the loops over the store', () => {
  it('start only when every command has its handler: nothing is parked for want of one', async () => {
    const logger = pino({ level: 'silent' });
    const config = { ...readConfig({}), dataDir: null };
    const app = await createApp({ config, clock: new SystemClock(), logger });
    try {
      const stationId = '5b5a6f0e-54ce-4a4c-9d3c-1f1f6a0f5a11';
      const at = '2026-03-02T01:00:00.000Z';
      const closing = new CloseStation({ stationId }, systemMeta(at, 'test', stationId));
      await expect(app.get(Dispatcher).dispatch(closing)).rejects.toMatchObject({
        code: 'stations/station-unknown',
      });
    } finally {
      await app.close();
    }
  });
});
