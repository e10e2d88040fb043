import type { LocalDate } from '../../../kernel/calendar.js';
import type { DomainEvent } from '../../../kernel/message.js';

/** What can be complained of; the national platform's codes are 0 to 3, in this order. */
export const COMPLAINT_KINDS = ['hours', 'team', 'project', 'person'] as const;
export type ComplaintKind = (typeof COMPLAINT_KINDS)[number];

/**
 * Somebody says that something is wrong (O67 art. 20). Who says so and in what words stands in the
 * vault, under `vaultSubject`: the volunteer who complains, else the complaint itself.
 */
export type ComplaintFiled = DomainEvent<
  'feedback.ComplaintFiled',
  {
    readonly complaintId: string;
    readonly kind: ComplaintKind;
    /** A record, an organisation, a project or a volunteer, as the kind says. */
    readonly subjectId: string;
    readonly organisationId: string | null;
    readonly stationId: string | null;
    readonly vaultSubject: string;
    readonly on: LocalDate;
    readonly dueOn: LocalDate;
    /** True when a year without a holiday calendar was counted as Monday to Friday. */
    readonly provisional: boolean;
  }
>;

export const COMPLAINT_OUTCOMES = ['upheld', 'partly-upheld', 'dismissed'] as const;
export type ComplaintOutcome = (typeof COMPLAINT_OUTCOMES)[number];

/** The reason stands in the vault beside the complaint. */
export type ComplaintDecided = DomainEvent<
  'feedback.ComplaintDecided',
  {
    readonly complaintId: string;
    readonly outcome: ComplaintOutcome;
    readonly decider: string;
    readonly on: LocalDate;
    readonly overdue: boolean;
  }
>;

export type ComplaintEvent = ComplaintFiled | ComplaintDecided;
