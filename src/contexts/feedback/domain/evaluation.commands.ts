import type { LocalDate } from '../../../kernel/calendar.js';
import type { CommandMeta } from '../../../kernel/message.js';
import type { EvaluatorKind, Marks } from './evaluation.events.js';

/** The record that is evaluated, as the handler read it. */
export interface EvaluatedRecord {
  readonly recordId: string;
  readonly volunteerId: string;
  readonly organisationId: string | null;
  readonly stationId: string | null;
  /** Neither rejected nor voided. */
  readonly standing: boolean;
}

export class GiveEvaluation {
  readonly type = 'GiveEvaluation';
  constructor(
    readonly data: {
      readonly evaluationId: string;
      readonly record: EvaluatedRecord;
      readonly evaluator: string;
      /** The volunteer behind the evaluator's account, if any. */
      readonly evaluatorVolunteerId: string | null;
      readonly by: EvaluatorKind;
      readonly marks: Marks;
      readonly safetyConcern: boolean;
      readonly hasText: boolean;
      /** The words differ from those of this evaluator's last version. */
      readonly textChanged: boolean;
      readonly on: LocalDate;
      /** The last day on which an evaluation is in time. */
      readonly dueOn: LocalDate;
      readonly policyVersion: string;
    },
    readonly meta: CommandMeta,
  ) {}
}
