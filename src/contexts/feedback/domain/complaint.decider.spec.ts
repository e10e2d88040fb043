import { aMeta, given } from '../../../../test/support/given.js';
import { DecideComplaint, FileComplaint } from './complaint.commands.js';
import { complaint } from './complaint.decider.js';
import type { ComplaintDecided, ComplaintFiled } from './complaint.events.js';

const about: ComplaintFiled['data'] = {
  ...{ complaintId: 'c-1', kind: 'hours', subjectId: 'r-1', organisationId: 'o-1' },
  ...{ stationId: null, vaultSubject: 'c-1', on: '2026-03-02' },
  ...{ dueOn: '2026-03-16', provisional: false },
};
const file = new FileComplaint({ ...about, policyVersion: 'feedback/2021-02' }, aMeta());
const filed = (over: Partial<ComplaintFiled['data']> = {}): ComplaintFiled => ({
  type: 'feedback.ComplaintFiled',
  data: { ...about, ...over },
  policies: { feedback: 'feedback/2021-02' },
});
const involved = { accounts: ['clerk', 'manager'], volunteers: ['v-1'], ownTeam: false };
const decide = (over: Partial<DecideComplaint['data']> = {}) =>
  new DecideComplaint(
    {
      ...{ complaintId: 'c-1', outcome: 'upheld', decider: 'supervisor' },
      ...{ deciderVolunteerId: null, involved, on: '2026-03-16', ...over },
    },
    aMeta(),
  );
const decided = (over: Partial<ComplaintDecided['data']> = {}): ComplaintDecided => ({
  type: 'feedback.ComplaintDecided',
  data: {
    ...{ complaintId: 'c-1', outcome: 'upheld', decider: 'supervisor' },
    ...{ on: '2026-03-16', overdue: false, ...over },
  },
});

describe('filing a complaint', () => {
  it('records what it is about and until when it is decided', () => {
    given(complaint).when(file).then([filed()]);
  });

  it('refuses the same id a second time', () => {
    given(complaint, [filed()]).when(file).thenRefuses('feedback/complaint-exists');
  });
});

describe('deciding a complaint', () => {
  it('records outcome, decider and day; on the last day it is in time', () => {
    given(complaint, [filed()]).when(decide()).then([decided()]);
    given(complaint, [filed()])
      .when(decide({ outcome: 'dismissed', on: '2026-03-17' }))
      .then([decided({ outcome: 'dismissed', on: '2026-03-17', overdue: true })]);
  });

  it('refuses who filed, recorded or approved, and whose record it is', () => {
    const books = given(complaint, [filed()]);
    books.when(decide({ decider: 'clerk' })).thenRefuses('feedback/involved');
    books.when(decide({ deciderVolunteerId: 'v-1' })).thenRefuses('feedback/involved');
    books.when(decide({ deciderVolunteerId: 'v-2' })).then([decided()]);
  });

  it('refuses a role of the team where the team or its project is complained of', () => {
    const ownTeam = { involved: { ...involved, ownTeam: true } };
    for (const kind of ['team', 'project'] as const) {
      given(complaint, [filed({ kind })])
        .when(decide(ownTeam))
        .thenRefuses('feedback/own-team');
    }
    given(complaint, [filed({ kind: 'hours' })])
      .when(decide(ownTeam))
      .then([decided()]);
  });

  it('refuses what is not there and what is decided', () => {
    given(complaint).when(decide()).thenRefuses('feedback/complaint-unknown');
    given(complaint, [filed(), decided()]).when(decide()).thenRefuses('feedback/complaint-decided');
  });
});
