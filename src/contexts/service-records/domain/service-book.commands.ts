import type { Instant, LocalDate } from '../../../kernel/calendar.js';
import type { CommandMeta } from '../../../kernel/message.js';
import type { BookKey } from './book-key.js';
import type { Unmet } from '../../../kernel/participation.js';
import type { EndEvidence } from './evidence.policy.js';
import type { RaiseObjection } from './objections.commands.js';
import type { DecideProposal, ProposeChange } from './proposals.commands.js';
import type { RecordPolicy } from './record.policy.js';
import type { VoidReason } from './void-reasons.js';

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

export class SignIn {
  readonly type = 'SignIn';
  constructor(
    readonly data: BookKey & {
      readonly recordId: string;
      readonly shift: ShiftFacts;
      readonly at: Instant;
      readonly evidence: EndEvidence;
      readonly policy: RecordPolicy;
      /** What keeps this volunteer from the shift: asked of the `ParticipationGate`. */
      readonly unmet: readonly Unmet[];
    },
    readonly meta: CommandMeta,
  ) {}
}

export class SignOut {
  readonly type = 'SignOut';
  constructor(
    readonly data: BookKey & {
      readonly activityId: string;
      readonly at: Instant;
      readonly evidence: EndEvidence;
      /** The account that recorded: the volunteer's own, or the device's. */
      readonly recorder: string;
    },
    readonly meta: CommandMeta,
  ) {}
}

/** A sign-in that nobody signed out of: its time is counted as the policy says. */
export class CloseSignIn {
  readonly type = 'CloseSignIn';
  constructor(
    readonly data: BookKey & {
      readonly recordId: string;
      readonly now: Instant;
      readonly policy: RecordPolicy;
    },
    readonly meta: CommandMeta,
  ) {}
}

interface Interval {
  readonly recordId: string;
  readonly startsAt: Instant;
  readonly endsAt: Instant;
  readonly now: Instant;
  readonly recorder: string;
}

/** Staff types in what happened; a reason is in the vault. Grade C. */
export class EnterRecord {
  readonly type = 'EnterRecord';
  constructor(
    readonly data: BookKey &
      Interval & {
        readonly shift: ShiftFacts;
        readonly proofHash: string | null;
      },
    readonly meta: CommandMeta,
  ) {}
}

/** One accepted row of a spreadsheet. Grade D. */
export class ImportRecord {
  readonly type = 'ImportRecord';
  constructor(
    readonly data: BookKey &
      Interval & {
        /** What the row states, in hundredths; at most the interval. */
        readonly statedCentiHours: number;
        readonly organisationId: string | null;
        readonly fileHash: string;
        readonly row: number;
      },
    readonly meta: CommandMeta,
  ) {}
}

export class ReviewRecord {
  readonly type = 'ReviewRecord';
  constructor(
    readonly data: BookKey & {
      readonly recordId: string;
      readonly decision: 'approve' | 'reject';
      readonly approver: string;
      /** The volunteer behind the approver's account, if any. */
      readonly approverVolunteerId: string | null;
      /** Facts of the calendar: when publicity begins, and when it will have passed. */
      readonly publicity: {
        readonly from: LocalDate;
        readonly effectiveOn: LocalDate;
        readonly provisional: boolean;
        readonly policyVersion: string;
      };
    },
    readonly meta: CommandMeta,
  ) {}
}

export class LetRecordTakeEffect {
  readonly type = 'LetRecordTakeEffect';
  constructor(
    readonly data: BookKey & { readonly recordId: string; readonly on: LocalDate },
    readonly meta: CommandMeta,
  ) {}
}

/** Before effect. What counts already is voided by two persons: see `ProposeChange`. */
export class VoidRecord {
  readonly type = 'VoidRecord';
  constructor(
    readonly data: BookKey & { readonly recordId: string; readonly reason: VoidReason },
    readonly meta: CommandMeta,
  ) {}
}

/** The activity was found not to be volunteer service: no second person, the finding says it all. */
export class StrikeExcludedRecord {
  readonly type = 'StrikeExcludedRecord';
  constructor(
    readonly data: BookKey & { readonly recordId: string },
    readonly meta: CommandMeta,
  ) {}
}

export type ServiceBookCommand =
  | SignIn
  | SignOut
  | CloseSignIn
  | EnterRecord
  | ImportRecord
  | ReviewRecord
  | LetRecordTakeEffect
  | VoidRecord
  | StrikeExcludedRecord
  | ProposeChange
  | DecideProposal
  | RaiseObjection;
