import type { LocalDate } from '../../../kernel/calendar.js';
import type { CommandMeta } from '../../../kernel/message.js';
import type { AwardHandedIn, AwardRecorded, AwardRevoked } from './award.events.js';

/** The volunteer behind the account that acts, if any: nobody honours themselves. */
interface ActingVolunteer {
  readonly actorVolunteerId: string | null;
}

/** The organisation's own award, or a government's whose paper was handed in at the counter. */
export class RecordAward {
  readonly type = 'RecordAward';
  constructor(
    readonly data: Omit<AwardRecorded['data'], 'path'> & {
      readonly path: 'own' | 'government';
      readonly today: LocalDate;
    } & ActingVolunteer,
    readonly meta: CommandMeta,
  ) {}
}

export class HandInAward {
  readonly type = 'HandInAward';
  constructor(
    readonly data: AwardHandedIn['data'] & { readonly today: LocalDate },
    readonly meta: CommandMeta,
  ) {}
}

export class CheckAward {
  readonly type = 'CheckAward';
  constructor(
    readonly data: {
      readonly awardId: string;
      readonly decision: 'confirm' | 'refuse';
      readonly checker: string;
    } & ActingVolunteer,
    readonly meta: CommandMeta,
  ) {}
}

export class RevokeAward {
  readonly type = 'RevokeAward';
  constructor(
    readonly data: Omit<AwardRevoked['data'], 'volunteerId'> & ActingVolunteer,
    readonly meta: CommandMeta,
  ) {}
}

export type AwardCommand = RecordAward | HandInAward | CheckAward | RevokeAward;
