import type { Decider } from '../../../kernel/decider.js';
import { unreachable } from '../../../kernel/rejection.js';
import type {
  GrantQualification,
  QualificationCommand,
  RevokeQualification,
} from './qualification.commands.js';
import type { QualificationEvent } from './qualification.events.js';
import { reject } from './trainings.rejections.js';

/** Qualification → whether it was revoked. */
export type Qualifications = Map<string, 'granted' | 'revoked'>;

/** The qualifications of one volunteer. */
export const qualifications: Decider<QualificationCommand, Qualifications, QualificationEvent> = {
  category: 'qualifications',
  streamId: ({ data }) => data.volunteerId,
  initialState: () => new Map(),
  decide(command, state) {
    switch (command.type) {
      case 'GrantQualification':
        return grant(command.data, state);
      case 'RevokeQualification':
        return revoke(command.data, state);
      default:
        return unreachable(command);
    }
  },
  evolve(state, { type, data }) {
    const revoked = type === 'trainings.QualificationRevoked';
    return state.set(data.qualificationId, revoked ? 'revoked' : 'granted');
  },
};

function grant(
  { grantorVolunteerId, course, ...data }: GrantQualification['data'],
  state: Qualifications,
): QualificationEvent[] {
  if (grantorVolunteerId === data.volunteerId) reject('trainings/own-qualification');
  if (state.has(data.qualificationId)) reject('trainings/qualification-exists');
  if (data.validUntil !== null && data.validUntil < data.validFrom) {
    reject('trainings/validity-backwards');
  }
  if (data.basis.kind === 'course') {
    if (course?.leadsTo !== data.kind) return reject('trainings/course-leads-elsewhere');
    const { centiHours } = data.basis;
    const { centiHours: required } = course;
    if (centiHours < required) reject('trainings/study-incomplete', { centiHours, required });
  }
  return [{ type: 'trainings.QualificationGranted', data }];
}

function revoke(
  { grantorVolunteerId, ...data }: RevokeQualification['data'],
  state: Qualifications,
): QualificationEvent[] {
  if (grantorVolunteerId === data.volunteerId) reject('trainings/own-qualification');
  const known = state.get(data.qualificationId) ?? reject('trainings/qualification-unknown');
  if (known === 'revoked') return [];
  return [{ type: 'trainings.QualificationRevoked', data }];
}
