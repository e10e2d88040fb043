import fc from 'fast-check';
import { instantOf, millis } from '../../../kernel/calendar.js';
import {
  anomaliesIn,
  ANOMALY_RULES,
  type AnomalyRule,
  type RecordFact,
  type ScanFact,
} from './anomalies.js';
import { anomalyPolicyOn } from './anomaly.policy.js';
import { reasonOf } from './anomaly-words.js';

const policy = anomalyPolicyOn('2026-03-02');
const NOON = millis('2026-03-02T04:00:00.000Z');
const MINUTE = 60_000;
let count = 0;

/** Two hours from noon, signed in, nothing strange about it. */
function record(over: Partial<RecordFact> = {}): RecordFact {
  count += 1;
  return {
    ...{ recordId: `r-${count}`, volunteerId: `v-${count}`, organisationId: 'o-1' },
    ...{ date: '2026-03-02', startsAt: instantOf(NOON), endsAt: instantOf(NOON + 120 * MINUTE) },
    ...{ centiHours: 200, mode: 'sign-in', hasProof: true, standing: true, enrolled: true },
    ...{ recorder: 'clerk', recordedAt: instantOf(NOON + 121 * MINUTE), approver: 'manager' },
    ...over,
  };
}
const typed = (over: Partial<RecordFact> = {}) => record({ mode: 'entry', ...over });
const many = (n: number, make: (i: number) => RecordFact) =>
  Array.from({ length: n }, (_, i) => make(i));
const found = (rule: AnomalyRule, records: RecordFact[], scans: ScanFact[] = []) =>
  anomaliesIn({ records, scans }, policy).filter((anomaly) => anomaly.rule === rule);

it('sees nothing in an afternoon that was signed in and out', () => {
  const afternoon = many(50, () => record());
  expect(anomaliesIn({ records: afternoon, scans: [] }, policy)).toEqual([]);
});

describe('two places', () => {
  const at = (from: number, over: Partial<RecordFact> = {}) =>
    record({
      ...{ volunteerId: 'v', startsAt: instantOf(NOON + from * MINUTE) },
      ...{ endsAt: instantOf(NOON + (from + 60) * MINUTE), ...over },
    });
  const there = { organisationId: 'o-2' };

  it('are an overlap, or too little time between two organisations', () => {
    expect(found('two-places', [at(0), at(30, there)])[0]?.figures).toEqual({
      minutesBetween: -30,
    });
    expect(found('two-places', [at(69, there), at(0)])[0]?.figures).toEqual({ minutesBetween: 9 });
    expect(found('two-places', [at(0), at(70, there)])).toEqual([]);
  });

  it('are not two shifts of one organisation, nor what was voided, nor two people', () => {
    expect(found('two-places', [at(0), at(60)])).toEqual([]);
    expect(found('two-places', [at(0), at(30, { ...there, standing: false })])).toEqual([]);
    expect(found('two-places', [at(0), at(30, { ...there, volunteerId: 'w' })])).toEqual([]);
  });
});

describe('a burst', () => {
  const within = (minutes: number) => (i: number) =>
    typed({ centiHours: 500, recordedAt: instantOf(NOON + (i * minutes * MINUTE) / 7) });

  it('is forty hours typed in by one account within ten minutes', () => {
    const [burst] = found('burst', many(8, within(10)));
    expect(burst).toMatchObject({
      figures: { hours: '40.00', minutes: 10 },
      accounts: ['clerk', 'manager'],
    });
    expect(burst?.recordIds).toHaveLength(8);
    expect(found('burst', many(7, within(10)))).toEqual([]);
    expect(found('burst', many(8, within(11)))).toEqual([]);
  });

  it('is neither a file nor a crowd that signs out', () => {
    expect(
      found(
        'burst',
        many(8, (i) => ({ ...within(1)(i), mode: 'import' })),
      ),
    ).toEqual([]);
    expect(
      found(
        'burst',
        many(8, (i) => ({ ...within(1)(i), mode: 'sign-in' })),
      ),
    ).toEqual([]);
  });
});

describe('the night', () => {
  const hours = (from: string, to: string) =>
    record({ startsAt: `2026-03-02T${from}:00.000Z`, endsAt: `2026-03-02T${to}:00.000Z` });

  it('is from eleven to five in Shanghai', () => {
    expect(found('night', [hours('13:00', '15:00')])).toEqual([]);
    expect(found('night', [hours('13:00', '15:01')])).toHaveLength(1);
    expect(found('night', [hours('20:59', '22:00')])).toHaveLength(1);
    expect(found('night', [hours('21:00', '22:00')])).toEqual([]);
  });
});

describe('one device for many', () => {
  const scan = (i: number, ms: number): ScanFact => ({
    ...{ deviceId: 'd', recordId: `s-${i}`, volunteerId: `v-${i}`, organisationId: 'o-1' },
    at: instantOf(NOON + ms),
  });

  it('is ten people within thirty seconds; one person ten times is not', () => {
    const quick = Array.from({ length: 10 }, (_, i) => scan(i, i * 3_000));
    expect(found('same-device', [], quick)[0]?.figures).toMatchObject({ people: 10, device: 'd' });
    const slow = Array.from({ length: 10 }, (_, i) => scan(i, i * 4_000));
    expect(found('same-device', [], slow)).toEqual([]);
    const one = quick.map((s) => ({ ...s, volunteerId: 'v' }));
    expect(found('same-device', [], one)).toEqual([]);
  });
});

describe('the hand of one account', () => {
  it('shows in whole hours only', () => {
    expect(
      found(
        'round-hours',
        many(10, () => typed()),
      )[0]?.figures,
    ).toEqual({
      ...{ percent: 100, records: 10 },
    });
    expect(
      found(
        'round-hours',
        many(9, () => typed()),
      ),
    ).toEqual([]);
    const measured = many(10, (i) => typed({ centiHours: 200 + (i < 2 ? 33 : 0) }));
    expect(found('round-hours', measured)).toEqual([]);
  });

  it('shows in the same approver every time', () => {
    expect(
      found(
        'same-pair',
        many(20, () => typed()),
      )[0]?.key,
    ).toBe('clerk+manager');
    expect(
      found(
        'same-pair',
        many(19, () => typed()),
      ),
    ).toEqual([]);
    const two = many(20, (i) => typed({ approver: i < 18 ? 'manager' : 'other' }));
    expect(found('same-pair', two)).toEqual([]);
  });

  it('shows in hundreds of hours entered long after', () => {
    const late = (days: number) => (): RecordFact =>
      typed({ centiHours: 1_000, recordedAt: instantOf(NOON + (120 + days * 1_440) * MINUTE) });
    expect(found('back-entries', many(10, late(11)))[0]?.figures).toEqual({
      hours: '100.00',
      days: 10,
    });
    expect(found('back-entries', many(9, late(11)))).toEqual([]);
    expect(found('back-entries', many(10, late(10)))).toEqual([]);
  });
});

describe('a bought hour', () => {
  const bought = { hasProof: false, enrolled: false, centiHours: 500 };

  it('is typed in without proof for somebody who had no place there', () => {
    expect(found('no-trace', [typed(bought)])).toMatchObject([
      { figures: { hours: '5.00', records: 1 }, accounts: ['clerk', 'manager'] },
    ]);
  });

  it.each([
    ['a proof', { hasProof: true }],
    ['a place in the activity', { enrolled: true }],
    ['a sign-in', { mode: 'sign-in' }],
    ['been voided', { standing: false }],
  ])('is none when it has %s', (_, over) => {
    expect(found('no-trace', [typed({ ...bought, ...over })])).toEqual([]);
  });
});

it('every rule has its words, with every figure in them', () => {
  const nights = many(30, () =>
    typed({ hasProof: false, enrolled: false, startsAt: instantOf(NOON + 12 * 3_600_000) }),
  );
  for (const anomaly of anomaliesIn({ records: nights, scans: [] }, policy)) {
    const { zh, en } = reasonOf(anomaly);
    expect(`${zh}${en}`).not.toMatch(/[{}]/);
  }
});

it('is the same whatever the order of the records, and names only records it was given', () => {
  const some = fc.array(
    fc.record({
      volunteerId: fc.constantFrom('v', 'w'),
      organisationId: fc.constantFrom('o-1', 'o-2'),
      centiHours: fc.constantFrom(100, 500, 333),
      mode: fc.constantFrom('sign-in', 'entry', 'import'),
      hasProof: fc.boolean(),
      enrolled: fc.boolean(),
      start: fc.nat(2_000),
    }),
    { maxLength: 30 },
  );
  fc.assert(
    fc.property(some, (list) => {
      const records = list.map(({ start, ...over }, i) => {
        const startsAt = instantOf(NOON + (start * 31 + i) * MINUTE);
        const endsAt = instantOf(millis(startsAt) + 60 * MINUTE);
        return { ...record(over), recordId: `p-${i}`, startsAt, endsAt, recordedAt: endsAt };
      });
      const sort = (all: ReturnType<typeof anomaliesIn>) =>
        [...all].sort((a, b) => (`${a.rule}${a.key}` < `${b.rule}${b.key}` ? -1 : 1));
      const forward = sort(anomaliesIn({ records, scans: [] }, policy));
      expect(sort(anomaliesIn({ records: [...records].reverse(), scans: [] }, policy))).toEqual(
        forward,
      );
      const ids = new Set(records.map(({ recordId }) => recordId));
      for (const { rule, recordIds } of forward) {
        expect(ANOMALY_RULES).toContain(rule);
        expect(recordIds.length > 0 && recordIds.every((id) => ids.has(id))).toBe(true);
      }
    }),
  );
});
