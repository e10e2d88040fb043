import { type Instant, localDateOf, millis } from '../../../kernel/calendar.js';
import type { Decider } from '../../../kernel/decider.js';
import { reject } from './activities.rejections.js';
import type {
  ActivityCommand,
  EnrolVolunteer,
  ScheduleActivity,
  ScreenActivity,
  WithdrawEnrolment,
} from './activity.commands.js';
import { type ActivityEvent, EXCLUSIONS, type Exclusion, type Shift } from './activity.events.js';
import { type Activity, emptyActivity, evolveActivity } from './activity.state.js';
import { decidePreparation, prepare } from './participation.decider.js';

const SHIFTS_MAX = 50;

export const activity: Decider<ActivityCommand, Activity, ActivityEvent> = {
  category: 'activity',
  streamId: ({ data }) => data.activityId,
  initialState: emptyActivity,
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
        return decidePreparation(command, state);
    }
  },
  evolve: evolveActivity,
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

function enrol(data: EnrolVolunteer['data'], state: Activity): ActivityEvent[] {
  const { activityId, shiftId, volunteerId } = data;
  if (state.cancelled) reject('activities/cancelled');
  if (state.findings === undefined) reject('activities/not-screened');
  if (state.findings && state.findings.length > 0) reject('activities/excluded');
  const found = state.shifts.get(shiftId) ?? reject('activities/shift-unknown');
  if (found.enrolled.has(volunteerId)) return [];
  if (isOver(found.shift, data.at)) reject('activities/shift-over');
  const { capacity } = found.shift;
  if (found.enrolled.size >= capacity) reject('activities/shift-full', { capacity });
  return [
    ...prepare(data, { state, shift: found.shift }),
    { type: 'activities.VolunteerEnrolled', data: { activityId, shiftId, volunteerId } },
  ];
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
