import { readFileSync } from 'node:fs';
import { type Permission, PERMISSIONS, type Role, ROLES } from '../../src/http/permissions.js';
import { newId } from '../../src/platform/ids.js';
import { type Answer, bootApp, type BootedApp, type Client } from '../support/boot-app.js';

interface Endpoint {
  readonly method: 'get' | 'post' | 'put' | 'delete';
  readonly path: string;
  readonly needs: Permission | 'public' | undefined;
}

/** From the committed description, which `npm run docs -- --check` holds against the controllers. */
const endpoints: readonly Endpoint[] = Object.entries(
  (JSON.parse(readFileSync('docs/reference/openapi.json', 'utf8')) as Description).paths,
).flatMap(([path, operations]) =>
  Object.entries(operations).map(([method, operation]) => ({
    method: method as Endpoint['method'],
    path,
    needs: operation['x-permission'],
  })),
);
type Description = {
  paths: Record<string, Record<string, { 'x-permission'?: Permission | 'public' }>>;
};

let booted: BootedApp;
beforeAll(async () => {
  booted = await bootApp();
});
afterAll(() => booted.close());

/** Ids nobody has, and a body that says nothing: whoever gets past the door is told so there. */
function knock(client: Client, { method, path }: Endpoint): Promise<Answer> {
  const there = path.replace(/\{[^}]+\}/g, () => newId());
  switch (method) {
    case 'get':
      return client.get(there);
    case 'post':
      return client.post(there, {});
    case 'put':
      return client.put(there, {});
    case 'delete':
      return client.del(there);
  }
}

const shutOut = ({ status, body }: Answer): boolean =>
  status === 401 || (status === 403 && body?.code === 'access/not-permitted');
const carries = (role: Role, needs: Permission): boolean =>
  'everyone' in PERMISSIONS[needs] || (PERMISSIONS[needs].roles as readonly Role[]).includes(role);
const named = ({ method, path }: Endpoint): string => `${method.toUpperCase()} ${path}`;
/** Leaving is the last thing somebody does. */
const leaving = ({ method, path }: Endpoint): boolean =>
  method === 'delete' && path.endsWith('/session');

describe('every endpoint', () => {
  it('names who may use it', () => {
    expect(endpoints.length).toBeGreaterThan(50);
    expect(endpoints.filter(({ needs }) => needs === undefined).map(named)).toEqual([]);
  });

  it('that is not public is shut to nobody-in-particular', async () => {
    const open: string[] = [];
    for (const endpoint of endpoints.filter(({ needs }) => needs !== 'public')) {
      if (!shutOut(await knock(booted.anonymous, endpoint))) open.push(named(endpoint));
    }
    expect(open).toEqual([]);
  });

  it('that is public is open to nobody-in-particular', async () => {
    const shut: string[] = [];
    for (const endpoint of endpoints.filter(({ needs }) => needs === 'public')) {
      if (shutOut(await knock(booted.anonymous, endpoint))) shut.push(named(endpoint));
    }
    expect(shut).toEqual([]);
  });

  describe.each(ROLES)('as %s', (role) => {
    it('opens where the table says so, and nowhere else', async () => {
      const client = await booted.client({ grants: [{ role, scope: '*' }] });
      const wrong: string[] = [];
      for (const endpoint of endpoints.filter((one) => !leaving(one))) {
        const { needs } = endpoint;
        if (needs === undefined || needs === 'public') continue;
        const out = shutOut(await knock(client, endpoint));
        if (out === carries(role, needs)) wrong.push(`${named(endpoint)} ${out ? 'shut' : 'open'}`);
      }
      expect(wrong).toEqual([]);
    });
  });
});
