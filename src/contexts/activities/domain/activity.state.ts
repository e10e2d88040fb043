import type {
  ActivityEvent,
  Exclusion,
  InsuranceNoted,
  PreparationEvent,
  Shift,
} from './activity.events.js';
import { NO_REQUIREMENTS, type Requirements } from './participation.policy.js';

export interface ActivityShift {
  readonly shift: Shift;
  readonly enrolled: Set<string>;
  /** Children whose guardian was seen. */
  readonly guardians: Set<string>;
}

export interface Activity {
  scheduled: boolean;
  cancelled: boolean;
  /** Undefined until somebody has screened it. */
  findings: readonly Exclusion[] | undefined;
  readonly shifts: Map<string, ActivityShift>;
  requirements: Requirements;
  /** Counts the wordings of the risk notice. */
  noticeVersion: number;
  /** Volunteer → the version they acknowledged last. */
  readonly acknowledged: Map<string, number>;
  readonly insurances: InsuranceNoted['data'][];
}

export const emptyActivity = (): Activity => ({
  scheduled: false,
  cancelled: false,
  findings: undefined,
  shifts: new Map(),
  requirements: NO_REQUIREMENTS,
  noticeVersion: 0,
  acknowledged: new Map(),
  insurances: [],
});

export function evolveActivity(state: Activity, event: ActivityEvent): Activity {
  switch (event.type) {
    case 'activities.ActivityScheduled':
      state.scheduled = true;
      for (const shift of event.data.shifts) {
        state.shifts.set(shift.shiftId, { shift, enrolled: new Set(), guardians: new Set() });
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
      return evolvePreparation(state, event);
  }
}

function evolvePreparation(state: Activity, event: PreparationEvent): Activity {
  switch (event.type) {
    case 'activities.RequirementsSet':
      state.requirements = event.data.requirements;
      state.noticeVersion = event.data.noticeVersion;
      return state;
    case 'activities.RiskAcknowledged':
      state.acknowledged.set(event.data.volunteerId, event.data.noticeVersion);
      return state;
    case 'activities.InsuranceNoted':
      state.insurances.push(event.data);
      return state;
    case 'activities.GuardianPresenceConfirmed':
      state.shifts.get(event.data.shiftId)?.guardians.add(event.data.volunteerId);
      return state;
    default:
      return state;
  }
}
