import type { Instant, LocalDate } from '../../../kernel/calendar.js';
import type { DomainEvent } from '../../../kernel/message.js';
import type { ConfirmationEvent } from './confirmation.events.js';
import type { EndEvidence, Evidence, Grade } from './evidence.policy.js';
import type { LateSignOutEvent } from './late-sign-outs.events.js';
import type { ObjectionEvent } from './objections.events.js';
import type { ProposalEvent } from './proposals.events.js';
import type { VoidReason } from './void-reasons.js';

/**
 * The service book of one volunteer and year: sign-ins and every record's life in one stream, so
 * that "nobody is in two places at once" can never break. Texts that may name a person (content,
 * place, leader, reasons) stand in the vault under the record's id.
 */
export type RecordMode = 'sign-in' | 'entry' | 'back-entry' | 'self-report' | 'import';

export type SignedIn = DomainEvent<
  'service-records.SignedIn',
  {
    readonly recordId: string;
    readonly volunteerId: string;
    readonly activityId: string;
    readonly shiftId: string;
    readonly organisationId: string;
    readonly stationId: string | null;
    readonly shiftStartsAt: Instant;
    readonly shiftEndsAt: Instant;
    /** When it happened; when it was recorded stands in the metadata. */
    readonly at: Instant;
    /** A sign-out counts until then; afterwards this sign-in binds nobody any more. */
    readonly closesAt: Instant;
    readonly evidence: EndEvidence;
  }
>;

export type SignedOut = DomainEvent<
  'service-records.SignedOut',
  { readonly recordId: string; readonly at: Instant; readonly evidence: EndEvidence }
>;

/** A sign-in that came to no record: nobody signed out, and its time is taken or none. */
export type SignInLapsed = DomainEvent<
  'service-records.SignInLapsed',
  {
    readonly recordId: string;
    readonly volunteerId: string;
    readonly activityId: string;
    readonly reason: 'no-time' | 'overlaps';
  }
>;

export type RecordSubmitted = DomainEvent<
  'service-records.RecordSubmitted',
  {
    readonly recordId: string;
    readonly version: number;
    readonly volunteerId: string;
    readonly activityId: string | null;
    readonly organisationId: string | null;
    readonly stationId: string | null;
    readonly date: LocalDate;
    readonly startsAt: Instant;
    readonly endsAt: Instant;
    readonly centiHours: number;
    readonly mode: RecordMode;
    /** The account that recorded it: it may not be the one that approves. */
    readonly recorder: string;
    readonly evidence: Evidence;
    /** Typed in after the days of the policy were over (V7); absent for what came by itself. */
    readonly late?: boolean;
    /** The reason why the day is so long stands in the vault (V13). */
    readonly longDayExplained?: boolean;
  }
>;

/** An approval. A back-entry takes two; publicity begins with the last one. */
export type RecordReviewed = DomainEvent<
  'service-records.RecordReviewed',
  {
    readonly recordId: string;
    readonly version: number;
    readonly approver: string;
    /** The approver has a manager-level role there, as a late entry needs (V7). */
    readonly asManager: boolean;
  }
>;

export type RecordRejected = DomainEvent<
  'service-records.RecordRejected',
  { readonly recordId: string; readonly version: number; readonly approver: string }
>;

export type RecordPublicised = DomainEvent<
  'service-records.RecordPublicised',
  {
    readonly recordId: string;
    readonly version: number;
    readonly from: LocalDate;
    /** The first working day after the full working days of publicity. */
    readonly effectiveOn: LocalDate;
    /** True when a year without a holiday calendar was counted as Monday to Friday. */
    readonly provisional: boolean;
  }
>;

/** The hour counts from here on: honour for ever, credit once. */
export type RecordTookEffect = DomainEvent<
  'service-records.RecordTookEffect',
  {
    readonly recordId: string;
    readonly version: number;
    readonly volunteerId: string;
    readonly organisationId: string | null;
    readonly stationId: string | null;
    readonly date: LocalDate;
    readonly centiHours: number;
    readonly grade: Grade;
    readonly on: LocalDate;
  }
>;

/** Taken out of the book, before or after it took effect; `centiHours` is what leaves the book. */
export type RecordVoided = DomainEvent<
  'service-records.RecordVoided',
  {
    readonly recordId: string;
    readonly version: number;
    readonly volunteerId: string;
    readonly organisationId: string | null;
    readonly stationId: string | null;
    readonly date: LocalDate;
    readonly wasEffective: boolean;
    readonly centiHours: number;
    readonly reason: VoidReason;
  }
>;

export type ServiceBookEvent =
  | SignedIn
  | SignedOut
  | SignInLapsed
  | RecordSubmitted
  | RecordReviewed
  | RecordRejected
  | RecordPublicised
  | RecordTookEffect
  | RecordVoided
  | ProposalEvent
  | ObjectionEvent
  | ConfirmationEvent
  | LateSignOutEvent;
