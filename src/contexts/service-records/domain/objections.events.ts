import type { LocalDate } from '../../../kernel/calendar.js';
import type { DomainEvent } from '../../../kernel/message.js';

/** Somebody says that a record is wrong. What they say stands in the vault (`objection`). */
export type ObjectionRaised = DomainEvent<
  'service-records.ObjectionRaised',
  {
    readonly recordId: string;
    readonly version: number;
    readonly volunteerId: string;
    readonly objectionId: string;
    /** The account that objects. */
    readonly objector: string;
    readonly on: LocalDate;
    /** During publicity the clock stands still; a record in effect stays so until the decision. */
    readonly stopsEffect: boolean;
    /** Full working days of publicity that are still to come; null when it was over. */
    readonly workingDaysLeft: number | null;
    readonly decideBy: LocalDate;
    /** True when a year without a holiday calendar was counted as Monday to Friday. */
    readonly provisional: boolean;
  }
>;

/** Two persons have decided. What follows from it (publicity, correction, void) follows as events. */
export type ObjectionDecided = DomainEvent<
  'service-records.ObjectionDecided',
  {
    readonly recordId: string;
    readonly version: number;
    readonly volunteerId: string;
    readonly objectionId: string;
    readonly outcome: 'dismissed' | 'corrected' | 'voided';
    readonly proposer: string;
    readonly decider: string;
  }
>;

export type ObjectionEvent = ObjectionRaised | ObjectionDecided;
