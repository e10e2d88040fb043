import type { Instant } from '../../../kernel/calendar.js';
import type { DomainEvent } from '../../../kernel/message.js';
import type { EndEvidence, Grade } from './evidence.policy.js';

/**
 * What a device saw of a sign-in that was over by then: closed by the stated policy, or lapsed. It
 * changes no hour; staff settles it, by a correction or by dismissing it.
 */
export type LateSignOutSeen = DomainEvent<
  'service-records.LateSignOutSeen',
  {
    readonly lateSignOutId: string;
    /** Of the sign-in, and of the record that the policy made of it, if it made one. */
    readonly recordId: string;
    readonly volunteerId: string;
    readonly activityId: string;
    readonly organisationId: string;
    readonly stationId: string | null;
    /** When the volunteer was seen. */
    readonly at: Instant;
    /** What the sign-in and this sign-out come to. */
    readonly startsAt: Instant;
    readonly endsAt: Instant;
    readonly centiHours: number;
    readonly grade: Grade;
    readonly evidence: EndEvidence;
  }
>;

/** It counts for nothing. Why stands in the vault. */
export type LateSignOutDismissed = DomainEvent<
  'service-records.LateSignOutDismissed',
  {
    readonly lateSignOutId: string;
    readonly recordId: string;
    readonly volunteerId: string;
    readonly dismisser: string;
  }
>;

export type LateSignOutEvent = LateSignOutSeen | LateSignOutDismissed;
