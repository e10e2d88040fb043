import { Module } from '@nestjs/common';
import { commandHandlers } from '../../cqrs/command-handlers.js';
import { ActivitiesController } from './activities.controller.js';
import { ActivitiesQueries } from './activities.queries.js';
import {
  ApproveProject,
  CancelActivity,
  EnrolVolunteer,
  ScheduleActivity,
  ScreenActivity,
  WithdrawEnrolment,
} from './domain/activity.commands.js';
import { activity } from './domain/activity.decider.js';
import { project } from './domain/project.decider.js';

@Module({
  controllers: [ActivitiesController],
  providers: [
    ActivitiesQueries,
    ...commandHandlers(project, [ApproveProject]),
    ...commandHandlers(activity, [
      ScheduleActivity,
      ScreenActivity,
      CancelActivity,
      EnrolVolunteer,
      WithdrawEnrolment,
    ]),
  ],
})
export class ActivitiesModule {}
