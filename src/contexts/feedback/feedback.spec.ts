import Database from 'better-sqlite3';
import type { DomainEvent, Recorded } from '../../kernel/message.js';
import type { Databases } from '../../projections/databases.js';
import type { Statement } from '../../projections/projection.js';
import { feedbackProjection } from './feedback.projection.js';
import { FeedbackQueries } from './feedback.queries.js';

let db: Database.Database;
let queries: FeedbackQueries;
let position = 0;

beforeEach(() => {
  db = new Database(':memory:');
  db.exec(feedbackProjection.schema);
  queries = new FeedbackQueries({ read: db } as unknown as Databases);
});
afterEach(() => db.close());

function project(...events: readonly DomainEvent[]): void {
  for (const { type, data } of events) {
    const on = feedbackProjection.on[type] as (event: Recorded) => readonly Statement[];
    position += 1;
    const meta = { recordedAt: AT, actor: { accountId: 'neighbour', role: 'none' } };
    const event = { type, data, meta, revision: 0, position: String(position) } as never;
    for (const { sql, params } of on(event)) db.prepare(sql).run(...params);
  }
}

const AT = '2026-03-02T02:00:00.000Z';
const ORG = { organisationId: 'o-1', divisionCode: '150602001003' };
const SHIFT = {
  ...{ shiftId: 'sh-1', capacity: 5 },
  ...{ startsAt: '2026-03-02T06:00:00.000Z', endsAt: '2026-03-02T08:00:00.000Z' },
};
const place = { activityId: 'a-1', shiftId: 'sh-1', volunteerId: 'v-1' };
const record = {
  ...{ recordId: 'r-1', version: 1, volunteerId: 'v-1', activityId: 'a-1' },
  ...{ organisationId: 'o-1', stationId: null, date: '2026-03-02', recorder: 'clerk' },
  ...{ startsAt: SHIFT.startsAt, endsAt: SHIFT.endsAt, centiHours: 200 },
};
const registered = { type: 'stations.OrganisationRegistered', data: ORG };
const scheduled = {
  type: 'activities.ActivityScheduled',
  data: { activityId: 'a-1', shifts: [SHIFT] },
};
const enrolled = { type: 'activities.VolunteerEnrolled', data: place };
const submitted = { type: 'service-records.RecordSubmitted', data: record };
const evaluation = (over: object = {}) => ({
  type: 'feedback.EvaluationGiven',
  data: {
    ...{ evaluationId: 'e-1', recordId: 'r-1', volunteerId: 'v-1', organisationId: 'o-1' },
    ...{ stationId: null, evaluator: 'clerk', by: 'staff', version: 1 },
    marks: { punctuality: 5, attitude: 4, skill: 4 },
    ...{ safetyConcern: false, hasText: false, on: '2026-03-03', late: false, ...over },
  },
});
const places = () => queries.places('v-1', '2026-03-03T00:00:00.000Z');

describe('who was expected', () => {
  it('is everybody with a place in a shift that is over, withdrawn or not', () => {
    project(registered, scheduled, enrolled);
    expect(queries.places('v-1', SHIFT.startsAt)).toEqual([]);
    expect(places()).toMatchObject([{ shiftId: 'sh-1', withdrawnAt: null, recorded: false }]);
    project({ type: 'activities.EnrolmentWithdrawn', data: place });
    expect(places()).toMatchObject([{ withdrawnAt: AT }]);
    project(enrolled);
    expect(places()).toMatchObject([{ withdrawnAt: null }]);
  });

  it('came when they signed in, or when a record that stands lies in the shift', () => {
    project(registered, scheduled, enrolled, submitted);
    expect(places()).toMatchObject([{ signedIn: false, recorded: true }]);
    project({ type: 'service-records.RecordVoided', data: { recordId: 'r-1' } });
    expect(places()).toMatchObject([{ signedIn: false, recorded: false }]);
    project({ type: 'service-records.SignedIn', data: place });
    expect(places()).toMatchObject([{ signedIn: true }]);
  });

  it('was not expected in a cancelled activity', () => {
    project(registered, scheduled, enrolled, {
      ...{ type: 'activities.ActivityCancelled', data: { activityId: 'a-1' } },
    });
    expect(places()).toMatchObject([{ cancelled: true }]);
  });
});

describe('evaluations', () => {
  it('are summed up by the last word of each evaluator, on records that stand', () => {
    project(registered, submitted, evaluation());
    const second = { version: 2, evaluationId: 'e-2', safetyConcern: true };
    project(evaluation({ ...second, marks: { punctuality: 4, attitude: 4, skill: 4 } }));
    const other = { evaluator: 'resident', evaluationId: 'e-3', on: '2026-03-04' };
    project(evaluation({ ...other, marks: { punctuality: 5, attitude: 5, skill: 5 } }));
    expect(queries.summary('v-1')).toEqual({
      ...{ volunteerId: 'v-1', evaluations: 2, safetyConcerns: 1, lastOn: '2026-03-04' },
      meanCentiMarks: { punctuality: 450, attitude: 450, skill: 450 },
    });
    const versions = queries
      .evaluationsOfRecord('r-1')
      .map(({ version, last }) => ({ version, last }));
    expect(versions).toEqual([
      { version: 1, last: false },
      { version: 2, last: true },
      { version: 1, last: true },
    ]);
    const last = queries.evaluationsOf('v-1').map(({ evaluationId }) => evaluationId);
    expect(last).toEqual(['e-2', 'e-3']);
    expect(queries.evaluationsOf('v-1', '2026-03-03/e-2')).toHaveLength(1);
    project({ type: 'service-records.RecordVoided', data: { recordId: 'r-1' } });
    expect(queries.summary('v-1')).toMatchObject({ evaluations: 0, meanCentiMarks: null });
  });
});

describe('complaints', () => {
  const filed = {
    ...{ complaintId: 'c-1', kind: 'hours', subjectId: 'r-1', organisationId: 'o-1' },
    ...{ stationId: null, vaultSubject: 'c-1', on: '2026-03-02', dueOn: '2026-03-16' },
    provisional: false,
  };

  it('stand in the list of what is due until they are decided', () => {
    project(registered, submitted, { type: 'feedback.ComplaintFiled', data: filed });
    expect(queries.complaints(true)).toMatchObject([
      { complaintId: 'c-1', filedBy: 'neighbour', divisionCode: ORG.divisionCode, outcome: null },
    ]);
    const decided = { complaintId: 'c-1', outcome: 'upheld', decider: 's', on: '2026-03-17' };
    project({ type: 'feedback.ComplaintDecided', data: { ...decided, overdue: true } });
    expect(queries.complaints(true)).toEqual([]);
    expect(queries.complaints(false)).toMatchObject([{ outcome: 'upheld', decider: 's' }]);
  });

  it('are about what the ledger knows, and nothing else', () => {
    project(registered, submitted);
    expect(queries.subject('hours', 'r-1')).toMatchObject({ organisationId: 'o-1' });
    expect(queries.subject('team', 'o-1')).toMatchObject({ divisionCode: ORG.divisionCode });
    expect(() => queries.subject('person', 'r-1')).toThrow('feedback/subject-unknown');
  });
});
