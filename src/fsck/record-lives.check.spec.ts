import { metaOf } from '../../test/support/store-events.js';
import {
  corrected,
  decided,
  objected,
  proposed,
  shorter,
} from '../contexts/service-records/domain/record-life.fixture.js';
import {
  publicised,
  reviewed,
  submitted,
  tookEffect,
  voided,
} from '../contexts/service-records/domain/service-book.fixture.js';
import type { ServiceBookEvent } from '../contexts/service-records/index.js';
import { RecordLivesCheck } from './record-lives.check.js';

const hours = submitted('08:00', '12:00');
const effective = [hours, reviewed, publicised, tookEffect()];
const dismissal = proposed({ kind: 'dismiss' }, { objectionId: 'x-1' });
const VOID = proposed({ kind: 'void', reason: 'did-not-take-place' });
const gone = voided({ wasEffective: true, centiHours: 400 });
const change = (event: ServiceBookEvent, over: object): ServiceBookEvent =>
  ({ ...event, data: { ...event.data, ...over } }) as ServiceBookEvent;

/** The last act is by this account: whoever confirms a void is known by that. */
function findings(events: readonly ServiceBookEvent[], accountId = 'second'): readonly string[] {
  const check = new RecordLivesCheck();
  events.forEach((event, revision) => {
    check.visit({
      ...{ ...event, id: `e-${revision}`, stream: 'serviceBook-v-1.2026', revision },
      ...{ position: String(revision), meta: metaOf({ actor: { accountId, role: 'clerk' } }) },
    });
  });
  return check.finish().map(({ code }) => code);
}

describe('the audit of the lives of records finds nothing in', () => {
  it.each<[string, readonly ServiceBookEvent[]]>([
    ['a plain life', effective],
    ['a correction in effect', [...effective, proposed(shorter), corrected()]],
    [
      'an objection dismissed',
      [
        hours,
        reviewed,
        publicised,
        objected(),
        dismissal,
        decided('dismissed'),
        publicised,
        tookEffect(),
      ],
    ],
    ['a void by two', [...effective, VOID, gone]],
  ])('%s', (_, events) => {
    expect(findings(events)).toEqual([]);
  });
});

describe('the audit of the lives of records names', () => {
  const objection = [hours, reviewed, publicised, objected()];

  it.each<[string, readonly ServiceBookEvent[]]>([
    ['approved-by-recorder', [hours, change(reviewed, { approver: 'own-account' })]],
    ['approved-twice', [hours, reviewed, reviewed]],
    ['publicised-unapproved', [hours, publicised]],
    ['publicised-unapproved', [change(hours, { mode: 'back-entry' }), reviewed, publicised]],
    [
      'late-without-manager',
      [change(hours, { late: true }), change(reviewed, { asManager: false }), publicised],
    ],
    ['effect-under-objection', [...objection, tookEffect()]],
    ['effect-of-another-version', [hours, reviewed, publicised, tookEffect({ version: 2 })]],
    ['objection-beside-another', [...objection, objected({ objectionId: 'x-2' })]],
    ['decision-without-objection', [...effective, dismissal, decided('dismissed')]],
    [
      'decided-by-a-party',
      [...objection, dismissal, change(decided('dismissed'), { decider: 'neighbour' })],
    ],
    ['changed-without-proposal', [...effective, corrected()]],
    ['changed-by-one', [...effective, proposed(shorter), corrected({ approver: 'first' })]],
    ['changed-without-proposal', [...effective, gone]],
    ['changed-by-one', [...effective, change(VOID, { proposer: 'second' }), gone]],
    ['version-out-of-order', [...effective, proposed(shorter), corrected({ version: 3 })]],
    [
      'correction-of-another-proposer',
      [...effective, proposed(shorter), corrected({ recorder: 'third' })],
    ],
    ['life-without-record', [reviewed]],
  ])('records/%s', (code, events) => {
    expect(findings(events)).toContain(`records/${code}`);
  });
});
