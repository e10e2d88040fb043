import { given } from '../../../../test/support/given.js';
import { backEnter } from './record-life.fixture.js';
import { serviceBook } from './service-book.decider.js';
import type { RecordSubmitted, ServiceBookEvent } from './service-book.events.js';
import { publicised, review, submitted } from './service-book.fixture.js';

const of = (recordId: string, event: ServiceBookEvent): ServiceBookEvent =>
  ({ ...event, data: { ...event.data, recordId } }) as ServiceBookEvent;
const approved = (approver: string, asManager: boolean): ServiceBookEvent => ({
  type: 'service-records.RecordReviewed',
  data: { recordId: 'r-2', version: 1, approver, asManager },
});
const backEntered = (over: Partial<RecordSubmitted['data']> = {}): RecordSubmitted =>
  submitted('08:00', '11:20', {
    ...{ recordId: 'r-2', mode: 'back-entry', recorder: 'clerk', centiHours: 333 },
    ...{ evidence: { kind: 'back-entered', proofHash: 'a'.repeat(64) }, ...over },
  });
const by = (approver: string, over: Parameters<typeof review>[0] = {}) =>
  review({ recordId: 'r-2', approver, asManager: false, ...over });

describe('V14: approving what was entered from a document', () => {
  it('takes two, distinct from each other and from the recorder', () => {
    const one = [backEntered(), approved('first', false)];
    given(serviceBook, [backEntered()])
      .when(by('first'))
      .then([approved('first', false)]);
    given(serviceBook, one).when(by('first')).thenRefuses('service-records/second-approver-needed');
    given(serviceBook, one).when(by('clerk')).thenRefuses('service-records/recorder-is-approver');
    given(serviceBook, one)
      .when(by('second', { approverVolunteerId: 'v-1' }))
      .thenRefuses('service-records/own-record');
    given(serviceBook, one)
      .when(by('second'))
      .then([approved('second', false), of('r-2', publicised)]);
  });

  it('either of the two may reject it', () => {
    const [event] = given(serviceBook, [backEntered(), approved('first', false)]).when(
      by('first', { decision: 'reject' }),
    ).events;
    expect(event).toMatchObject({ type: 'service-records.RecordRejected' });
  });

  it('is entered once more when it was rejected', () => {
    const rejected = of('r-2', {
      type: 'service-records.RecordRejected',
      data: { recordId: 'r-2', version: 1, approver: 'first' },
    });
    expect(
      given(serviceBook, [backEntered(), rejected]).when(backEnter({ recordId: 'r-5' })).events,
    ).toHaveLength(1);
  });
});

describe('V7: approving what came late', () => {
  const late = backEntered({ late: true });

  it('takes a manager, first or second', () => {
    given(serviceBook, [late, approved('first', false)])
      .when(by('second'))
      .thenRefuses('service-records/higher-approver-needed');
    for (const [first, second] of [
      [true, false],
      [false, true],
    ] as const) {
      given(serviceBook, [late, approved('first', first)])
        .when(by('second', { asManager: second }))
        .then([approved('second', second), of('r-2', publicised)]);
    }
  });

  it('takes a manager for a statement of the volunteer, and for a row of a file', () => {
    for (const over of [
      { evidence: { kind: 'self-reported', proofHash: null }, late: true },
      { evidence: { kind: 'imported', fileHash: 'f', row: 2 } },
    ] as const) {
      given(serviceBook, [backEntered(over)])
        .when(by('first'))
        .thenRefuses('service-records/higher-approver-needed');
      expect(
        given(serviceBook, [backEntered(over)]).when(by('first', { asManager: true })).events,
      ).toHaveLength(2);
    }
  });

  it('anybody who may review approves what came in time', () => {
    const evidence = { kind: 'self-reported', proofHash: null } as const;
    given(serviceBook, [backEntered({ evidence })])
      .when(by('first'))
      .then([approved('first', false), of('r-2', publicised)]);
  });
});

describe('V13: approving a record in a day of more than eight hours', () => {
  const signed = submitted('08:00', '12:00', { recordId: 'r-2' });
  const more = submitted('13:00', '18:00', { recordId: 'r-9', centiHours: 500 });

  it('needs a reason of the approver when nobody has stated one', () => {
    given(serviceBook, [signed, more])
      .when(by('first'))
      .thenRefuses('service-records/long-day-reason-missing', {
        ...{ dayCentiHours: 900, limitCentiHours: 800 },
      });
    const [reviewed] = given(serviceBook, [signed, more]).when(
      by('first', { reasonStated: true }),
    ).events;
    expect(reviewed).toEqual(approved('first', false));
    const explained = { ...signed, data: { ...signed.data, longDayExplained: true } };
    expect(given(serviceBook, [explained, more]).when(by('first')).events).toHaveLength(2);
  });

  it('a rejection needs none', () => {
    expect(
      given(serviceBook, [signed, more]).when(by('first', { decision: 'reject' })).events,
    ).toHaveLength(1);
  });
});
