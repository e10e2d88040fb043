import fc from 'fast-check';
import { metaOf } from '../../../test/support/store-events.js';
import { addDays, instantAt, localDateOf } from '../../kernel/calendar.js';
import type { Recorded } from '../../kernel/message.js';
import { Databases } from '../../projections/databases.js';
import type { Statement } from '../../projections/projection.js';
import { corrected } from './domain/record-life.fixture.js';
import type { ServiceBookEvent } from './domain/service-book.events.js';
import { tookEffect, voided } from './domain/service-book.fixture.js';
import { recordHistoryProjection } from './record-history.projection.js';
import { RecordHistoryQueries } from './record-history.queries.js';

type History = readonly Recorded<ServiceBookEvent>[];
const FIRST_DAY = '2026-04-01';

let databases: Databases;
beforeEach(() => {
  databases = new Databases(null);
  databases.read.exec(recordHistoryProjection.schema);
});
afterEach(() => databases.close());

function project(history: History): void {
  for (const event of history) {
    const on = recordHistoryProjection.on[event.type] as
      ((event: Recorded) => readonly Statement[]) | undefined;
    for (const { sql, params } of on?.(event) ?? []) databases.read.prepare(sql).run(...params);
  }
}

interface Step {
  readonly record: number;
  readonly what: 'effect' | 'correct' | 'void';
  readonly date: string;
  readonly centiHours: number;
  readonly daysLater: number;
}

const step: fc.Arbitrary<Step> = fc.record({
  record: fc.nat({ max: 4 }),
  what: fc.constantFrom('effect', 'correct', 'correct', 'void'),
  date: fc.constantFrom('2026-02-28', '2026-03-01', '2026-03-31', '2026-04-01'),
  centiHours: fc.integer({ min: 1, max: 800 }),
  daysLater: fc.nat({ max: 3 }),
});

/** What could have happened: effect once, then corrections, then nothing after a void. */
function historyOf(steps: readonly Step[]): History {
  const last = new Map<string, { version: number; centiHours: number; gone: boolean }>();
  let day = FIRST_DAY;
  return steps.flatMap(({ record, what, date, centiHours, daysLater }, index) => {
    const recordId = `r-${record}`;
    const before = last.get(recordId);
    if ((what === 'effect') !== (before === undefined) || before?.gone) return [];
    day = addDays(day, daysLater);
    const version = (before?.version ?? 0) + 1;
    const data = { recordId, version, date, centiHours, grade: 'A' as const };
    last.set(recordId, { version, centiHours, gone: what === 'void' });
    const event =
      what === 'effect'
        ? tookEffect(data)
        : what === 'correct'
          ? corrected(data)
          : voided({ recordId, wasEffective: true, centiHours: before?.centiHours ?? 0 });
    const place = { id: `e-${index}`, stream: 'serviceBook-v-1.2026', revision: index };
    const meta = metaOf({ recordedAt: instantAt(day, '23:59') });
    return [{ ...event, ...place, position: String(index), meta } as Recorded<ServiceBookEvent>];
  });
}

/** The book as somebody would know it who had read the events until that day, and no more. */
function naively(history: History, { month, asOf }: { month?: string; asOf: string }): number {
  const book = new Map<string, { date: string; centiHours: number }>();
  for (const { type, data, meta } of history) {
    if (localDateOf(meta.recordedAt) > asOf) continue;
    if (type === 'service-records.RecordTookEffect' || type === 'service-records.RecordCorrected') {
      book.set(data.recordId, data as { date: string; centiHours: number });
    } else book.delete((data as { recordId: string }).recordId);
  }
  return [...book.values()]
    .filter(({ date }) => month === undefined || date.startsWith(month))
    .reduce((sum, { centiHours }) => sum + centiHours, 0);
}

describe('what the book said on a day about a month', () => {
  it('is what the events until then come to, for the volunteer and for the organisation', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), fc.nat({ max: 40 }), (steps, days) => {
        databases.read.exec('DELETE FROM service_records_counted');
        const history = historyOf(steps);
        project(history);
        const queries = new RecordHistoryQueries(databases);
        const asOf = addDays(FIRST_DAY, days);
        for (const month of [undefined, '2026-02', '2026-03', '2026-04']) {
          const asked = month === undefined ? { asOf } : { month, asOf };
          const expected = naively(history, asked);
          expect(queries.hoursOfVolunteer('v-1', asked).centiHours).toBe(expected);
          expect(queries.hoursOfOrganisation('o-1', asked).centiHours).toBe(expected);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('keeps a correction and a void apart from what was known before', () => {
    const act = (what: Step['what'], centiHours: number): Step => ({
      ...{ record: 1, what, date: '2026-03-07', centiHours, daysLater: 1 },
    });
    project(historyOf([act('effect', 400), act('correct', 300), act('void', 300)]));
    const queries = new RecordHistoryQueries(databases);
    const said = ['2026-04-01', '2026-04-02', '2026-04-03', '2026-04-04'].map(
      (asOf) => queries.hoursOfVolunteer('v-1', { month: '2026-03', asOf }).centiHours,
    );
    expect(said).toEqual([0, 400, 300, 0]);
    expect(queries.hoursOfVolunteer('v-2', { asOf: '2026-05-01' })).toEqual({
      ...{ month: null, asOf: '2026-05-01', centiHours: 0, records: 0, byGrade: {} },
    });
  });
});
