import type { Decider } from '../../../kernel/decider.js';
import { unreachable } from '../../../kernel/rejection.js';
import type {
  AwardCommand,
  CheckAward,
  HandInAward,
  RecordAward,
  RevokeAward,
} from './award.commands.js';
import type { AwardEvent, AwardHandedIn } from './award.events.js';
import { reject } from './honours.rejections.js';

export interface Award {
  status: 'none' | 'handed-in' | 'recorded' | 'refused' | 'revoked';
  volunteerId: string;
  handedIn: AwardHandedIn['data'] | null;
}

/** One award of one volunteer, on one of three ways (O67 art. 9). */
export const award: Decider<AwardCommand, Award, AwardEvent> = {
  category: 'award',
  streamId: ({ data }) => data.awardId,
  initialState: () => ({ status: 'none', volunteerId: '', handedIn: null }),
  decide(command, state) {
    switch (command.type) {
      case 'RecordAward':
        return record(command.data, state);
      case 'HandInAward':
        return handIn(command.data, state);
      case 'CheckAward':
        return check(command.data, state);
      case 'RevokeAward':
        return revoke(command.data, state);
      default:
        return unreachable(command);
    }
  },
  evolve(state, { type, data }) {
    state.volunteerId = data.volunteerId;
    switch (type) {
      case 'honours.AwardHandedIn':
        state.handedIn = data;
        state.status = 'handed-in';
        return state;
      case 'honours.AwardRecorded':
        state.status = 'recorded';
        return state;
      case 'honours.AwardRefused':
        state.status = 'refused';
        return state;
      case 'honours.AwardRevoked':
        state.status = 'revoked';
        return state;
      default:
        return state;
    }
  },
};

function record(
  { actorVolunteerId, today, ...data }: RecordAward['data'],
  { status }: Award,
): AwardEvent[] {
  if (status !== 'none') reject('honours/award-exists');
  if (actorVolunteerId === data.volunteerId) reject('honours/own-honour');
  if (data.on > today) reject('honours/in-the-future');
  if (data.path === 'government' && data.proofHash === null) reject('honours/proof-missing');
  return [{ type: 'honours.AwardRecorded', data }];
}

function handIn({ today, ...data }: HandInAward['data'], { status }: Award): AwardEvent[] {
  if (status !== 'none') reject('honours/award-exists');
  if (data.on > today) reject('honours/in-the-future');
  return [{ type: 'honours.AwardHandedIn', data }];
}

function check(data: CheckAward['data'], { status, handedIn }: Award): AwardEvent[] {
  if (handedIn === null) return reject('honours/award-unknown');
  if (status !== 'handed-in') reject('honours/award-not-waiting', { status });
  const { applicant, ...facts } = handedIn;
  const { awardId, volunteerId } = facts;
  const { checker } = data;
  if (data.actorVolunteerId === volunteerId) reject('honours/own-honour');
  if (applicant === checker) reject('honours/applicant-is-decider');
  if (data.decision === 'refuse') {
    return [{ type: 'honours.AwardRefused', data: { awardId, volunteerId, checker } }];
  }
  return [{ type: 'honours.AwardRecorded', data: { ...facts, recorder: checker } }];
}

function revoke(
  { actorVolunteerId, ...data }: RevokeAward['data'],
  { status, volunteerId }: Award,
): AwardEvent[] {
  if (status === 'none') reject('honours/award-unknown');
  if (actorVolunteerId === volunteerId) reject('honours/own-honour');
  if (status === 'revoked') return [];
  if (status !== 'recorded') reject('honours/award-not-recorded', { status });
  return [{ type: 'honours.AwardRevoked', data: { ...data, volunteerId } }];
}
