import { aMeta, given } from '../../../../test/support/given.js';
import { CompleteBatch, RefuseItem, ResumeBatch, StartBatch, StopBatch } from './batch.commands.js';
import { certificateBatch } from './batch.decider.js';
import type { BatchEvent, BatchStarted } from './batch.events.js';

const asked: BatchStarted['data'] = {
  ...{ batchId: 'b-1', organisationId: 'o-1', from: '2026-01-01', to: '2026-12-31' },
  ...{ volunteerIds: ['v-1', 'v-2'], officer: 'officer', officerVolunteerId: null },
};
const start = (over: Partial<BatchStarted['data']> = {}) =>
  new StartBatch({ ...asked, ...over }, aMeta());
const item = { batchId: 'b-1', volunteerId: 'v-1', code: 'certificates/nothing-to-certify' };
const refuse = new RefuseItem(item, aMeta());
const stop = new StopBatch({ batchId: 'b-1' }, aMeta());
const resume = new ResumeBatch({ batchId: 'b-1' }, aMeta());
const complete = new CompleteBatch({ batchId: 'b-1', issued: 1, refused: 1 }, aMeta());

const started: BatchEvent = { type: 'certificates.BatchStarted', data: asked };
const refused: BatchEvent = { type: 'certificates.BatchItemRefused', data: item };
const stopped: BatchEvent = { type: 'certificates.BatchStopped', data: { batchId: 'b-1' } };
const resumed: BatchEvent = { type: 'certificates.BatchResumed', data: { batchId: 'b-1' } };
const completed: BatchEvent = { type: 'certificates.BatchCompleted', data: complete.data };

describe('a batch', () => {
  it('names everybody once', () => {
    given(certificateBatch).when(start()).then([started]);
    given(certificateBatch)
      .when(start({ volunteerIds: ['v-1', 'v-2', 'v-1'] }))
      .then([started]);
  });

  it('is for somebody, for not too many, over a period, and begins once', () => {
    const many = Array.from({ length: 1001 }, (_, n) => `v-${n}`);
    given(certificateBatch)
      .when(start({ volunteerIds: [] }))
      .thenRefuses('certificates/batch-empty');
    given(certificateBatch)
      .when(start({ volunteerIds: many }))
      .thenRefuses('certificates/batch-too-large', { max: 1000 });
    given(certificateBatch)
      .when(start({ to: '2025-12-31' }))
      .thenRefuses('certificates/period-backwards');
    given(certificateBatch, [started]).when(start()).thenRefuses('certificates/batch-exists');
  });

  it('is stopped and taken up again', () => {
    given(certificateBatch, [started]).when(stop).then([stopped]);
    given(certificateBatch, [started, stopped]).when(resume).then([resumed]);
    given(certificateBatch, [started, stopped])
      .when(stop)
      .thenRefuses('certificates/batch-not-running', { status: 'stopped' });
    for (const [before, status] of [
      [[started], 'running'],
      [[started, completed], 'completed'],
    ] as const) {
      given(certificateBatch, before)
        .when(resume)
        .thenRefuses('certificates/batch-not-stopped', { status });
    }
  });

  it('notes once whom it could not serve, and ends once', () => {
    given(certificateBatch, [started]).when(refuse).then([refused]);
    given(certificateBatch, [started, refused]).when(refuse).thenNothing();
    given(certificateBatch, [started, refused]).when(complete).then([completed]);
    given(certificateBatch, [started, completed]).when(complete).thenNothing();
  });

  it('does nothing of its own while it is stopped', () => {
    for (const command of [refuse, complete]) {
      given(certificateBatch, [started, stopped]).when(command).thenNothing();
    }
  });

  it.each([refuse, stop, resume, complete])('has to be there for $type', (command) => {
    given(certificateBatch).when(command).thenRefuses('certificates/batch-unknown');
  });
});
