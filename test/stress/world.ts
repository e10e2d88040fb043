import { randomUUID } from 'node:crypto';
import { HttpClient } from './http-client.js';
import { personAt, registrationOf } from './people.js';
import { runCli, ServiceProcess } from './service-process.js';

/** The demonstration's password: the world begins where the demonstration ends. */
const PASSWORD = 'shizhang-demo-2026';
const DIVISION = '150602001003';
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** Shanghai keeps one time all year. */
const ZONE_MS = 8 * 3_600_000;

const PERMISSIONS = [
  ...['accounts.manage', 'organisations.manage', 'organisations.read', 'stations.manage'],
  ...['volunteers.register', 'volunteers.read', 'projects.manage', 'activities.manage'],
  ...['activities.read', 'activities.show-codes', 'activities.enrol', 'records.read'],
  ...['records.review', 'time-bank.read', 'time-bank.redeem', 'certificates.request'],
  ...['certificates.issue', 'certificates.read', 'exchange.import'],
];

/** A community with books that are not empty, and an API token for everything. */
export interface World {
  readonly dataDir: string;
  readonly token: string;
  readonly organisationId: string;
  readonly activityId: string;
  readonly shiftId: string;
  /** Volunteers with credit. */
  readonly holders: readonly string[];
}

/** The demonstration on an empty folder, then what the stress needs on top. */
export async function makeWorld(dataDir: string): Promise<World> {
  const demo = await runCli(['demo', '--once', '--json'], { dataDir });
  if (demo.code !== 0) throw new Error(`the demonstration failed: ${demo.stderr}`);
  const service = await ServiceProcess.start({ dataDir });
  const anonymous = new HttpClient(service.baseUrl);
  try {
    const admin = await anonymous.logIn('admin', PASSWORD);
    const token = await admin.token(PERMISSIONS);
    const all = anonymous.as(token);
    const organisations = await all.json<{ items: { organisationId: string }[] }>({
      path: '/api/v1/organisations',
    });
    const organisationId = organisations.items[0]?.organisationId ?? '';
    const activity = await openActivity(all, organisationId);
    const { items } = await all.json<{ items: { volunteerId: string }[] }>({
      path: '/api/v1/volunteers?limit=3',
    });
    const holders = items.map(({ volunteerId }) => volunteerId);
    return { dataDir, token, organisationId, ...activity, holders };
  } finally {
    anonymous.close();
    await service.end('SIGTERM');
  }
}

/** An activity that runs now, for as many as come. */
async function openActivity(
  client: HttpClient,
  organisationId: string,
): Promise<{ activityId: string; shiftId: string }> {
  const now = Date.now();
  const today = new Date(now + ZONE_MS).toISOString().slice(0, 10);
  const midnight = Date.parse(`${today}T00:00:00+08:00`);
  const startsAt = Math.max(midnight, now - 10 * MINUTE_MS);
  const endsAt = Math.min(midnight + DAY_MS - 1_000, startsAt + 24 * 60 * MINUTE_MS);
  const project = { name: '社区大型活动', categories: ['special-groups'], regular: true };
  const { projectId } = await client.json<{ projectId: string }>({
    method: 'POST',
    path: '/api/v1/projects',
    body: { ...project, organisationId, from: today, to: today },
  });
  const { activityId, shiftIds } = await client.json<{ activityId: string; shiftIds: string[] }>({
    method: 'POST',
    path: '/api/v1/activities',
    body: {
      ...{ projectId, title: '邻里节', place: '民生广场', content: '布置、引导、清场' },
      ...{ category: 'special-groups', divisionCode: DIVISION, leader: '高娃' },
      shifts: [{ startsAt: iso(startsAt), endsAt: iso(endsAt), capacity: 10_000 }],
    },
  });
  const path = `/api/v1/activities/${activityId}/screening`;
  await client.json({ method: 'PUT', path, body: { findings: [] } });
  return { activityId, shiftId: shiftIds[0] ?? '' };
}

export async function register(client: HttpClient, index: number): Promise<string> {
  const body = registrationOf(personAt(index));
  const ask = { method: 'POST', path: '/api/v1/volunteers', body, key: randomUUID() } as const;
  return (await client.json<{ volunteerId: string }>(ask)).volunteerId;
}

function iso(at: number): string {
  return new Date(at).toISOString();
}
