import type { Instant, Interval, LocalDate, WorkingDayCalendar } from '../../../kernel/calendar.js';
import type { CommandMeta } from '../../../kernel/message.js';
import type { CorrectionReason } from './proposals.events.js';
import type { RecordPolicy } from './record.policy.js';
import type { BookKey } from './book-key.js';
import type { VoidReason } from './void-reasons.js';

/** Who acts: the account, and the volunteer behind it, if any. */
export interface Person {
  readonly accountId: string;
  readonly volunteerId: string | null;
}

export interface AskedCorrection {
  readonly kind: 'correct';
  readonly reason: CorrectionReason;
  readonly startsAt: Instant;
  readonly endsAt: Instant;
  /** Less than the interval, where a break is to be left out; null for the interval itself. */
  readonly statedCentiHours: number | null;
  /** SHA-256 (hex) of a proof in the vault. */
  readonly proofHash: string | null;
  /** A reason for more hours in a day than the policy expects stands in the vault. */
  readonly longDayReason: boolean;
  /** Fact: the shifts of the record's activity; null for a record without one. */
  readonly shifts: readonly Interval[] | null;
}

/** What a device brought after the sign-in was closed takes the place of what the policy said. */
export interface AskedLateSignOut {
  readonly kind: 'late-sign-out';
  readonly lateSignOutId: string;
  readonly longDayReason: boolean;
}

export type AskedChange =
  | { readonly kind: 'dismiss' }
  | { readonly kind: 'void'; readonly reason: VoidReason }
  | AskedCorrection
  | AskedLateSignOut;

/** The first person says what should become of the record. The reason is in the vault. */
export class ProposeChange {
  readonly type = 'ProposeChange';
  constructor(
    readonly data: BookKey & {
      readonly recordId: string;
      readonly proposalId: string;
      readonly by: Person;
      readonly change: AskedChange;
      readonly now: Instant;
      readonly policy: RecordPolicy;
    },
    readonly meta: CommandMeta,
  ) {}
}

/** The second person confirms or returns it. */
export class DecideProposal {
  readonly type = 'DecideProposal';
  constructor(
    readonly data: BookKey & {
      readonly recordId: string;
      readonly proposalId: string;
      readonly by: Person;
      readonly decision: 'confirm' | 'return';
      readonly on: LocalDate;
      /** Fact: the official calendar in force. */
      readonly calendar: WorkingDayCalendar;
      readonly policy: RecordPolicy;
    },
    readonly meta: CommandMeta,
  ) {}
}
