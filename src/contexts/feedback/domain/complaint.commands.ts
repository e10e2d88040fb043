import type { LocalDate } from '../../../kernel/calendar.js';
import type { CommandMeta } from '../../../kernel/message.js';
import type { ComplaintFiled, ComplaintOutcome } from './complaint.events.js';

export class FileComplaint {
  readonly type = 'FileComplaint';
  constructor(
    readonly data: ComplaintFiled['data'] & { readonly policyVersion: string },
    readonly meta: CommandMeta,
  ) {}
}

/** Who has a part in what is complained of, as far as the books know. */
export interface Involvement {
  /** Accounts that filed, recorded or approved. */
  readonly accounts: readonly string[];
  readonly volunteers: readonly string[];
  /** The decider's role comes from the very organisation complained of. */
  readonly ownTeam: boolean;
}

export class DecideComplaint {
  readonly type = 'DecideComplaint';
  constructor(
    readonly data: {
      readonly complaintId: string;
      readonly outcome: ComplaintOutcome;
      readonly decider: string;
      readonly deciderVolunteerId: string | null;
      readonly involved: Involvement;
      readonly on: LocalDate;
    },
    readonly meta: CommandMeta,
  ) {}
}

export type ComplaintCommand = FileComplaint | DecideComplaint;
