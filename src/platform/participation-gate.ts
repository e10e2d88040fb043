import type { Unmet } from '../kernel/participation.js';

/**
 * What `service-records` asks before a sign-in and `activities` knows: declared here, because two
 * contexts know nothing of each other, and supplied by ActivitiesModule.
 */
export abstract class ParticipationGate {
  /** Everything that keeps a volunteer from a shift, as the read models stand; empty = welcome. */
  abstract unmet(asked: ShiftOfVolunteer): readonly Unmet[];
}

export interface ShiftOfVolunteer {
  readonly activityId: string;
  readonly shiftId: string;
  readonly volunteerId: string;
}
