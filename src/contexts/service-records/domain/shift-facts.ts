import type { Instant } from '../../../kernel/calendar.js';

/** Facts about the shift that the handler read; a record never outlives them. */
export interface ShiftFacts {
  readonly activityId: string;
  readonly shiftId: string;
  readonly organisationId: string;
  readonly stationId: string | null;
  readonly startsAt: Instant;
  readonly endsAt: Instant;
  /** Screened, and none of the six excluded kinds found. */
  readonly recordable: boolean;
  readonly cancelled: boolean;
  readonly enrolled: boolean;
}
