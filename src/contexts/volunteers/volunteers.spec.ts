import { bootModule, type Booted } from '../../../test/support/boot-module.js';
import { Dispatcher } from '../../cqrs/dispatcher.js';
import { EventStore } from '../../event-store/event-store.js';
import { Principal } from '../../http/principal.js';
import type { Recorded } from '../../kernel/message.js';
import { ProcessRunner } from '../../projections/process-runner.js';
import { Vault } from '../../vault/vault.js';
import { whenIdentityClaimedRegisterVolunteer } from '../../processes/when-identity-claimed-register-volunteer.process.js';
import { accessRejections } from '../access/index.js';
import { ClaimIdentity } from './domain/identity.commands.js';
import type { RegistrationFacts } from './domain/registration-facts.js';
import { VolunteerDirectory } from './domain/volunteer-directory.js';
import { volunteersRejections } from './domain/volunteers.rejections.js';
import { VolunteersModule } from './volunteers.module.js';
import { volunteersProjection } from './volunteers.projection.js';

const BODY = {
  ...{ name: '哈斯•巴根', sex: 'female', birthDate: '1949-12-31', idType: 'resident-id' },
  ...{ idNumber: '11010519491231002X', divisionCode: '150602001003', phone: '13800138000' },
  ...{ serviceCategories: ['community'], declaredTrue: true, privacyVersion: '2026-01' },
};
const MAN = { ...BODY, name: '张三', sex: 'male', birthDate: '1979-01-04' };
const AT = { stationId: '3b1f0d0e-5a5b-4b0e-9a3f-2f6f7e4d9c21' };

let booted: Booted;
let key = 0;

beforeEach(async () => {
  booted = await bootModule({
    modules: [VolunteersModule],
    projections: [volunteersProjection],
    processes: [whenIdentityClaimedRegisterVolunteer],
    refusals: { ...accessRejections, ...volunteersRejections },
  });
});
afterEach(() => booted.app.close());

interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

async function call(path: string, init?: RequestInit): Promise<Answer> {
  const response = await fetch(`${booted.url}/api/v1/volunteers${path}`, init);
  return { status: response.status, headers: response.headers, body: await response.json() };
}

const get = (path: string) => call(path);
const post = (body: object, idempotencyKey = `key-number-${(key += 1)}`) =>
  call('', {
    method: 'POST',
    headers: { 'idempotency-key': idempotencyKey, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

async function events(): Promise<Recorded[]> {
  const all: Recorded[] = [];
  const { signal } = new AbortController();
  for await (const page of booted.app.get(EventStore).subscribe({ after: null, signal })) {
    all.push(...page.events);
    if (page.caughtUp) break;
  }
  return all;
}

function profiles(): readonly string[] {
  return [...booted.app.get(Vault).subjectsWith('profile')];
}

describe('registering a volunteer', () => {
  it('answers with the volunteer and a number, and the volunteer is there to be read', async () => {
    const answer = await post(BODY);
    expect(answer.status).toBe(201);
    const { volunteerId, volunteerNo } = answer.body as {
      volunteerId: string;
      volunteerNo: string;
    };
    expect(volunteerNo).toMatch(/^V\d{12}$/);
    expect((await get(`/${volunteerId}`)).body).toMatchObject({ volunteerId, ageBand: 'adult' });
    expect(await booted.app.get(VolunteerDirectory).findByNumber(volunteerNo)).toBe(volunteerId);
    expect(await booted.app.get(VolunteerDirectory).findByIdNumber('11010519491231002x')).toBe(
      volunteerId,
    );
  });

  it('writes nothing personal into the ledger', async () => {
    await post({ ...BODY, address: '民生路 1 号', skills: ['书法'] });
    const stored = JSON.stringify(await events());
    for (const personal of ['巴根', '1949', '11010519', '13800138000', '民生路', '书法', 'V0']) {
      expect(stored).not.toContain(personal);
    }
    expect((await events()).map(({ type }) => type)).toEqual([
      'volunteers.IdentityClaimed',
      'volunteers.VolunteerRegistered',
    ]);
  });

  it('answers a repeat with the same volunteer and writes nothing', async () => {
    const first = await post(BODY, 'the-same-key');
    const before = await events();
    const second = await post(BODY, 'the-same-key');
    expect(second.body).toEqual(first.body);
    expect(second.headers.get('idempotency-hit')).toBe('true');
    expect(await events()).toEqual(before);
  });

  it('refuses the same key with another person, and the first person stays who they are', async () => {
    const { volunteerId } = (await post(BODY, 'the-same-key')).body as { volunteerId: string };
    const other = await post({ ...MAN, idNumber: '150104197901046571' }, 'the-same-key');
    expect(other.body).toMatchObject({ code: 'request/idempotency-key-reused' });
    const changed = await post({ ...BODY, phone: '13900139000' }, 'the-same-key');
    expect(changed.body).toMatchObject({ code: 'request/idempotency-key-reused' });
    const { profile } = (await get(`/${volunteerId}?full=true&purpose=test`)).body as {
      profile: { name: string; phone: string };
    };
    expect(profile).toMatchObject({ name: '哈斯·巴根', phone: '13800138000' });
  });

  it('registers one person once, and keeps nothing of the refused attempt', async () => {
    const { volunteerId } = (await post(BODY)).body as { volunteerId: string };
    const again = await post({ ...BODY, name: '别人', volunteerNo: 'N-1' });
    expect(again.status).toBe(409);
    expect(again.body).toMatchObject({ code: 'volunteers/already-registered' });
    expect(profiles()).toEqual([volunteerId]);
    expect(await booted.app.get(VolunteerDirectory).findByNumber('N-1')).toBeUndefined();
  });

  it('registers one person once when two ask at the same moment', async () => {
    const answers = await Promise.all([post(BODY), post(BODY), post(BODY)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
    expect(profiles()).toHaveLength(1);
  });

  it('gives a number to one volunteer only', async () => {
    await post({ ...BODY, volunteerNo: 'N-1' });
    const second = await post({ ...MAN, idNumber: '150104197901046571', volunteerNo: 'N-1' });
    expect(second.body).toMatchObject({ code: 'volunteers/volunteer-no-taken' });
    expect(profiles()).toHaveLength(1);
  });

  it('refuses under the rule broken and leaves nothing behind', async () => {
    const answer = await post({ ...BODY, sex: 'male' });
    expect(answer.status).toBe(422);
    expect(answer.body).toMatchObject({ code: 'volunteers/sex-contradicts-id-number' });
    expect(await events()).toEqual([]);
    expect(profiles()).toEqual([]);
  });

  it('is finished by the process when it broke off after the claim', async () => {
    const facts: RegistrationFacts = {
      ...{ identityHash: 'ab12', volunteerId: AT.stationId, ageBand: 'adult' },
      ...{ guardianConsent: null, consentVersion: '2026-01', divisionCode: '150602001003' },
      ...{ serviceCategories: [], stationId: null, organisationId: null },
      registeredOn: '2026-11-21',
    };
    const at = booted.clock.now();
    const { position } = await booted.app.get(Dispatcher).dispatch(
      new ClaimIdentity(
        { ...facts, agePolicyVersion: '2026-01' },
        {
          ...{ commandId: 'c', inputHash: 'h', correlationId: 'c', channel: 'api', at },
          actor: { accountId: 'tester', role: 'administrator' },
        },
      ),
    );
    expect(await booted.app.get(ProcessRunner).waitFor(position, 60_000)).toBe(true);
    expect(await booted.app.get(VolunteerDirectory).isRegistered(AT.stationId)).toBe(true);
  });
});

describe('reading volunteers', () => {
  const register = async (body: object): Promise<string> =>
    ((await post(body)).body as { volunteerId: string }).volunteerId;

  it('shows staff a masked person', async () => {
    const id = await register({ ...BODY, ...AT });
    booted.signIn(
      new Principal('staff', [{ role: 'station-staff', scope: `station:${AT.stationId}` }]),
    );
    expect((await get(`/${id}`)).body).toMatchObject({
      masked: true,
      profile: { name: '哈＊·＊根', idNumber: '110***********002X', phone: '138****8000' },
    });
  });

  it('shows a person in full for a stated purpose, and records the reading', async () => {
    const id = await register(BODY);
    expect((await get(`/${id}?full=true`)).body).toMatchObject({
      code: 'volunteers/purpose-missing',
    });
    const full = await get(`/${id}?full=true&purpose=${encodeURIComponent('核对身份证')}`);
    expect(full.body).toMatchObject({ masked: false, profile: { idNumber: BODY.idNumber } });
  });

  it('shows people their own data in full, and nobody else’s', async () => {
    const id = await register(BODY);
    const other = await register({ ...MAN, idNumber: '150104197901046571' });
    booted.signIn(new Principal('own', [{ role: 'volunteer', scope: '*' }], id));
    expect((await get(`/${id}`)).body).toMatchObject({ masked: false });
    expect((await get(`/${other}`)).status).toBe(403);
    expect((await get('')).status).toBe(403);
  });

  it('lists a place page by page, and only to who has the place', async () => {
    const ids = [
      await register(BODY),
      await register({ ...MAN, idNumber: '150104197901046571' }),
      await register({
        ...MAN,
        idNumber: '513401197901099232',
        birthDate: '1979-01-09',
        divisionCode: '510107012004',
      }),
    ];
    booted.signIn(new Principal('s', [{ role: 'supervisor', scope: 'division:1506' }]));
    expect((await get('?division=51')).status).toBe(403);
    const first = (await get('?division=1506&limit=1')).body as Listed;
    const second = (await get(`?division=1506&limit=1&after=${first.next}`)).body as Listed;
    const third = (await get(`?division=1506&limit=1&after=${second.next}`)).body as Listed;
    const seen = [first, second, third].flatMap(({ items }) => items.map((v) => v.volunteerId));
    expect(seen).toEqual(ids.slice(0, 2).sort());
    expect(third).toEqual({ items: [], next: null });
  });

  it('knows no volunteer under a foreign id', async () => {
    expect((await get(`/${AT.stationId}`)).body).toMatchObject({ code: 'volunteers/unknown' });
    expect((await get('/nonsense')).status).toBe(400);
  });
});

interface Listed {
  readonly items: readonly { readonly volunteerId: string }[];
  readonly next: string | null;
}
