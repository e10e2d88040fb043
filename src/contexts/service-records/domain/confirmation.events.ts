import type { Instant } from '../../../kernel/calendar.js';
import type { DomainEvent } from '../../../kernel/message.js';
import type { Grade } from './evidence.policy.js';

/** A code was handed out for one version of a record; the one before it is worth nothing. */
export type ConfirmationOffered = DomainEvent<
  'service-records.ConfirmationOffered',
  {
    readonly recordId: string;
    readonly version: number;
    readonly volunteerId: string;
    readonly codeId: string;
    readonly codeHash: string;
    readonly issuer: string;
    readonly expiresAt: Instant;
  }
>;

/** A second device saw the volunteer while they were signed in; it confirms the record to come. */
export type PresenceWitnessed = DomainEvent<
  'service-records.PresenceWitnessed',
  {
    readonly recordId: string;
    readonly volunteerId: string;
    readonly activityId: string;
    readonly deviceId: string;
    readonly sequence: number;
    readonly at: Instant;
  }
>;

export type Confirmation =
  | { readonly kind: 'beneficiary'; readonly codeId: string }
  | { readonly kind: 'second-device'; readonly deviceId: string; readonly sequence: number };

/** Evidence of its own, from somebody who is neither the volunteer nor who recorded it. */
export type RecordConfirmed = DomainEvent<
  'service-records.RecordConfirmed',
  {
    readonly recordId: string;
    readonly version: number;
    readonly volunteerId: string;
    readonly by: Confirmation;
    readonly at: Instant;
    /** What the evidence comes to with it. */
    readonly grade: Grade;
  }
>;

export type ConfirmationEvent = ConfirmationOffered | PresenceWitnessed | RecordConfirmed;
