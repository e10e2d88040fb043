import { millis } from '../../../kernel/calendar.js';
import { centiHoursOfSeconds } from '../../../kernel/centi-hours.js';
import type { Decider } from '../../../kernel/decider.js';
import { unreachable } from '../../../kernel/rejection.js';
import type {
  CancelSession,
  CourseCommand,
  RecordAttendance,
  ScheduleSession,
  WithdrawAttendance,
} from './course.commands.js';
import type { CourseEvent } from './course.events.js';
import { type Course, emptyCourse, evolveCourse, type Session } from './course.state.js';
import { reject } from './trainings.rejections.js';

/** A course with its sessions and who attended them. */
export const course: Decider<CourseCommand, Course, CourseEvent> = {
  category: 'course',
  streamId: ({ data }) => data.courseId,
  initialState: emptyCourse,
  decide(command, state) {
    if (command.type === 'OfferCourse') {
      if (state.offered) reject('trainings/course-exists');
      return [{ type: 'trainings.CourseOffered', data: command.data }];
    }
    if (!state.offered) reject('trainings/course-unknown');
    switch (command.type) {
      case 'CloseCourse':
        return state.closed ? [] : [{ type: 'trainings.CourseClosed', data: command.data }];
      case 'ScheduleSession':
        return schedule(command.data, state);
      case 'CancelSession':
        return cancel(command.data, state);
      case 'RecordAttendance':
        return record(command.data, state);
      case 'WithdrawAttendance':
        return withdraw(command.data, state);
      default:
        return unreachable(command);
    }
  },
  evolve: evolveCourse,
};

function schedule(data: ScheduleSession['data'], state: Course): CourseEvent[] {
  if (state.closed) reject('trainings/course-closed');
  if (state.sessions.has(data.sessionId)) reject('trainings/session-exists');
  if (millis(data.endsAt) <= millis(data.startsAt)) reject('trainings/session-backwards');
  return [{ type: 'trainings.SessionScheduled', data }];
}

function cancel(data: CancelSession['data'], state: Course): CourseEvent[] {
  const session = sessionOf(data.sessionId, state);
  if (session.cancelled) return [];
  if (session.attended.size > 0) reject('trainings/session-attended');
  return [{ type: 'trainings.SessionCancelled', data }];
}

/** In time and truthful (O67 art. 8): recorded by somebody else, from when the session begins. */
function record(
  { recorderVolunteerId, now, ...data }: RecordAttendance['data'],
  state: Course,
): CourseEvent[] {
  const { cancelled, scheduled, attended } = sessionOf(data.sessionId, state);
  const { volunteerId, centiHours } = data;
  if (cancelled) reject('trainings/session-cancelled');
  if (recorderVolunteerId === volunteerId) reject('trainings/own-attendance');
  if (millis(now) < millis(scheduled.startsAt)) reject('trainings/session-not-begun');
  const seconds = (millis(scheduled.endsAt) - millis(scheduled.startsAt)) / 1000;
  const sessionCentiHours = centiHoursOfSeconds(seconds);
  if (centiHours > sessionCentiHours) {
    reject('trainings/longer-than-session', { sessionCentiHours });
  }
  const known = attended.get(volunteerId);
  if (known === centiHours) return [];
  if (known !== undefined) reject('trainings/attendance-recorded', { centiHours: known });
  return [{ type: 'trainings.AttendanceRecorded', data }];
}

function withdraw(
  { recorderVolunteerId, ...data }: WithdrawAttendance['data'],
  state: Course,
): CourseEvent[] {
  if (recorderVolunteerId === data.volunteerId) reject('trainings/own-attendance');
  const centiHours = sessionOf(data.sessionId, state).attended.get(data.volunteerId);
  if (centiHours === undefined) return [];
  return [{ type: 'trainings.AttendanceWithdrawn', data: { ...data, centiHours } }];
}

function sessionOf(sessionId: string, state: Course): Session {
  return state.sessions.get(sessionId) ?? reject('trainings/session-unknown');
}
