import { Module } from '@nestjs/common';
import { commandHandlers } from '../../cqrs/command-handlers.js';
import { CoursesController } from './courses.controller.js';
import {
  CancelSession,
  CloseCourse,
  OfferCourse,
  RecordAttendance,
  ScheduleSession,
  WithdrawAttendance,
} from './domain/course.commands.js';
import { course } from './domain/course.decider.js';
import { GrantQualification, RevokeQualification } from './domain/qualification.commands.js';
import { qualifications } from './domain/qualification.decider.js';
import { QualificationsController } from './qualifications.controller.js';
import { QualificationDesk } from './qualifications.handlers.js';
import { TrainingsQueries } from './trainings.queries.js';

@Module({
  controllers: [CoursesController, QualificationsController],
  providers: [
    TrainingsQueries,
    QualificationDesk,
    ...commandHandlers(course, [
      OfferCourse,
      CloseCourse,
      ScheduleSession,
      CancelSession,
      RecordAttendance,
      WithdrawAttendance,
    ]),
    ...commandHandlers(qualifications, [GrantQualification, RevokeQualification]),
  ],
})
export class TrainingsModule {}
