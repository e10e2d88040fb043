import { randomInt, randomUUID } from 'node:crypto';
import { addDays, localDateOf } from '../../src/kernel/calendar.js';
import type { Ask, HttpAnswer, HttpClient } from './http-client.js';
import { personAt, registrationOf, rosterOf } from './people.js';
import type { World } from './world.js';

/** A write that was sent, what was answered, and how to find it again. */
export interface SentWrite {
  readonly kind: string;
  readonly ask: Ask & { readonly key: string };
  readonly answer: HttpAnswer;
  /** Where its effect is to be seen; nothing where the repeat is all there is to see. */
  readonly seenAt: string | undefined;
}

export interface Answered {
  readonly holdId?: string;
  readonly stationId?: string;
  readonly volunteerId?: string;
  readonly certificateId?: string;
  readonly importId?: string;
}

/** What the demonstration leaves its volunteers is enough for so many, with those under way. */
const HOLDS_MAX = 8;
/** Credit is redeemed in steps of half an hour. */
const HELD = 50;

/** Rows of an import that runs while the others write. */
export const IMPORT_ROWS = 60;

/** Makes writes of every kind, each valid, none twice; shared by all rounds on one world. */
export class WriteMix {
  #people = 0;
  /** Holds that stand and that nobody has resolved yet. */
  readonly #holds: string[] = [];
  readonly #requested: string[] = [];
  readonly #volunteers: string[] = [];

  constructor(private readonly world: World) {}

  async sendOne(client: HttpClient): Promise<SentWrite> {
    const [kind, ask, seenAt] = this.#next();
    const answer = await client.ask(ask);
    const body = this.learn(kind, answer);
    return { kind, ask, answer, seenAt: isGood(answer) ? seenAt(body) : undefined };
  }

  /** What there is now, for later writes to build on; also from the repeat of one cut off. */
  learn(kind: string, answer: HttpAnswer): Answered {
    const body = isGood(answer) ? (JSON.parse(answer.text) as Answered) : {};
    if (kind === 'hold' && body.holdId) this.#holds.push(body.holdId);
    if (kind === 'volunteer' && body.volunteerId) this.#volunteers.push(body.volunteerId);
    if (kind === 'request' && body.certificateId) this.#requested.push(body.certificateId);
    return body;
  }

  /** A roster of people nobody has registered. */
  async sendImport(client: HttpClient): Promise<SentWrite> {
    const people = Array.from({ length: IMPORT_ROWS }, () => personAt(this.#person(), '150103'));
    const ask = upload(rosterOf(people));
    const answer = await client.ask(ask);
    const { importId } = isGood(answer) ? (JSON.parse(answer.text) as Answered) : {};
    const seenAt = importId && `/api/v1/imports/${importId}`;
    return { kind: 'import', ask, answer, seenAt };
  }

  #next(): readonly [kind: string, SentWrite['ask'], (body: Answered) => string | undefined] {
    const dice = randomInt(100);
    const hold = dice < 25 ? this.#holds.shift() : undefined;
    if (hold !== undefined) return this.#resolve(hold);
    if (dice < 45 && this.#holds.length < HOLDS_MAX) return this.#hold();
    const enrolled = dice < 55 ? this.#volunteers.shift() : undefined;
    if (enrolled !== undefined) return this.#enrol(enrolled);
    if (dice < 75) return this.#volunteer();
    const requested = dice < 80 ? this.#requested.shift() : undefined;
    if (requested !== undefined) return this.#accept(requested);
    if (dice < 83) return this.#request();
    return this.#station();
  }

  #volunteer() {
    const body = registrationOf(personAt(this.#person()));
    const seenAt = (b: Answered) => b.volunteerId && `/api/v1/volunteers/${b.volunteerId}`;
    return ['volunteer', write('POST', '/api/v1/volunteers', body), seenAt] as const;
  }

  #station() {
    const { organisationId } = this.world;
    const body = {
      ...{ organisationId, kind: 'station', name: `第${randomInt(1e9)}志愿服务站` },
      ...{ divisionCode: '150602001003', address: '民生路 8 号' },
    };
    const seenAt = (b: Answered) => b.stationId && `/api/v1/stations/${b.stationId}`;
    return ['station', write('POST', '/api/v1/stations', body), seenAt] as const;
  }

  #hold() {
    const { holders } = this.world;
    const volunteerId = holders[randomInt(holders.length)];
    const body = { volunteerId, centiHours: HELD, purpose: '陪同就医' };
    const seenAt = (b: Answered) => b.holdId && `/api/v1/time-bank/holds/${b.holdId}`;
    return ['hold', write('POST', '/api/v1/time-bank/holds', body), seenAt] as const;
  }

  /** Nearly always released, so that the credit lasts. */
  #resolve(holdId: string) {
    const path = `/api/v1/time-bank/holds/${holdId}`;
    const seenAt = () => path;
    if (randomInt(500) > 0) return ['release', write('PUT', `${path}/release`), seenAt] as const;
    const settle = write('PUT', `${path}/settlement`, { centiHours: HELD });
    return ['settlement', settle, seenAt] as const;
  }

  #enrol(volunteerId: string) {
    const { activityId, shiftId } = this.world;
    const path = `/api/v1/activities/${activityId}/shifts/${shiftId}/enrolments`;
    return ['enrolment', write('POST', path, { volunteerId }), () => undefined] as const;
  }

  #request() {
    const { holders, organisationId } = this.world;
    const to = localDateOf(new Date().toISOString());
    const body = { volunteerId: holders[0], organisationId, from: addDays(to, -60), to };
    const seenAt = (b: Answered) => b.certificateId && `/api/v1/certificates/${b.certificateId}`;
    return ['request', write('POST', '/api/v1/certificates', body), seenAt] as const;
  }

  #accept(certificateId: string) {
    const path = `/api/v1/certificates/${certificateId}`;
    return ['certificate', write('PUT', `${path}/acceptance`), () => path] as const;
  }

  #person(): number {
    return (this.#people += 1);
  }
}

export function isGood({ status }: HttpAnswer): boolean {
  return status >= 200 && status < 300;
}

function write(method: 'POST' | 'PUT', path: string, body?: object): SentWrite['ask'] {
  return { method, path, key: randomUUID(), ...(body === undefined ? {} : { body }) };
}

function upload(file: Buffer): SentWrite['ask'] {
  const boundary = `----shizhang${randomUUID()}`;
  const body = Buffer.concat([
    Buffer.from(
      `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="roster.csv"\r\n` +
        'content-type: text/csv\r\n\r\n',
    ),
    file,
    Buffer.from(`\r\n--${boundary}--\r\n`),
  ]);
  const headers = { 'content-type': `multipart/form-data; boundary=${boundary}` };
  const path = '/api/v1/imports?kind=volunteers';
  return { method: 'POST', path, body, headers, key: randomUUID() };
}
