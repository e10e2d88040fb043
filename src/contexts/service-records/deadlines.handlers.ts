import { Inject, Injectable } from '@nestjs/common';
import {
  addDays,
  type LocalDate,
  localDateOf,
  type WorkingDayCalendar,
} from '../../kernel/calendar.js';
import { Clock } from '../../platform/clock.js';
import { PolicyBook } from '../../platform/policy-book.js';
import { CALENDAR } from '../../platform/tokens.js';
import { DeadlineQueries, type OpenTask, type Span } from './deadlines.queries.js';
import { RECORD_POLICIES, type RecordPolicy, recordPolicyOn } from './domain/record.policy.js';

/**
 * `entry`: somebody enrolled has no record yet · `record`: a record does not count yet · `objection`:
 * two persons have to decide.
 */
export const DEADLINE_KINDS = ['entry', 'record', 'objection'] as const;
export type DeadlineKind = (typeof DEADLINE_KINDS)[number];
export const DEADLINE_STATES = ['overdue', 'due-soon'] as const;
export type DeadlineState = (typeof DEADLINE_STATES)[number];

export interface Deadline extends OpenTask {
  readonly kind: DeadlineKind;
  readonly state: DeadlineState;
  /** The last day on which it is in time. */
  readonly dueOn: LocalDate;
  /** True when a year without a holiday calendar was counted as Monday to Friday. */
  readonly provisional: boolean;
}

/** Who never came has no record either: so long a shift is asked about after its days are over. */
const ENTRY_OVERDUE_DAYS = 30;
const LONG_AGO: LocalDate = '1949-10-01';
/** No span of working days in the policy is longer than this many days. */
const LOOK_BACK_DAYS = 400;

/** Official working days decide what is due: the day of service, and so many working days more. */
@Injectable()
export class Deadlines {
  readonly #policies: readonly RecordPolicy[];

  constructor(
    private readonly queries: DeadlineQueries,
    private readonly clock: Clock,
    @Inject(CALENDAR) private readonly calendar: WorkingDayCalendar,
    policies: PolicyBook,
  ) {
    this.#policies = policies.of('service-records', RECORD_POLICIES);
  }

  /** One page, the oldest first; `after` is the cursor of the last one seen. */
  list(kind: DeadlineKind, state: DeadlineState, after = ''): readonly Deadline[] {
    const today = localDateOf(this.clock.now());
    const policy = recordPolicyOn(today, this.#policies);
    const days = kind === 'objection' ? 0 : policy.recordWorkingDays;
    const soon = this.calendar.after(today, policy.dueSoonWorkingDays).date;
    const lastOverdue = this.#lastDayDueBy(addDays(today, -1), days);
    const lastDueSoon = this.#lastDayDueBy(soon, days);
    const span =
      state === 'overdue'
        ? {
            from: kind === 'entry' ? addDays(lastOverdue, -ENTRY_OVERDUE_DAYS) : LONG_AGO,
            to: lastOverdue,
          }
        : { from: addDays(lastOverdue, 1), to: lastDueSoon };
    return this.#tasks(kind, { ...span, after }).map((task) => {
      const { date: dueOn, provisional } = this.calendar.after(task.date, days);
      return { ...task, kind, state, dueOn, provisional };
    });
  }

  /** Do deadlines that begin today reach into a year without a holiday calendar? */
  get provisional(): boolean {
    const today = localDateOf(this.clock.now());
    const policy = recordPolicyOn(today, this.#policies);
    const { recordWorkingDays, objectionWorkingDays, publicityWorkingDays } = policy;
    const longest = Math.max(recordWorkingDays, objectionWorkingDays, publicityWorkingDays + 1);
    return this.calendar.after(today, longest).provisional;
  }

  #tasks(kind: DeadlineKind, span: Span): readonly OpenTask[] {
    if (kind === 'entry') return this.queries.unrecorded(span);
    return kind === 'record' ? this.queries.unfinished(span) : this.queries.objections(span);
  }

  /** The last day of service whose deadline is not after this day. */
  #lastDayDueBy(dueOn: LocalDate, workingDays: number): LocalDate {
    let day = dueOn;
    for (let tries = 0; tries < LOOK_BACK_DAYS; tries += 1) {
      if (this.calendar.after(day, workingDays).date <= dueOn) return day;
      day = addDays(day, -1);
    }
    return day;
  }
}
