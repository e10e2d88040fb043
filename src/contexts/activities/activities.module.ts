import { Global, Module } from '@nestjs/common';
import { commandHandlers } from '../../cqrs/command-handlers.js';
import { ParticipationGate } from '../../platform/participation-gate.js';
import { ActivitiesController } from './activities.controller.js';
import { ActivitiesQueries } from './activities.queries.js';
import {
  AcknowledgeRisk,
  ApproveProject,
  CancelActivity,
  ConfirmGuardianPresence,
  EnrolVolunteer,
  NoteInsurance,
  ScheduleActivity,
  ScreenActivity,
  SetRequirements,
  WithdrawEnrolment,
} from './domain/activity.commands.js';
import { activity } from './domain/activity.decider.js';
import { project } from './domain/project.decider.js';
import { ParticipationController } from './participation.controller.js';
import { ParticipationDesk } from './participation.handlers.js';
import { ParticipationQueries } from './participation.queries.js';

/** Global, because `service-records` may know the gate by its port only, not this module. */
@Global()
@Module({
  controllers: [ActivitiesController, ParticipationController],
  providers: [
    ActivitiesQueries,
    ParticipationQueries,
    ParticipationDesk,
    { provide: ParticipationGate, useExisting: ParticipationDesk },
    ...commandHandlers(project, [ApproveProject]),
    ...commandHandlers(activity, [
      ScheduleActivity,
      ScreenActivity,
      CancelActivity,
      EnrolVolunteer,
      WithdrawEnrolment,
      SetRequirements,
      AcknowledgeRisk,
      NoteInsurance,
      ConfirmGuardianPresence,
    ]),
  ],
  exports: [ParticipationGate],
})
export class ActivitiesModule {}
