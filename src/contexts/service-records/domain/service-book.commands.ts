import type { Instant, LocalDate } from '../../../kernel/calendar.js';
import type { CommandMeta } from '../../../kernel/message.js';
import type { ConfirmationCommand } from './confirmation.commands.js';
import type { Unmet } from '../../../kernel/participation.js';
import type { BookKey } from './book-key.js';
import type {
  BackEnterRecord,
  EnterRecord,
  ImportRecord,
  SelfReportRecord,
} from './entries.commands.js';
import type { EndEvidence } from './evidence.policy.js';
import type { DismissLateSignOut } from './late-sign-outs.commands.js';
import type { RaiseObjection } from './objections.commands.js';
import type { DecideProposal, ProposeChange } from './proposals.commands.js';
import type { RecordPolicy } from './record.policy.js';
import type { ShiftFacts } from './shift-facts.js';
import type { VoidReason } from './void-reasons.js';

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
      /** What it is called if its sign-in turns out to be closed: one id for each scan. */
      readonly lateSignOutId: string;
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

export class ReviewRecord {
  readonly type = 'ReviewRecord';
  constructor(
    readonly data: BookKey & {
      readonly recordId: string;
      readonly decision: 'approve' | 'reject';
      readonly approver: string;
      /** The volunteer behind the approver's account, if any. */
      readonly approverVolunteerId: string | null;
      /** Of a manager-level role where the record was made (V7). */
      readonly asManager: boolean;
      /** A reason for approving or rejecting stands in the vault. */
      readonly reasonStated: boolean;
      /** Facts of the calendar: when publicity begins, and when it will have passed. */
      readonly publicity: {
        readonly from: LocalDate;
        readonly effectiveOn: LocalDate;
        readonly provisional: boolean;
      };
      readonly policy: RecordPolicy;
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
  | BackEnterRecord
  | SelfReportRecord
  | ImportRecord
  | ReviewRecord
  | LetRecordTakeEffect
  | VoidRecord
  | StrikeExcludedRecord
  | ProposeChange
  | DecideProposal
  | RaiseObjection
  | ConfirmationCommand
  | DismissLateSignOut;
