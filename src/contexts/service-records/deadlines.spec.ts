import { SteppableClock } from '../../platform/clock.js';
import { loadCalendar } from '../../platform/calendar.js';
import { PolicyBook } from '../../platform/policy-book.js';
import { Databases } from '../../projections/databases.js';
import { DeadlineQueries } from './deadlines.queries.js';
import { Deadlines, type DeadlineState } from './deadlines.handlers.js';
import { recordHistoryProjection } from './record-history.projection.js';
import { serviceRecordsProjection } from './service-records.projection.js';

let databases: Databases;
let deadlines: Deadlines;
const clock = new SteppableClock(() => 0);

beforeEach(() => {
  databases = new Databases(null);
  databases.read.exec(serviceRecordsProjection.schema + recordHistoryProjection.schema);
  const queries = new DeadlineQueries(databases);
  deadlines = new Deadlines(queries, clock, loadCalendar(), new PolicyBook());
});
afterEach(() => databases.close());

function record(recordId: string, date: string, status = 'submitted'): void {
  databases.read
    .prepare(
      `INSERT INTO service_records_record (record_id, volunteer_id, year, version, status,
         organisation_id, date, starts_at, ends_at, centi_hours, grade, mode, recorder,
         recorded_at, revision, doubts, late, approvals)
       VALUES (?, 'v-1', 2024, 1, ?, 'o-1', ?, '', '', 100, 'A', 'sign-in', 'a', '', 0, '[]', 0, 0)`,
    )
    .run(recordId, status, date);
}

const on = (date: string, state: DeadlineState) => {
  clock.set(`${date}T02:00:00.000Z`);
  return deadlines.list('record', state).map(({ id, dueOn }) => [id, dueOn]);
};

describe('the deadline of a record', () => {
  it('of Friday 27 September 2024 is Wednesday 16 October, over the holiday', () => {
    record('r-1', '2024-09-27');
    expect(on('2024-10-11', 'due-soon')).toEqual([]);
    // Saturday the 12th is worked: three working days on is the 16th.
    expect(on('2024-10-12', 'due-soon')).toEqual([['r-1', '2024-10-16']]);
    expect(on('2024-10-16', 'due-soon')).toEqual([['r-1', '2024-10-16']]);
    expect(on('2024-10-16', 'overdue')).toEqual([]);
    expect(on('2024-10-17', 'overdue')).toEqual([['r-1', '2024-10-16']]);
    expect(on('2024-10-17', 'due-soon')).toEqual([]);
  });

  it('concerns what does not count yet, the oldest first', () => {
    for (const status of ['effective', 'voided', 'rejected']) record(status, '2024-09-02', status);
    for (const [id, date] of [
      ['objected', '2024-09-05'],
      ['publicised', '2024-09-03'],
      ['submitted', '2024-09-04'],
    ] as const) {
      record(id, date, id);
    }
    expect(on('2024-12-02', 'overdue').map(([id]) => id)).toEqual([
      ...['publicised', 'submitted', 'objected'],
    ]);
  });

  it('comes in pages that follow the cursor', () => {
    for (let n = 0; n < 101; n += 1) record(`r-${String(n).padStart(3, '0')}`, '2024-09-02');
    clock.set('2024-12-02T02:00:00.000Z');
    const first = deadlines.list('record', 'overdue');
    expect(first).toHaveLength(100);
    const second = deadlines.list('record', 'overdue', first.at(-1)?.cursor);
    expect(second.map(({ id }) => id)).toEqual(['r-100']);
  });

  it('is provisional when it reaches into a year without a calendar', () => {
    record('r-1', '2024-09-27');
    record('r-2', '2026-12-28');
    clock.set('2027-02-01T02:00:00.000Z');
    const found = deadlines.list('record', 'overdue');
    expect(found.map(({ id, provisional }) => [id, provisional])).toEqual([
      ['r-1', false],
      ['r-2', true],
    ]);
  });

  it('is known to be provisional weeks before the year without a calendar', () => {
    clock.set('2026-12-16T02:00:00.000Z');
    expect(deadlines.provisional).toBe(false);
    clock.set('2026-12-21T02:00:00.000Z');
    expect(deadlines.provisional).toBe(true);
  });
});

describe('the deadline of an entry', () => {
  function shift(shiftId: string, startsAt: string, endsAt: string): void {
    const { read } = databases;
    read
      .prepare('INSERT INTO service_records_shift VALUES (?, ?, ?, ?)')
      .run(...[shiftId, 'a-1', startsAt, endsAt]);
    read.prepare('INSERT INTO service_records_enrolment VALUES (?, ?)').run(shiftId, 'v-1');
  }
  const entries = (date: string, state: DeadlineState) => {
    clock.set(`${date}T02:00:00.000Z`);
    return deadlines.list('entry', state).map((task) => [task.id, task.date, task.dueOn]);
  };

  it('is of a shift with somebody enrolled of whom nothing is recorded, by its day in Shanghai', () => {
    databases.read
      .prepare(
        `INSERT INTO service_records_activity VALUES ('a-1', 'o-1', 's-1', '15', '', '', '', '', 1, 0)`,
      )
      .run();
    // Half an hour after midnight of the 28th, which is still the 27th in UTC.
    shift('h-1', '2024-09-27T16:30:00.000Z', '2024-09-27T18:00:00.000Z');
    shift('h-2', '2024-09-27T01:00:00.000Z', '2024-09-27T03:00:00.000Z');
    expect(entries('2024-10-16', 'due-soon')).toEqual([
      ['h-2', '2024-09-27', '2024-10-16'],
      ['h-1', '2024-09-28', '2024-10-16'],
    ]);
    record('r-1', '2024-09-27');
    databases.read
      .prepare(`UPDATE service_records_record SET activity_id = 'a-1', starts_at = ?, ends_at = ?`)
      .run('2024-09-27T01:00:00.000Z', '2024-09-27T02:00:00.000Z');
    expect(entries('2024-10-17', 'overdue').map(([id]) => id)).toEqual(['h-1']);
    expect(entries('2024-12-17', 'overdue')).toEqual([]);
  });
});
