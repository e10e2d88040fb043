import fc from 'fast-check';
import { aMeta, given } from '../../../../test/support/given.js';
import { AGE_POLICIES } from '../../../kernel/age-policy.js';
import { instantAt } from '../../../kernel/calendar.js';
import { fold } from '../../../kernel/decider.js';
import { Rejection } from '../../../kernel/rejection.js';
import {
  type ActivityCommand,
  CancelActivity,
  EnrolVolunteer,
  ScheduleActivity,
  ScreenActivity,
  WithdrawEnrolment,
} from './activity.commands.js';
import { activity } from './activity.decider.js';
import type { Person } from './participation.policy.js';
import type { ActivityEvent, Exclusion, Shift } from './activity.events.js';

const at = (time: string, date = '2026-03-07') => instantAt(date, time);
const shift = (over: Partial<Shift> = {}): Shift => ({
  shiftId: 'h-1',
  startsAt: at('09:00'),
  endsAt: at('11:00'),
  capacity: 2,
  ...over,
});
const facts = {
  activityId: 'a-1',
  projectId: 'p-1',
  organisationId: 'o-1',
  stationId: 's-1',
  divisionCode: '150602001003',
  title: '清扫楼道',
  place: '3 号楼',
  content: '清扫',
  category: 'community',
  shifts: [shift()],
};
const period = { projectFrom: '2026-01-01', projectTo: '2026-12-31' };
const schedule = (...shifts: Shift[]) =>
  new ScheduleActivity({ ...facts, ...period, shifts }, aMeta());
const screen = (...findings: string[]) =>
  new ScreenActivity({ activityId: 'a-1', findings }, aMeta());
const cancel = new CancelActivity({ activityId: 'a-1' }, aMeta());
const enrolment = (volunteerId: string, over = {}) => ({
  ...{ activityId: 'a-1', shiftId: 'h-1', volunteerId, at: at('08:00'), ...over },
});
const person: Person = {
  ...{ age: 40, left: false, guardian: 'none', accompanied: false, qualifications: [] },
};
const enrol = (volunteerId: string, over = {}) =>
  new EnrolVolunteer(
    {
      ...enrolment(volunteerId),
      ...{ acknowledges: null, person, agePolicy: AGE_POLICIES[0], ...over },
    },
    aMeta(),
  );
const withdraw = (volunteerId: string, over = {}) =>
  new WithdrawEnrolment(enrolment(volunteerId, over), aMeta());

const scheduled: ActivityEvent = { type: 'activities.ActivityScheduled', data: facts };
const screened = (...findings: Exclusion[]): ActivityEvent => ({
  type: 'activities.ActivityScreened',
  data: { activityId: 'a-1', findings },
});
const cancelled: ActivityEvent = {
  type: 'activities.ActivityCancelled',
  data: { activityId: 'a-1' },
};
const enrolled = (volunteerId: string): ActivityEvent => ({
  type: 'activities.VolunteerEnrolled',
  data: { activityId: 'a-1', shiftId: 'h-1', volunteerId },
});
const withdrawn = (volunteerId: string): ActivityEvent => ({
  type: 'activities.EnrolmentWithdrawn',
  data: { activityId: 'a-1', shiftId: 'h-1', volunteerId },
});
const clean = [scheduled, screened()];

describe('scheduling an activity', () => {
  it('records it without the facts that were only asked for', () => {
    given(activity).when(schedule(shift())).then([scheduled]);
  });

  it('refuses a second time', () => {
    given(activity, [scheduled]).when(schedule(shift())).thenRefuses('activities/activity-exists');
  });

  it('has 1 to 50 shifts', () => {
    const many = (count: number) =>
      schedule(...Array.from({ length: count }, (_, n) => shift({ shiftId: `h-${n}` })));
    given(activity).when(many(0)).thenRefuses('activities/no-shift', { max: 50 });
    given(activity).when(many(51)).thenRefuses('activities/no-shift', { max: 50 });
    expect(given(activity).when(many(50)).events).toHaveLength(1);
  });

  it.each([
    ['ends when it begins', { endsAt: at('09:00') }],
    ['ends before it begins', { endsAt: at('08:59') }],
    [
      'ends before it begins by less than its text shows',
      {
        startsAt: '2026-03-07T01:00:00.500Z',
        endsAt: '2026-03-07T01:00:00Z',
      },
    ],
  ])('names the shift that %s', (_, over) => {
    given(activity)
      .when(schedule(shift({ shiftId: 'h-0' }), shift(over)))
      .thenRefuses('activities/shift-backwards', { shift: 2 });
  });

  it('keeps a shift within one day of Shanghai: until 23:59, not until midnight', () => {
    const until = (endsAt: string) => schedule(shift({ startsAt: at('22:00'), endsAt }));
    expect(given(activity).when(until(at('23:59'))).events).toHaveLength(1);
    given(activity)
      .when(until(at('00:00', '2026-03-08')))
      .thenRefuses('activities/shift-crosses-midnight', { shift: 1 });
  });

  it('lies on the first and last day of the project, and not on the days beside them', () => {
    const on = (date: string) =>
      schedule(shift({ startsAt: at('09:00', date), endsAt: at('10:00', date) }));
    for (const date of ['2026-01-01', '2026-12-31']) {
      expect(given(activity).when(on(date)).events).toHaveLength(1);
    }
    for (const date of ['2025-12-31', '2027-01-01']) {
      given(activity)
        .when(on(date))
        .thenRefuses('activities/shift-outside-project', {
          ...{ shift: 1, from: '2026-01-01', to: '2026-12-31' },
        });
    }
  });
});

describe('an activity that nobody scheduled', () => {
  it.each([screen(), cancel, enrol('v-1'), withdraw('v-1')])('refuses $type', (command) => {
    given(activity).when(command).thenRefuses('activities/activity-unknown');
  });
});

describe('screening', () => {
  it('records that none of the six kinds was found, and which were', () => {
    given(activity, [scheduled]).when(screen()).then([screened()]);
    given(activity, clean)
      .when(screen('EXCL-1', 'EXCL-6'))
      .then([screened('EXCL-1', 'EXCL-6')]);
  });

  it('is quiet when it finds what was found', () => {
    given(activity, clean).when(screen()).thenNothing();
    given(activity, [scheduled, screened('EXCL-2')])
      .when(screen('EXCL-2'))
      .thenNothing();
  });

  it.each(['EXCL-0', 'EXCL-7', 'excl-1', ''])('refuses the finding "%s"', (finding) => {
    given(activity, [scheduled])
      .when(screen('EXCL-1', finding))
      .thenRefuses('activities/unknown-exclusion');
  });
});

describe('cancelling', () => {
  it('happens once', () => {
    given(activity, [scheduled]).when(cancel).then([cancelled]);
    given(activity, [scheduled, cancelled]).when(cancel).thenNothing();
  });
});

describe('enrolling', () => {
  it('takes a place in a screened shift, and again changes nothing', () => {
    given(activity, clean)
      .when(enrol('v-1'))
      .then([enrolled('v-1')]);
    given(activity, [...clean, enrolled('v-1')])
      .when(enrol('v-1'))
      .thenNothing();
  });

  it('refuses before screening, after a finding, and after cancelling', () => {
    given(activity, [scheduled]).when(enrol('v-1')).thenRefuses('activities/not-screened');
    given(activity, [scheduled, screened('EXCL-3')])
      .when(enrol('v-1'))
      .thenRefuses('activities/excluded');
    given(activity, [...clean, cancelled])
      .when(enrol('v-1'))
      .thenRefuses('activities/cancelled');
  });

  it('refuses a shift of another activity', () => {
    given(activity, clean)
      .when(enrol('v-1', { shiftId: 'h-9' }))
      .thenRefuses('activities/shift-unknown');
  });

  it('counts until the shift ends, to the millisecond', () => {
    given(activity, clean)
      .when(enrol('v-1', { at: '2026-03-07T02:59:59.999Z' }))
      .then([enrolled('v-1')]);
    for (const late of [at('11:00'), '2026-03-07T03:00:00Z', '2026-03-07T03:00:00.001Z']) {
      given(activity, clean)
        .when(enrol('v-1', { at: late }))
        .thenRefuses('activities/shift-over');
    }
  });

  it('refuses one more than there are places, until somebody withdraws', () => {
    const full = [...clean, enrolled('v-1'), enrolled('v-2')];
    given(activity, full).when(enrol('v-3')).thenRefuses('activities/shift-full', { capacity: 2 });
    given(activity, [...full, withdrawn('v-1')])
      .when(enrol('v-3'))
      .then([enrolled('v-3')]);
  });
});

describe('withdrawing', () => {
  it('gives the place back, and again changes nothing', () => {
    given(activity, [...clean, enrolled('v-1')])
      .when(withdraw('v-1'))
      .then([withdrawn('v-1')]);
    given(activity, clean).when(withdraw('v-1')).thenNothing();
  });

  it('refuses a shift of another activity, and once the shift is over', () => {
    given(activity, clean)
      .when(withdraw('v-1', { shiftId: 'h-9' }))
      .thenRefuses('activities/shift-unknown');
    given(activity, [...clean, enrolled('v-1')])
      .when(withdraw('v-1', { at: at('11:00') }))
      .thenRefuses('activities/shift-over');
  });
});

describe('after any sequence of commands', () => {
  const command: fc.Arbitrary<ActivityCommand> = fc.oneof(
    fc.constantFrom(schedule(shift()), cancel, screen(), screen('EXCL-4')),
    fc.nat({ max: 4 }).map((n) => enrol(`v-${n}`)),
    fc.nat({ max: 4 }).map((n) => withdraw(`v-${n}`)),
  );
  const outcome = (c: ActivityCommand, events: readonly ActivityEvent[]) => {
    try {
      return activity.decide(c, fold(activity, events));
    } catch (error) {
      if (error instanceof Rejection) return error.code;
      throw error;
    }
  };

  it('nobody holds two places, no shift is overfull, and a repeat adds nothing', () => {
    fc.assert(
      fc.property(fc.array(command, { maxLength: 40 }), (commands) => {
        const events: ActivityEvent[] = [clean[0]!, clean[1]!];
        const inside = new Set<string>();
        for (const c of commands) {
          const first = outcome(c, events);
          if (typeof first === 'string') {
            expect(outcome(c, events)).toBe(first);
            continue;
          }
          events.push(...first);
          for (const { type, data } of first) {
            if (type === 'activities.VolunteerEnrolled') {
              expect(inside.has(data.volunteerId)).toBe(false);
              inside.add(data.volunteerId);
            }
            if (type === 'activities.EnrolmentWithdrawn') inside.delete(data.volunteerId);
          }
          expect(inside.size).toBeLessThanOrEqual(2);
          expect(outcome(c, events)).toEqual([]);
        }
      }),
    );
  });
});
