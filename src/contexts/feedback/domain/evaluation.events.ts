import type { LocalDate } from '../../../kernel/calendar.js';
import type { DomainEvent } from '../../../kernel/message.js';

/** One to five; what the national platform calls 守时程度, 服务态度, 专业水平. */
export interface Marks {
  readonly punctuality: number;
  readonly attitude: number;
  readonly skill: number;
}

export type EvaluatorKind = 'staff' | 'beneficiary';

/**
 * How well a recorded service was done (O67 art. 10), in the eyes of one evaluator. A later version
 * of the same evaluator replaces the earlier one and leaves it in the history. The words stand in the
 * vault under `evaluationId`: they may name people.
 */
export type EvaluationGiven = DomainEvent<
  'feedback.EvaluationGiven',
  {
    readonly evaluationId: string;
    readonly recordId: string;
    readonly volunteerId: string;
    readonly organisationId: string | null;
    readonly stationId: string | null;
    /** The account that evaluates. */
    readonly evaluator: string;
    readonly by: EvaluatorKind;
    /** 1 for the first of this evaluator. */
    readonly version: number;
    readonly marks: Marks;
    /** Somebody was or could have been hurt: looked at whatever the marks are. */
    readonly safetyConcern: boolean;
    readonly hasText: boolean;
    readonly on: LocalDate;
    /** Later than the working days of O67 art. 11 after the service. */
    readonly late: boolean;
  }
>;

export type EvaluationEvent = EvaluationGiven;
