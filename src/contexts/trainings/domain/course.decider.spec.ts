import fc from 'fast-check';
import { aMeta, given } from '../../../../test/support/given.js';
import { instantAt } from '../../../kernel/calendar.js';
import { fold } from '../../../kernel/decider.js';
import { Rejection } from '../../../kernel/rejection.js';
import {
  CancelSession,
  CloseCourse,
  type CourseCommand,
  OfferCourse,
  RecordAttendance,
  ScheduleSession,
  WithdrawAttendance,
} from './course.commands.js';
import { course } from './course.decider.js';
import type { CourseEvent } from './course.events.js';

const at = (time: string) => instantAt('2026-03-07', time);
const facts = {
  ...{ courseId: 'c-1', organisationId: 'o-1', stationId: null, divisionCode: '150602001003' },
  ...{ name: '急救', content: '心肺复苏', hostUnit: '红十字会', centiHours: 200 },
  leadsTo: 'first-aid',
};
const offered: CourseEvent = { type: 'trainings.CourseOffered', data: facts };
const offer = new OfferCourse(facts, aMeta());
const close = new CloseCourse({ courseId: 'c-1' }, aMeta());
const closed: CourseEvent = { type: 'trainings.CourseClosed', data: { courseId: 'c-1' } };
const session = {
  ...{ courseId: 'c-1', sessionId: 's-1', startsAt: at('09:00'), endsAt: at('11:00') },
  place: '活动室',
};
const schedule = (over = {}) => new ScheduleSession({ ...session, ...over }, aMeta());
const scheduled: CourseEvent = { type: 'trainings.SessionScheduled', data: session };
const ref = { courseId: 'c-1', sessionId: 's-1' };
const cancel = new CancelSession(ref, aMeta());
const cancelled: CourseEvent = { type: 'trainings.SessionCancelled', data: ref };
const attendance = { ...ref, volunteerId: 'v-1', centiHours: 200, recorder: 'clerk' };
const record = (over: Partial<RecordAttendance['data']> = {}) =>
  new RecordAttendance(
    { ...attendance, recorderVolunteerId: null, now: at('12:00'), ...over },
    aMeta(),
  );
const recorded: CourseEvent = { type: 'trainings.AttendanceRecorded', data: attendance };
const { centiHours: _hours, ...who } = attendance;
const withdraw = (recorderVolunteerId: string | null = null) =>
  new WithdrawAttendance({ ...who, recorderVolunteerId }, aMeta());
const withdrawn: CourseEvent = { type: 'trainings.AttendanceWithdrawn', data: attendance };
const held = [offered, scheduled];

describe('a course', () => {
  it('is offered once and closed once', () => {
    given(course).when(offer).then([offered]);
    given(course, [offered]).when(offer).thenRefuses('trainings/course-exists');
    given(course, [offered]).when(close).then([closed]);
    given(course, [offered, closed]).when(close).thenNothing();
  });

  it.each([close, schedule(), cancel, record(), withdraw()])(
    'that nobody offered refuses $type',
    (command) => {
      given(course).when(command).thenRefuses('trainings/course-unknown');
    },
  );
});

describe('a session', () => {
  it('is scheduled while the course is open', () => {
    given(course, [offered]).when(schedule()).then([scheduled]);
    given(course, [offered, closed]).when(schedule()).thenRefuses('trainings/course-closed');
    given(course, held).when(schedule()).thenRefuses('trainings/session-exists');
  });

  it('ends after it begins', () => {
    given(course, [offered])
      .when(schedule({ endsAt: at('09:00') }))
      .thenRefuses('trainings/session-backwards');
  });

  it('is cancelled once, unless somebody attended', () => {
    given(course, held).when(cancel).then([cancelled]);
    given(course, [...held, cancelled])
      .when(cancel)
      .thenNothing();
    given(course, [...held, recorded])
      .when(cancel)
      .thenRefuses('trainings/session-attended');
    given(course, [offered]).when(cancel).thenRefuses('trainings/session-unknown');
  });
});

describe('attendance', () => {
  it('is recorded with the study time, once', () => {
    given(course, held).when(record()).then([recorded]);
    given(course, [...held, recorded])
      .when(record())
      .thenNothing();
  });

  it('says what was recorded when other study time is given', () => {
    given(course, [...held, recorded])
      .when(record({ centiHours: 100 }))
      .thenRefuses('trainings/attendance-recorded', { centiHours: 200 });
  });

  it('is never one’s own', () => {
    given(course, held)
      .when(record({ recorderVolunteerId: 'v-1' }))
      .thenRefuses('trainings/own-attendance');
    given(course, [...held, recorded])
      .when(withdraw('v-1'))
      .thenRefuses('trainings/own-attendance');
  });

  it('lies within a session that has begun and was not cancelled', () => {
    given(course, held)
      .when(record({ now: at('08:59') }))
      .thenRefuses('trainings/session-not-begun');
    expect(given(course, held).when(record({ now: at('09:00') })).events).toHaveLength(1);
    given(course, held)
      .when(record({ centiHours: 201 }))
      .thenRefuses('trainings/longer-than-session', { sessionCentiHours: 200 });
    given(course, [...held, cancelled])
      .when(record())
      .thenRefuses('trainings/session-cancelled');
    given(course, [offered]).when(record()).thenRefuses('trainings/session-unknown');
  });

  it('is withdrawn, once, and recorded anew', () => {
    given(course, [...held, recorded])
      .when(withdraw())
      .then([withdrawn]);
    given(course, held).when(withdraw()).thenNothing();
    given(course, [offered]).when(withdraw()).thenRefuses('trainings/session-unknown');
    given(course, [...held, recorded, withdrawn])
      .when(record())
      .then([recorded]);
  });
});

describe('after any sequence of commands', () => {
  const someone = fc.nat({ max: 2 }).map((n) => `v-${n}`);
  const command: fc.Arbitrary<CourseCommand> = fc.oneof(
    fc.constantFrom<CourseCommand>(offer, close, schedule(), cancel),
    fc
      .tuple(someone, fc.nat({ max: 250 }))
      .map(([volunteerId, centiHours]) => record({ volunteerId, centiHours })),
    someone.map(
      (volunteerId) =>
        new WithdrawAttendance({ ...who, volunteerId, recorderVolunteerId: null }, aMeta()),
    ),
  );

  it('nobody studied longer than the session, and no cancelled one was attended', () => {
    fc.assert(
      fc.property(fc.array(command, { maxLength: 40 }), (commands) => {
        const events: CourseEvent[] = [offered];
        for (const c of commands) {
          try {
            events.push(...course.decide(c, fold(course, events)));
          } catch (error) {
            if (!(error instanceof Rejection)) throw error;
          }
        }
        for (const { attended, cancelled: off } of fold(course, events).sessions.values()) {
          expect([...attended.values()].every((hours) => hours <= 200)).toBe(true);
          expect(off && attended.size > 0).toBe(false);
        }
      }),
    );
  });
});
