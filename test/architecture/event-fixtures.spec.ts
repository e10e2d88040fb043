import Database from 'better-sqlite3';
import { processes, projections } from '../../src/app.module.js';
import { COMMUNITY, PEOPLE } from '../../src/cli/demo/community.js';
import { categoryOf } from '../../src/kernel/decider.js';
import type { Recorded } from '../../src/kernel/message.js';
import { systemMeta } from '../../src/platform/ids.js';
import type { Statement } from '../../src/projections/projection.js';
import {
  type AnyDecider,
  decidersByCategory,
  declaredEvents,
  fixtures,
  shapeErrors,
} from '../support/event-fixtures.js';

/**
 * What was stored once must be readable for ever: one recorded event of every type and schema goes
 * through everything that reads events. See `test/fixtures/events/README.md`.
 */
const DECLARED = declaredEvents();
const FIXTURES = fixtures();
const EACH = FIXTURES.map(({ name, ...fixture }) => [name, fixture] as const);

/** Texts that are public by their nature: of organisations, places and announced activities. */
const PUBLIC_TEXT: Readonly<Record<string, readonly string[]>> = {
  'stations.OrganisationRegistered': ['legalName', 'creditCode', 'phone'],
  'stations.StationOpened': ['name', 'address'],
  'activities.ProjectApproved': ['name'],
  'activities.ActivityScheduled': ['title', 'place', 'content'],
  'activities.RequirementsSet': ['requirements'],
  'trainings.CourseOffered': ['name', 'content', 'hostUnit'],
  'trainings.SessionScheduled': ['place'],
  'certificates.KeysCreated': ['organisationName'],
};

/** Between letters and digits it is part of a hash or an id. */
const WORD = (pattern: string) => new RegExp(`(?<![0-9A-Za-z])(?:${pattern})(?![0-9A-Za-z])`, 'i');
const PERSONAL = {
  'an ID number': WORD(String.raw`\d{17}[\dX]|\d{15}`),
  'a phone number': WORD(String.raw`(?:\+?86-?)?1[3-9]\d{9}|0\d{2,3}-?\d{7,8}`),
  'Chinese text': /\p{Script=Han}/u,
};
/** Of the demonstration, from which the fixtures come: in no field whatever. */
const NAMED = [
  ...PEOPLE.flatMap(({ name, idNumber, phone, birthDate }) => [name, idNumber, phone, birthDate]),
  ...Object.values(COMMUNITY.signatories),
  COMMUNITY.activity.leader,
];

interface Text {
  readonly path: readonly string[];
  readonly text: string;
}

/** Every text and number in a value, keys of objects too: a key may be an id. */
function textsOf(value: unknown, path: readonly string[] = []): readonly Text[] {
  if (typeof value !== 'object' || value === null) return [{ path, text: String(value) }];
  return Object.entries(value).flatMap(([key, inner]) => [
    { path, text: key },
    ...textsOf(inner, [...path, key]),
  ]);
}

function isPublic(type: string, [part, field]: readonly string[]): boolean {
  return part === 'data' && (PUBLIC_TEXT[type] ?? []).includes(field ?? '');
}

/** The ways in which an event names somebody. */
function personalData(event: Recorded): readonly string[] {
  const texts = textsOf(event);
  const patterns = texts
    .filter(({ path }) => !isPublic(event.type, path))
    .flatMap(({ path, text }) =>
      Object.entries(PERSONAL)
        .filter(([, pattern]) => pattern.test(text))
        .map(([what]) => `${path.join('.')}: ${what}`),
    );
  const names = texts.flatMap(({ path, text }) =>
    NAMED.filter((name) => text.includes(name)).map((name) => `${path.join('.')}: ${name}`),
  );
  return [...patterns, ...names];
}

describe('the fixtures of stored events', () => {
  it('there is one of every type that the sources declare', () => {
    const kept = new Set(FIXTURES.map(({ stored }) => stored.type));
    expect(DECLARED.length).toBeGreaterThan(40);
    expect(DECLARED.filter(({ type }) => !kept.has(type)).map(({ type }) => type)).toEqual([]);
  });

  it('every one is of a type that still exists', () => {
    const known = new Set(DECLARED.map(({ type }) => type));
    expect(FIXTURES.filter(({ stored }) => !known.has(stored.type)).map((f) => f.name)).toEqual([]);
  });

  it('schemas of a type run from 1 without a gap: none was thrown away', () => {
    const names = new Set(FIXTURES.map(({ name }) => name));
    const gaps = FIXTURES.filter(
      ({ stored: { type, meta } }) =>
        meta.schema > 1 && !names.has(`${type}.v${meta.schema - 1}.json`),
    );
    expect(gaps.map(({ name }) => name)).toEqual([]);
  });

  it('every one still has the shape its type declares; a lost, new or changed field is seen', () => {
    const { event } = FIXTURES.find(({ stored }) => stored.type === 'access.ApiTokenRevoked')!;
    const { accountId, tokenId } = event.data as Record<string, string>;
    const broken = {
      lost: { accountId },
      new: { accountId, tokenId, label: '' },
      changed: { accountId, tokenId: 7 },
    };
    const planted = Object.entries(broken).map(([id, data]) => ({ ...event, id, data }));
    const errors = shapeErrors([...FIXTURES.map((f) => f.event), ...planted], DECLARED);
    expect(errors.filter(({ id }) => !(id in broken))).toEqual([]);
    expect(errors.map(({ id }) => id)).toEqual(Object.keys(broken));
  });
});

describe('a fixture', () => {
  let deciders: Awaited<ReturnType<typeof decidersByCategory>>;
  let db: Database.Database;
  beforeAll(async () => {
    deciders = await decidersByCategory();
    db = new Database(':memory:');
    for (const { schema } of projections) db.exec(schema);
  });
  afterAll(() => db.close());

  const deciderOf = ({ stream }: Recorded): { context: string; decider: AnyDecider } => {
    const found = deciders.get(categoryOf(stream));
    if (!found) throw new Error(`no decider has the category of ${stream}`);
    return found;
  };

  it.each(EACH)('%s is a whole event under its own name', (name, { stored }) => {
    expect(name).toBe(`${stored.type}.v${stored.meta.schema}.json`);
    const fields = ['data', 'id', 'meta', 'position', 'revision', 'stream', 'type'];
    expect(Object.keys(stored).sort()).toEqual(fields);
  });

  it.each(EACH)('%s stands in a stream of a decider of its context', (_, { event }) => {
    expect(deciderOf(event).context).toBe(event.type.split('.')[0]);
  });

  it.each(EACH)('%s folds', (_, { event }) => {
    const { decider } = deciderOf(event);
    expect(decider.evolve(decider.initialState(), event)).not.toBeNull();
  });

  it.each(EACH)('%s goes into every read model', (_, { event }) => {
    db.exec('BEGIN');
    try {
      for (const { on } of projections) {
        const handler = on[event.type] as ((e: Recorded) => readonly Statement[]) | undefined;
        for (const { sql, params } of handler?.(event) ?? []) db.prepare(sql).run(...params);
      }
    } finally {
      db.exec('ROLLBACK');
    }
  });

  it.each(EACH)('%s is understood by every process', (_, { event }) => {
    const meta = (step: number) => systemMeta(event.meta.recordedAt, event.id, step);
    for (const { on, react } of processes) if (on.includes(event.type)) react(event, meta);
  });

  it.each(EACH)('%s names no person', (_, { stored }) => {
    expect(personalData(stored)).toEqual([]);
  });
});

describe('the search for personal data', () => {
  const [sample] = FIXTURES;
  const found = (data: object, type = 'access.AccountOpened') =>
    personalData({ ...sample!.stored, type, data });

  it.each([
    ['an ID number', { accountId: '11010519491231002X' }],
    ['an old ID number', { accountId: '110105491231002' }],
    ['an ID number as a key', { '11010519491231002X': 1 }],
    ['a mobile number', { scope: 'tel:13800000001' }],
    ['a number with its country', { scope: '+8613800000001' }],
    ['a landline', { scope: '0477-8123456' }],
    ['a name where an id belongs', { accountId: '张三' }],
    ['somebody of the demonstration', { birth: PEOPLE[0]?.birthDate }],
  ])('sees %s', (_, data) => {
    expect(found(data)).not.toEqual([]);
  });

  it('leaves ids, hashes, times and division codes alone', () => {
    const { id, meta } = sample!.stored;
    const data = { id, hash: meta.inputHash, at: meta.recordedAt, divisionCode: '150602001003' };
    expect(found(data)).toEqual([]);
  });

  it('sees a name of a person even in a public text', () => {
    expect(found({ content: '打扫房间' }, 'activities.ActivityScheduled')).toEqual([]);
    expect(found({ content: '高娃带队' }, 'activities.ActivityScheduled')).not.toEqual([]);
  });

  it('knows no public text that is not there', () => {
    const kept = new Map(FIXTURES.map(({ stored }) => [stored.type, stored.data]));
    const gone = Object.entries(PUBLIC_TEXT).filter(([type, fields]) =>
      fields.some((field) => !(field in Object(kept.get(type)))),
    );
    expect(gone).toEqual([]);
  });
});
