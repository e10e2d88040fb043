import type { CourseEvent, SessionScheduled } from './course.events.js';

export interface Session {
  readonly scheduled: SessionScheduled['data'];
  cancelled: boolean;
  /** Volunteer → study time in this session. */
  readonly attended: Map<string, number>;
}

export interface Course {
  offered: boolean;
  closed: boolean;
  /** Study time of the whole course. */
  centiHours: number;
  readonly sessions: Map<string, Session>;
}

export const emptyCourse = (): Course => ({
  offered: false,
  closed: false,
  centiHours: 0,
  sessions: new Map(),
});

export function evolveCourse(state: Course, event: CourseEvent): Course {
  switch (event.type) {
    case 'trainings.CourseOffered':
      state.offered = true;
      state.centiHours = event.data.centiHours;
      return state;
    case 'trainings.CourseClosed':
      state.closed = true;
      return state;
    case 'trainings.SessionScheduled':
      state.sessions.set(event.data.sessionId, {
        scheduled: event.data,
        cancelled: false,
        attended: new Map(),
      });
      return state;
    case 'trainings.SessionCancelled':
      return withSession(state, event.data.sessionId, (session) => {
        session.cancelled = true;
      });
    case 'trainings.AttendanceRecorded':
      return withSession(state, event.data.sessionId, ({ attended }) => {
        attended.set(event.data.volunteerId, event.data.centiHours);
      });
    case 'trainings.AttendanceWithdrawn':
      return withSession(state, event.data.sessionId, ({ attended }) => {
        attended.delete(event.data.volunteerId);
      });
    default:
      return state;
  }
}

function withSession(state: Course, sessionId: string, change: (s: Session) => void): Course {
  const session = state.sessions.get(sessionId);
  if (session) change(session);
  return state;
}
