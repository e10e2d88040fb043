import { Module } from '@nestjs/common';
import { commandHandlers } from '../../cqrs/command-handlers.js';
import { ComplaintsController } from './complaints.controller.js';
import { ComplaintDesk } from './complaints.handlers.js';
import { DecideComplaint, FileComplaint } from './domain/complaint.commands.js';
import { complaint } from './domain/complaint.decider.js';
import { GiveEvaluation } from './domain/evaluation.commands.js';
import { evaluations } from './domain/evaluation.decider.js';
import { EvaluationsController } from './evaluations.controller.js';
import { EvaluationDesk } from './evaluations.handlers.js';
import { FeedbackQueries } from './feedback.queries.js';

@Module({
  controllers: [EvaluationsController, ComplaintsController],
  providers: [
    FeedbackQueries,
    EvaluationDesk,
    ComplaintDesk,
    ...commandHandlers(evaluations, [GiveEvaluation]),
    ...commandHandlers(complaint, [FileComplaint, DecideComplaint]),
  ],
})
export class FeedbackModule {}
