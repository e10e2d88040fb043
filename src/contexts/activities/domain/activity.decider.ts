import { type Instant, localDateOf, millis } from '../../../kernel/calendar.js';
import type { Decider } from '../../../kernel/decider.js';
import { unreachable } from '../../../kernel/rejection.js';
import { reject } from './activities.rejections.js';
import type {
  ActivityCommand,
  EnrolVolunteer,
  ScheduleActivity,
  ScreenActivity,
  WithdrawEnrolment,
} from './activity.commands.js';
import { type ActivityEvent, EXCLUSIONS, type Exclusion, type Shift } from './activity.events.js';

const SHIFTS_MAX = 50;

export interface Activity {
  scheduled: boolean;
  cancelled: boolean;
  /** Undefined until somebody has screened it. */
  findings: readonly Exclusion[] | undefined;
  readonly shifts: Map<string, { readonly shift: Shift; readonly enrolled: Set<string> }>;
}

export const activity: Decider<ActivityCommand, Activity, ActivityEvent> = {
  category: 'activity',
  streamId: ({ data }) => data.activityId,
  initialState: () => ({
    scheduled: false,
    cancelled: false,
    findings: undefined,
    shifts: new Map(),
  }),
  decide(command, state) {
    if (command.type === 'ScheduleActivity') return schedule(command.data, state);
    if (!state.scheduled) reject('activities/activity-unknown');
    switch (command.type) {
      case 'ScreenActivity':
        return screen(command.data, state);
      case 'CancelActivity':
        return state.cancelled
          ? []
          : [{ type: 'activities.ActivityCancelled', data: command.data }];
      case 'EnrolVolunteer':
        return enrol(command.data, state);
      case 'WithdrawEnrolment':
        return withdraw(command.data, state);
      default:
        return unreachable(command);
    }
  },
  evolve(state, event) {
    switch (event.type) {
      case 'activities.ActivityScheduled':
        state.scheduled = true;
        for (const shift of event.data.shifts) {
          state.shifts.set(shift.shiftId, { shift, enrolled: new Set() });
        }
        return state;
      case 'activities.ActivityScreened':
        state.findings = event.data.findings;
        return state;
      case 'activities.ActivityCancelled':
        state.cancelled = true;
        return state;
      case 'activities.VolunteerEnrolled':
        state.shifts.get(event.data.shiftId)?.enrolled.add(event.data.volunteerId);
        return state;
      case 'activities.EnrolmentWithdrawn':
        state.shifts.get(event.data.shiftId)?.enrolled.delete(event.data.volunteerId);
        return state;
      default:
        return state;
    }
  },
};

function schedule(
  { projectFrom, projectTo, ...data }: ScheduleActivity['data'],
  state: Activity,
): ActivityEvent[] {
  if (state.scheduled) reject('activities/activity-exists');
  if (data.shifts.length < 1 || data.shifts.length > SHIFTS_MAX) {
    reject('activities/no-shift', { max: SHIFTS_MAX });
  }
  data.shifts.forEach(({ startsAt, endsAt }, index) => {
    const shift = index + 1;
    if (millis(endsAt) <= millis(startsAt)) reject('activities/shift-backwards', { shift });
    const date = localDateOf(startsAt);
    if (localDateOf(endsAt) !== date) reject('activities/shift-crosses-midnight', { shift });
    if (date < projectFrom || date > projectTo) {
      reject('activities/shift-outside-project', { shift, from: projectFrom, to: projectTo });
    }
  });
  return [{ type: 'activities.ActivityScheduled', data }];
}

function screen(
  { activityId, findings }: ScreenActivity['data'],
  state: Activity,
): ActivityEvent[] {
  const known = findings.filter((f): f is Exclusion => EXCLUSIONS.some((e) => e === f));
  if (known.length !== findings.length) reject('activities/unknown-exclusion');
  const unchanged = state.findings?.join() === known.join() && state.findings !== undefined;
  if (unchanged) return [];
  return [{ type: 'activities.ActivityScreened', data: { activityId, findings: known } }];
}

function enrol({ at, ...data }: EnrolVolunteer['data'], state: Activity): ActivityEvent[] {
  if (state.cancelled) reject('activities/cancelled');
  if (state.findings === undefined) reject('activities/not-screened');
  if (state.findings && state.findings.length > 0) reject('activities/excluded');
  const found = state.shifts.get(data.shiftId) ?? reject('activities/shift-unknown');
  if (found.enrolled.has(data.volunteerId)) return [];
  if (isOver(found.shift, at)) reject('activities/shift-over');
  const { capacity } = found.shift;
  if (found.enrolled.size >= capacity) reject('activities/shift-full', { capacity });
  return [{ type: 'activities.VolunteerEnrolled', data }];
}

function withdraw({ at, ...data }: WithdrawEnrolment['data'], state: Activity): ActivityEvent[] {
  const found = state.shifts.get(data.shiftId) ?? reject('activities/shift-unknown');
  if (!found.enrolled.has(data.volunteerId)) return [];
  if (isOver(found.shift, at)) reject('activities/shift-over');
  return [{ type: 'activities.EnrolmentWithdrawn', data }];
}

function isOver({ endsAt }: Shift, at: Instant): boolean {
  return millis(at) >= millis(endsAt);
}
