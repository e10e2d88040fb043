import { EffectDeadlines } from '../../src/contexts/service-records/effect-deadlines.handlers.js';
import { EventStore } from '../../src/event-store/event-store.js';
import { fsck, type FsckReport } from '../../src/fsck/fsck.js';
import type { Recorded } from '../../src/kernel/message.js';
import { newId } from '../../src/platform/ids.js';
import { Databases } from '../../src/projections/databases.js';
import { ProcessRunner } from '../../src/projections/process-runner.js';
import { Projector } from '../../src/projections/projector.js';
import { Vault } from '../../src/vault/vault.js';
import { type Answer, type BootedApp, type Client, type NewClient, PASSWORD } from './boot-app.js';

const DAY = 86_400_000;
/** The activity is over. */
const EVENING = Date.parse('2026-03-02T10:00:00.000Z');
export const DIVISION = '150602001003';

export interface Issuer {
  readonly organisationId: string;
  readonly stationId: string;
  readonly activityId: string;
  readonly shiftId: string;
}

export interface NewVolunteer {
  readonly name?: string;
  readonly birthDate?: string;
}

/** The body of an answer that must have this status; what went wrong is said in full. */
export function ok<Body>({ status, body }: Answer, wanted = 201): Body {
  if (status !== wanted) throw new Error(`${status}, not ${wanted}: ${JSON.stringify(body)}`);
  return body as Body;
}

export const refusal = ({ status, body }: Answer): unknown[] => [status, body.code];

/**
 * A community with what certificates need: issuers, volunteers, effective records. It goes over
 * HTTP like everybody, and it starts on the day of the app's clock, which must be 2 March 2026.
 */
export class Community {
  #sequence = 0;
  #admin: Client;
  #clerk: Client | undefined;

  constructor(readonly booted: BootedApp) {
    this.#admin = booted.admin;
  }

  get admin(): Client {
    return this.#admin;
  }

  /** A committee with its station and one activity on 2 March, 9:30 to 17:30, open for entries. */
  async issuer(legalName = '东胜区交通街道民生社区居民委员会'): Promise<Issuer> {
    const { admin } = this;
    const { organisationId } = ok<Issuer>(
      await admin.post('/api/v1/organisations', {
        ...{ legalName, kind: 'residents-committee', divisionCode: DIVISION },
        phone: '0477-8123456',
      }),
    );
    const signatories = `/api/v1/organisations/${organisationId}/signatories`;
    ok(await admin.put(signatories, { personInCharge: '王建国', handler: '李秀英' }), 200);
    const { stationId } = ok<Issuer>(
      await admin.post('/api/v1/stations', {
        ...{ organisationId, kind: 'station', name: '民生社区志愿服务站' },
        ...{ divisionCode: DIVISION, address: '民生路 1 号' },
      }),
    );
    const { projectId } = ok<{ projectId: string }>(
      await admin.post('/api/v1/projects', {
        ...{ organisationId, stationId, name: '邻里守望', categories: ['elderly-care'] },
        ...{ from: '2026-01-01', to: '2026-12-31', regular: true },
      }),
    );
    const activity = ok<{ activityId: string; shiftIds: [string] }>(
      await admin.post('/api/v1/activities', {
        ...{ projectId, title: '清扫楼道', place: '3 号楼', content: '清扫楼道和门前' },
        ...{ category: 'elderly-care', divisionCode: DIVISION, leader: '赵明' },
        shifts: [
          {
            ...{ startsAt: '2026-03-02T09:30:00+08:00', endsAt: '2026-03-02T17:30:00+08:00' },
            capacity: 1000,
          },
        ],
      }),
    );
    const screening = `/api/v1/activities/${activity.activityId}/screening`;
    ok(await admin.put(screening, { findings: [] }), 200);
    return { ...activity, organisationId, stationId, shiftId: activity.shiftIds[0] };
  }

  async volunteer({ name = '哈斯·巴根', birthDate = '1980-01-01' }: NewVolunteer = {}) {
    this.#sequence += 1;
    const guardian = { name: '巴根', phone: '13900139000', agrees: true };
    const { volunteerId } = ok<{ volunteerId: string }>(
      await this.admin.post('/api/v1/volunteers', {
        ...{ name, sex: 'male', birthDate, idType: 'resident-id' },
        ...{ idNumber: idNumber(birthDate, this.#sequence), divisionCode: DIVISION },
        ...{ phone: '13800138000', serviceCategories: ['community'], declaredTrue: true },
        ...{ privacyVersion: '2026-01', ...(birthDate > '2008-03-02' ? { guardian } : {}) },
      }),
    );
    if (birthDate > '2008-03-02') {
      const consent = { name: '巴根', phone: '13900139000', relation: 'parent', accompanies: true };
      ok(await this.admin.post(`/api/v1/volunteers/${volunteerId}/guardian-consent`, consent));
    }
    return volunteerId;
  }

  /** A record of one hour, entered by one and approved by another; not yet effective. */
  async record(volunteerId: string, issuer: Issuer, hour = 0): Promise<string> {
    const { activityId, shiftId } = issuer;
    if (Date.parse(this.booted.clock.now()) < EVENING) await this.#pass(EVENING);
    this.#clerk ??= await this.logIn({ grants: [{ role: 'station-manager', scope: '*' }] });
    const start = Date.parse('2026-03-02T01:30:00.000Z') + hour * 3_600_000;
    const { recordId } = ok<{ recordId: string }>(
      await this.#clerk.post('/api/v1/records', {
        ...{ volunteerId, activityId, shiftId, reason: '未带手机' },
        startsAt: new Date(start).toISOString(),
        endsAt: new Date(start + 3_600_000).toISOString(),
      }),
    );
    const review = `/api/v1/records/${recordId}/review`;
    ok(await this.admin.put(review, { decision: 'approve' }), 200);
    return recordId;
  }

  /** What only two persons together may do to an effective record: one proposes, one confirms. */
  async change(recordId: string, change: object): Promise<void> {
    const path = `/api/v1/records/${recordId}/proposals`;
    const { proposalId } = ok<{ proposalId: string }>(
      await this.admin.post(path, { reason: '核对后更正', ...change }),
    );
    const second = await this.logIn({ grants: [{ role: 'station-manager', scope: '*' }] });
    ok(await second.put(`${path}/${proposalId}/decision`, { decision: 'confirm' }), 200);
    await this.booted.settle();
  }

  /** Four days on, so that what was approved takes effect. */
  async letTakeEffect(): Promise<void> {
    await this.passDays(4);
    const deadlines = this.booted.app.get(EffectDeadlines, { strict: false });
    await deadlines.sweepNow();
    await this.booted.settle();
  }

  async passDays(days: number): Promise<void> {
    await this.#pass(Date.parse(this.booted.clock.now()) + days * DAY);
  }

  /** Sessions end after hours of silence: everybody logs in again. */
  async #pass(until: number): Promise<void> {
    this.booted.clock.set(new Date(until).toISOString());
    this.#admin = await this.booted.logIn('admin');
    this.#clerk = undefined;
  }

  async logIn(wanted: NewClient = {}): Promise<Client> {
    const loginName = `user-${newId()}`;
    ok(await this.admin.post('/api/v1/accounts', { loginName, password: PASSWORD, ...wanted }));
    return this.booted.logIn(loginName);
  }

  async audit(): Promise<FsckReport> {
    const get = <T>(type: abstract new (...args: never[]) => T): T =>
      this.booted.app.get<T>(type, { strict: false });
    await this.booted.settle();
    return fsck({
      ...{ store: get(EventStore), databases: get(Databases), vault: get(Vault) },
      ...{ projector: get(Projector), processes: get(ProcessRunner) },
    });
  }

  async events(): Promise<Recorded[]> {
    const all: Recorded[] = [];
    const { signal } = new AbortController();
    const pages = this.booted.app.get(EventStore).subscribe({ after: null, signal });
    for await (const page of pages) {
      all.push(...page.events);
      if (page.caughtUp) break;
    }
    return all;
  }
}

/** A made-up resident ID number whose check character fits (GB 11643). */
export function idNumber(birthDate: string, sequence: number): string {
  const born = birthDate.replaceAll('-', '');
  const body = `150602${born}${String((sequence % 499) * 2 + 1).padStart(3, '0')}`;
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  const sum = weights.reduce((total, weight, i) => total + weight * Number(body[i]), 0);
  return body + '10X98765432'.charAt(sum % 11);
}
