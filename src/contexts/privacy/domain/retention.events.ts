import type { LocalDate } from '../../../kernel/calendar.js';
import type { DomainEvent } from '../../../kernel/message.js';
import type { RetainedClass } from './retention.policy.js';

/** Which document of the vault: whose, and which one. */
export interface RetainedDocument {
  readonly subject: string;
  readonly kind: string;
  readonly id: string;
}

/** Deleted, because its time was over. */
export type RetentionApplied = DomainEvent<
  'privacy.RetentionApplied',
  {
    readonly class: RetainedClass;
    readonly documents: readonly RetainedDocument[];
    /** Lines of the list of reads. */
    readonly lines: number;
    /** What was closed before this day. */
    readonly closedBefore: LocalDate;
  }
>;
