import { stars } from '../../src/contexts/honours/domain/star.decider.js';
import { applied, apply } from '../../src/contexts/honours/domain/star.fixture.js';
import { gradeOf } from '../../src/contexts/service-records/domain/evidence.policy.js';
import { object } from '../../src/contexts/service-records/domain/record-life.fixture.js';
import { serviceBook } from '../../src/contexts/service-records/domain/service-book.decider.js';
import {
  at,
  publicised,
  reviewed,
  signedIn,
  signOut,
  submitted,
  takeEffect,
} from '../../src/contexts/service-records/domain/service-book.fixture.js';
import type { RecordTookEffect } from '../../src/contexts/service-records/index.js';
import { account } from '../../src/contexts/time-bank/domain/account.decider.js';
import { after, issue, policy } from '../../src/contexts/time-bank/domain/account.fixture.js';
import { CREDIT_POLICIES, IssueCredit } from '../../src/contexts/time-bank/index.js';
import { formatHours } from '../../src/kernel/centi-hours.js';
import { fold } from '../../src/kernel/decider.js';
import { loadCalendar } from '../../src/platform/calendar.js';
import { whenEffectiveHoursChangeMoveCredit } from '../../src/processes/when-effective-hours-change-move-credit.process.js';
import { metaOf } from '../../src/projections/process-runner.js';
import { given } from '../support/given.js';
import { metaOf as eventMeta } from '../support/store-events.js';

const moveCredit = whenEffectiveHoursChangeMoveCredit(CREDIT_POLICIES);
const record = submitted('08:00', '10:00', { centiHours: 200 });

/** Vectors that were worked out by hand, each through all the books that it speaks of. */
describe('worked vectors', () => {
  it('08:00:00 to 11:20:00 is 3.33 h, and three such rows are 9.99 h', () => {
    const [, made] = given(serviceBook, [signedIn('08:00')]).when(signOut('11:20')).events;
    expect(made?.data).toMatchObject({ centiHours: 333, startsAt: at('08:00') });
    expect(formatHours(333)).toBe('3.33');
    expect(formatHours(3 * 333)).toBe('9.99');
  });

  it('ten working days after Friday 2024-09-27 are 2024-10-16, with the official calendar', () => {
    const calendar = loadCalendar();
    expect(calendar.after('2024-09-27', 10)).toEqual({ date: '2024-10-16', provisional: false });
  });

  it('effect comes on the first working day after three full ones, and an objection stops it', () => {
    const { date } = loadCalendar().after('2026-03-09', 4);
    expect(date).toBe('2026-03-13');
    const inPublic = [record, reviewed, publicised];
    given(serviceBook, inPublic)
      .when(takeEffect('2026-03-12'))
      .thenRefuses('service-records/publicity-running', { effectiveOn: '2026-03-13' });
    expect(given(serviceBook, inPublic).when(takeEffect(date)).events).toHaveLength(1);
    const { events } = given(serviceBook, inPublic).when(object());
    given(serviceBook, [...inPublic, ...events])
      .when(takeEffect(date))
      .thenRefuses('service-records/not-publicised', { status: 'objected' });
  });

  it('2.00 h at a cap of 1500 h with 1499.50 h in it: honour +2.00, credit +0.50, over 1.50', () => {
    const book = given(serviceBook, [record, reviewed, publicised]).when(takeEffect());
    const [effect] = book.events as [RecordTookEffect];
    expect(effect.data).toMatchObject({
      centiHours: 200,
      grade: gradeOf(record.data.evidence),
    });
    const recorded = {
      ...{ ...effect, id: 'e-1', stream: 'serviceBook-v-1.2026', revision: 4, position: '9' },
      meta: eventMeta(),
    };
    const [command] = moveCredit.react(recorded, (step) => metaOf(moveCredit.name, recorded, step));
    expect(command).toBeInstanceOf(IssueCredit);
    const noDailyCap = { ...policy, dailyCapCentiHours: 200_000 };
    const before = { recordId: 'r-0', earnedOn: '2026-01-01', policy: noDailyCap };
    const rich = after(issue(149_950, before));
    const [issued] = given(account, rich).when(command as IssueCredit).events;
    expect(issued?.data).toMatchObject({ centiHours: 50, overDailyCap: 0, overAccountCap: 150 });
    expect(fold(account, [...rich, issued!]).overflow).toBe(150);
    // Honour has no cap: the book says what was served.
    const { records } = fold(serviceBook, [record, reviewed, publicised, effect]);
    expect(records.get('r-1')).toMatchObject({ status: 'effective', centiHours: 200 });
  });

  it('300.00 h are enough for two stars, 299.99 h are not', () => {
    expect(given(stars).when(apply(30_000)).events).toMatchObject([{ type: applied.type }]);
    given(stars)
      .when(apply(29_999))
      .thenRefuses('honours/hours-too-few', { centiHours: 29_999, required: 30_000 });
  });
});
