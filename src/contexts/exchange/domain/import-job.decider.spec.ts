import { aMeta, given } from '../../../../test/support/given.js';
import { CompleteImport, RefuseRows, StartImport } from './import-job.commands.js';
import { importJob } from './import-job.decider.js';
import type { ImportJobEvent, ImportStarted } from './import-job.events.js';
import { reportOf } from './import-report.js';

const start: ImportStarted['data'] = {
  ...{ importId: 'i', run: 1, kind: 'service-records', fileHash: 'f', rows: 3 },
  judgedAt: '2026-11-21T02:00:00.000Z',
  place: { stationId: null, organisationId: null, divisionCode: null },
};
const refused = { importId: 'i', run: 1, rows: [{ row: 4, code: 'service-records/overlaps' }] };
const completed = {
  ...{ importId: 'i', run: 1, accepted: 2, acceptedCentiHours: 200 },
  rejected: { 'service-records/overlaps': 1 },
};
const started: ImportJobEvent = { type: 'exchange.ImportStarted', data: start };
const ended: ImportJobEvent = { type: 'exchange.ImportCompleted', data: completed };

describe('an import', () => {
  it('is started, tells what it refused, and is completed', () => {
    given(importJob).when(new StartImport(start, aMeta())).then([started]);
    given(importJob, [started])
      .when(new RefuseRows(refused, aMeta()))
      .then([{ type: 'exchange.RowsRefused', data: refused }]);
    given(importJob, [started]).when(new CompleteImport(completed, aMeta())).then([ended]);
  });

  it('is not started twice, and nothing is added once it is completed', () => {
    given(importJob, [started]).when(new StartImport(start, aMeta())).thenNothing();
    given(importJob, [started, ended]).when(new StartImport(start, aMeta())).thenNothing();
    given(importJob, [started, ended]).when(new RefuseRows(refused, aMeta())).thenNothing();
    given(importJob, [started, ended]).when(new CompleteImport(completed, aMeta())).thenNothing();
  });

  it('can be run again when it was completed', () => {
    const again = { ...start, run: 2 };
    given(importJob, [started, ended])
      .when(new StartImport(again, aMeta()))
      .then([{ type: 'exchange.ImportStarted', data: again }]);
  });
});

describe('the report of an import', () => {
  const subject = { importId: 'i', dryRun: false, ignoredColumns: [] };
  const rows = [
    { row: 2, verdict: 'accepted', centiHours: 100 },
    { row: 3, verdict: 'already-there', centiHours: 50 },
    { row: 4, verdict: 'service-records/overlaps', centiHours: 0 },
  ];

  it('counts what is in the books, what was there before, and each code', () => {
    expect(reportOf({ ...subject, kind: 'service-records' }, rows)).toMatchObject({
      ...{ accepted: 2, alreadyThere: 1, acceptedCentiHours: 150 },
      rejected: { 'service-records/overlaps': 1 },
    });
  });

  it('of a roster knows no hours', () => {
    expect(reportOf({ ...subject, kind: 'volunteers' }, rows)).not.toHaveProperty(
      'acceptedCentiHours',
    );
  });
});
