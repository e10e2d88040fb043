import { localDateOf } from '../../../kernel/calendar.js';
import { unreachable } from '../../../kernel/rejection.js';
import { reject } from './activities.rejections.js';
import type {
  AcknowledgeRisk,
  ConfirmGuardianPresence,
  EnrolVolunteer,
  NoteInsurance,
  PreparationCommand,
  SetRequirements,
} from './activity.commands.js';
import type { ActivityEvent, InsuranceNoted, Shift } from './activity.events.js';
import type { Activity } from './activity.state.js';
import { type Requirements, unmetOf } from './participation.policy.js';

export function decidePreparation(command: PreparationCommand, state: Activity): ActivityEvent[] {
  switch (command.type) {
    case 'SetRequirements':
      return setRequirements(command.data, state);
    case 'AcknowledgeRisk':
      return acknowledgeRisk(command.data, state);
    case 'NoteInsurance':
      return noteInsurance(command.data, state);
    case 'ConfirmGuardianPresence':
      return confirmGuardianPresence(command.data, state);
    default:
      return unreachable(command);
  }
}

function setRequirements(
  { activityId, requirements }: SetRequirements['data'],
  state: Activity,
): ActivityEvent[] {
  if (requirements.danger && requirements.riskNotice === null) {
    reject('activities/risk-notice-missing');
  }
  if (isSame(requirements, state.requirements)) return [];
  const reworded = requirements.riskNotice !== state.requirements.riskNotice;
  const noticeVersion = state.noticeVersion + (reworded ? 1 : 0);
  const data = { activityId, requirements, noticeVersion };
  return [{ type: 'activities.RequirementsSet', data }];
}

function acknowledgeRisk(data: AcknowledgeRisk['data'], state: Activity): ActivityEvent[] {
  const { noticeVersion } = state;
  if (state.requirements.riskNotice === null) reject('activities/no-risk-notice');
  if (data.noticeVersion !== noticeVersion) {
    reject('activities/risk-notice-changed', { noticeVersion });
  }
  if (state.acknowledged.get(data.volunteerId) === noticeVersion) return [];
  return [{ type: 'activities.RiskAcknowledged', data }];
}

function noteInsurance(data: NoteInsurance['data'], state: Activity): ActivityEvent[] {
  if (data.validUntil < data.validFrom) reject('activities/period-backwards');
  if (state.insurances.some(({ insuranceId }) => insuranceId === data.insuranceId)) return [];
  return [{ type: 'activities.InsuranceNoted', data }];
}

function confirmGuardianPresence(
  data: ConfirmGuardianPresence['data'],
  state: Activity,
): ActivityEvent[] {
  const { shiftId, volunteerId } = data;
  const found = state.shifts.get(shiftId) ?? reject('activities/shift-unknown');
  if (!found.enrolled.has(volunteerId)) reject('activities/not-enrolled');
  if (found.guardians.has(volunteerId)) return [];
  return [{ type: 'activities.GuardianPresenceConfirmed', data }];
}

/** What the volunteer acknowledges in the same breath as enrolling, then the rule they share. */
export function prepare(
  data: EnrolVolunteer['data'],
  { state, shift }: { readonly state: Activity; readonly shift: Shift },
): ActivityEvent[] {
  const { activityId, volunteerId, acknowledges } = data;
  const told =
    acknowledges === null
      ? []
      : acknowledgeRisk({ activityId, volunteerId, noticeVersion: acknowledges }, state);
  const day = localDateOf(shift.startsAt);
  const known = state.acknowledged.get(volunteerId) ?? null;
  const [unmet] = unmetOf({
    requirements: state.requirements,
    person: data.person,
    agePolicy: data.agePolicy,
    day,
    preparation: {
      noticeVersion: state.noticeVersion,
      acknowledgedVersion: told.length > 0 ? acknowledges : known,
      insured: state.insurances.some((insurance) => covers(insurance, volunteerId, day)),
      guardianIsThere: true,
    },
  });
  if (unmet) reject(`activities/${unmet.reason}`, unmet.facts);
  return told;
}

function covers(insurance: InsuranceNoted['data'], volunteerId: string, day: string): boolean {
  const { validFrom, validUntil } = insurance;
  const forThem = insurance.volunteerId === null || insurance.volunteerId === volunteerId;
  return forThem && validFrom <= day && day <= validUntil;
}

function isSame(a: Requirements, b: Requirements): boolean {
  return (
    a.danger === b.danger &&
    a.riskNotice === b.riskNotice &&
    a.insurance === b.insurance &&
    a.minimumAge === b.minimumAge &&
    a.qualifications.join() === b.qualifications.join()
  );
}
