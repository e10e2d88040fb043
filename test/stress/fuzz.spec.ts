import { readFileSync } from 'node:fs';
import { Agent } from 'node:http';
import { bootApp, type BootedApp } from '../support/boot-app.js';
import { Community } from '../support/community.js';
import { fuzzRun } from './fuzz-run.js';
import { type ApiDescription, HostileInput, operationsOf } from './hostile-input.js';

const REQUESTS = 600;
const api = JSON.parse(readFileSync('docs/reference/openapi.json', 'utf8')) as ApiDescription;

describe('hostile requests', () => {
  let booted: BootedApp;
  beforeAll(async () => {
    booted = await bootApp();
  });
  afterAll(() => booted.close());

  it('are the same for the same seed, and reach every operation', () => {
    const of = (seed: number) => {
      const input = new HostileInput(api, seed);
      return Array.from({ length: 5_000 }, () => input.next());
    };
    expect(of(7)).toEqual(of(7));
    const reached = new Set(
      of(7).map(({ method, path }) => `${method} ${path.split('?')[0]!.split('/').length}`),
    );
    const wanted = operationsOf(api).map(
      ({ method, path }) => `${method} ${path.split('/').length}`,
    );
    expect([...new Set(wanted)].filter((each) => !reached.has(each))).toEqual([]);
  });

  it('are all answered, with no 500 and nothing half done', async () => {
    const community = new Community(booted);
    const issuer = await community.issuer();
    await community.record(await community.volunteer(), issuer);
    const { token } = (
      await community.admin.post('/api/v1/me/tokens', { permissions: ['records.read'] })
    ).body as { token: string };
    const agent = new Agent({ keepAlive: true });
    const result = await fuzzRun({
      ...{ baseUrl: booted.baseUrl, agent, requests: REQUESTS, atOnce: 4 },
      input: new HostileInput(api, 1),
      roles: [
        { name: 'nobody', headers: {} },
        { name: 'administrator', headers: { cookie: community.admin.cookie } },
        { name: 'token', headers: { authorization: `Bearer ${token}` } },
      ],
    });
    agent.destroy();
    expect(result.faults).toEqual([]);
    expect(result.requests).toBeGreaterThanOrEqual(REQUESTS);
    expect((await community.audit()).findings).toEqual([]);
  });
});
