import type { Instant, LocalDate } from '../../../kernel/calendar.js';
import type { CommandMeta } from '../../../kernel/message.js';
import type { Unmet } from '../../../kernel/participation.js';
import type { BookKey } from './book-key.js';
import type { RecordPolicy } from './record.policy.js';
import type { ShiftFacts } from './shift-facts.js';

interface Interval {
  readonly recordId: string;
  readonly startsAt: Instant;
  readonly endsAt: Instant;
  readonly now: Instant;
  readonly recorder: string;
}

/** What every hour that is typed in one by one comes with. */
export interface Entry extends BookKey, Interval {
  readonly shift: ShiftFacts;
  /** What keeps this volunteer from the shift: asked of the `ParticipationGate`. */
  readonly unmet: readonly Unmet[];
  /** SHA-256 (hex) of a proof in the vault. */
  readonly proofHash: string | null;
  /** Fact of the calendar: the last day on which an entry is in time (V7). */
  readonly recordBy: LocalDate;
  /** Why it is typed in, and why the day is so long: true when the words stand in the vault. */
  readonly reasonStated: boolean;
  readonly longDayReasonStated: boolean;
  readonly policy: RecordPolicy;
}

/** Staff types in what happened, within time. */
export class EnterRecord {
  readonly type = 'EnterRecord';
  constructor(
    readonly data: Entry,
    readonly meta: CommandMeta,
  ) {}
}

/** Staff types in what a document proves; two others approve it (V14). */
export class BackEnterRecord {
  readonly type = 'BackEnterRecord';
  constructor(
    readonly data: Entry & {
      /** The recorder has declared that the entry and its proof are true. */
      readonly declaredTrue: boolean;
    },
    readonly meta: CommandMeta,
  ) {}
}

/** Volunteers state their own hours. */
export class SelfReportRecord {
  readonly type = 'SelfReportRecord';
  constructor(
    readonly data: Entry,
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
