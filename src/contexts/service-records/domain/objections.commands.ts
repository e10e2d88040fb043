import type { LocalDate, WorkingDayCalendar } from '../../../kernel/calendar.js';
import type { CommandMeta } from '../../../kernel/message.js';
import type { RecordPolicy } from './record.policy.js';
import type { BookKey } from './book-key.js';

/** Anybody with an account says that a record is wrong. The text is in the vault. */
export class RaiseObjection {
  readonly type = 'RaiseObjection';
  constructor(
    readonly data: BookKey & {
      readonly recordId: string;
      readonly objectionId: string;
      readonly objector: string;
      readonly on: LocalDate;
      /** Fact: the official calendar in force. */
      readonly calendar: WorkingDayCalendar;
      readonly policy: RecordPolicy;
    },
    readonly meta: CommandMeta,
  ) {}
}
