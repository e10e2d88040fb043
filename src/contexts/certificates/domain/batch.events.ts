import type { LocalDate } from '../../../kernel/calendar.js';
import type { DomainEvent } from '../../../kernel/message.js';

/**
 * Certificates for many over one period: a job that is told as events, so that it can be stopped and
 * is taken up again after a crash. Each certificate has its own life; the batch only lists whom.
 */
export type BatchStarted = DomainEvent<
  'certificates.BatchStarted',
  {
    readonly batchId: string;
    readonly organisationId: string;
    readonly from: LocalDate;
    readonly to: LocalDate;
    readonly volunteerIds: readonly string[];
    /** Who accepts them all; nobody accepts their own. */
    readonly officer: string;
    readonly officerVolunteerId: string | null;
  }
>;

/** For this volunteer nothing could be issued, and why. */
export type BatchItemRefused = DomainEvent<
  'certificates.BatchItemRefused',
  { readonly batchId: string; readonly volunteerId: string; readonly code: string }
>;

export type BatchStopped = DomainEvent<'certificates.BatchStopped', { readonly batchId: string }>;

export type BatchResumed = DomainEvent<'certificates.BatchResumed', { readonly batchId: string }>;

export type BatchCompleted = DomainEvent<
  'certificates.BatchCompleted',
  { readonly batchId: string; readonly issued: number; readonly refused: number }
>;

export type BatchEvent =
  BatchStarted | BatchItemRefused | BatchStopped | BatchResumed | BatchCompleted;
