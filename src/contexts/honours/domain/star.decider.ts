import type { Decider } from '../../../kernel/decider.js';
import { unreachable } from '../../../kernel/rejection.js';
import { reject } from './honours.rejections.js';
import { applyForStar } from './star-application.policy.js';
import type {
  DecideStar,
  DecideStarObjection,
  DecideStarReview,
  GrantStar,
  ObjectToStar,
  RecheckStar,
  StarBookKey,
  StarCommand,
} from './star.commands.js';
import type { StarEvent } from './star.events.js';
import { evolveStars, type StarApplication, type StarBook } from './star.state.js';
import { type ApproverLevel, isHighEnough } from './star-scheme.policy.js';

/** One volunteer on one ladder: at most one application runs, every star is granted once. */
export const stars: Decider<StarCommand, StarBook, StarEvent> = {
  category: 'stars',
  streamId: ({ data }) => starBookId(data),
  initialState: () => new Map(),
  decide(command, book) {
    if (command.type === 'ApplyForStar') return applyForStar(command.data, book);
    const application =
      book.get(command.data.applicationId) ?? reject('honours/application-unknown');
    switch (command.type) {
      case 'DecideStar':
        return decide(command.data, application);
      case 'ObjectToStar':
        return object(command.data, application);
      case 'DecideStarObjection':
        return decideObjection(command.data, application);
      case 'GrantStar':
        return grant(command.data, application);
      case 'RecheckStar':
        return recheck(command.data, application);
      case 'DecideStarReview':
        return decideReview(command.data, application);
      default:
        return unreachable(command);
    }
  },
  evolve: evolveStars,
};

export function starBookId({ volunteerId, scheme }: StarBookKey): string {
  return `${volunteerId}.${scheme}`;
}

function decide(data: DecideStar['data'], application: StarApplication): StarEvent[] {
  const { applied, status } = application;
  const { approver, level } = data;
  if (status !== 'applied') reject('honours/application-not-waiting', { status });
  if (data.approverVolunteerId === data.volunteerId) reject('honours/own-honour');
  if (applied.applicant === approver) reject('honours/applicant-is-decider');
  const approvedAt = highEnough(level, application);
  const { star } = applied;
  if (data.decision === 'refuse') return [refused(application, 'not-approved', approver)];
  const { policyVersion, ...publicity } = data.publicity;
  return [
    {
      type: 'honours.StarPublicised',
      data: { ...refOf(application), star, approver, level: approvedAt, ...publicity },
      policies: { 'star-scheme': policyVersion },
    },
  ];
}

function object(data: ObjectToStar['data'], application: StarApplication): StarEvent[] {
  const { status, objection, applied } = application;
  if (objection?.objectionId === data.objectionId) return [];
  if (status === 'objected') reject('honours/objection-open');
  if (status !== 'publicised') reject('honours/not-in-public', { status });
  if (applied.applicant === data.objector) reject('honours/own-honour');
  return [{ type: 'honours.StarObjected', data }];
}

function decideObjection(
  data: DecideStarObjection['data'],
  application: StarApplication,
): StarEvent[] {
  const { objection } = application;
  const { objectionId, decider, on, resumed } = data;
  if (objection?.objectionId !== objectionId) return reject('honours/objection-unknown');
  if (data.deciderVolunteerId === data.volunteerId) reject('honours/own-honour');
  if (objection.objector === decider) reject('honours/objector-is-decider');
  if (application.status !== 'objected') reject('honours/objection-unknown');
  highEnough(data.level, application);
  if (data.outcome === 'uphold') return [refused(application, 'objection-upheld', decider)];
  return [
    {
      type: 'honours.StarObjectionDismissed',
      data: { ...refOf(application), objectionId, decider, on, ...resumed },
    },
  ];
}

/** Hours that were voided while it stood in public are seen here: the star is not granted. */
function grant({ counted, on }: GrantStar['data'], application: StarApplication): StarEvent[] {
  const { status, effectiveOn, applied } = application;
  if (status === 'granted') return [];
  if (status !== 'publicised') reject('honours/not-in-public', { status });
  if (on < effectiveOn) reject('honours/publicity-running', { effectiveOn });
  const { star, requiredCentiHours } = applied;
  if (counted.centiHours < requiredCentiHours) {
    return [refused(application, 'hours-voided', 'system')];
  }
  const data = { ...refOf(application), star, requiredCentiHours, counted, on };
  return [{ type: 'honours.StarGranted', data }];
}

function recheck({ centiHours }: RecheckStar['data'], application: StarApplication): StarEvent[] {
  const { status, lookedAtCentiHours, applied } = application;
  if (status !== 'granted' || centiHours >= lookedAtCentiHours) return [];
  const { requiredCentiHours } = applied;
  const data = { ...refOf(application), centiHours, requiredCentiHours };
  return [{ type: 'honours.StarReviewOpened', data }];
}

function decideReview(data: DecideStarReview['data'], application: StarApplication): StarEvent[] {
  const { status, applied, lookedAtCentiHours } = application;
  const { decider, on } = data;
  if (status !== 'under-review') reject('honours/no-review-open', { status });
  if (data.deciderVolunteerId === data.volunteerId) reject('honours/own-honour');
  highEnough(data.level, application);
  const ref = refOf(application);
  if (data.outcome === 'keep') {
    const kept = { ...ref, centiHours: lookedAtCentiHours, decider, on };
    return [{ type: 'honours.StarKept', data: kept }];
  }
  return [{ type: 'honours.StarRevoked', data: { ...ref, star: applied.star, decider, on } }];
}

/** What a level approves, nobody below it keeps, takes back or lets stand against an objection. */
function highEnough(
  level: ApproverLevel | null,
  { applied: { approverLevel: needed } }: StarApplication,
): ApproverLevel {
  if (level !== null && isHighEnough(level, needed)) return level;
  return reject('honours/approver-too-low', { needed });
}

function refused(
  application: StarApplication,
  reason: 'not-approved' | 'objection-upheld' | 'hours-voided',
  decider: string,
): StarEvent {
  const { star } = application.applied;
  return {
    type: 'honours.StarRefused',
    data: { ...refOf(application), star, reason, decider },
  };
}

function refOf({ applied: { volunteerId, scheme, applicationId } }: StarApplication) {
  return { volunteerId, scheme, applicationId };
}
