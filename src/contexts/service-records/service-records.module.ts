import { Module } from '@nestjs/common';
import { commandHandlers } from '../../cqrs/command-handlers.js';
import { SseConnections } from '../../http/sse.js';
import {
  ConfirmRecord,
  OfferConfirmation,
  WitnessPresence,
} from './domain/confirmation.commands.js';
import { RaiseObjection } from './domain/objections.commands.js';
import { DecideProposal, ProposeChange } from './domain/proposals.commands.js';
import {
  BackEnterRecord,
  EnterRecord,
  ImportRecord,
  SelfReportRecord,
} from './domain/entries.commands.js';
import {
  CloseSignIn,
  LetRecordTakeEffect,
  ReviewRecord,
  SignIn,
  SignOut,
  StrikeExcludedRecord,
  VoidRecord,
} from './domain/service-book.commands.js';
import { serviceBook } from './domain/service-book.decider.js';
import { ConfirmationPages } from './confirmation-pages.controller.js';
import { ConfirmationsController } from './confirmations.controller.js';
import { ConfirmationDesk } from './confirmations.handlers.js';
import { DeviceAttendance } from './device-attendance.handlers.js';
import { DeadlineReminders } from './deadline-reminders.handlers.js';
import { Deadlines } from './deadlines.handlers.js';
import { DeadlineQueries } from './deadlines.queries.js';
import { ExcludedRecords } from './excluded-records.handlers.js';
import { RecordTextsController } from './record-texts.controller.js';
import { RecordHistoryController } from './record-history.controller.js';
import { RecordHistoryQueries } from './record-history.queries.js';
import { EffectDeadlines } from './effect-deadlines.handlers.js';
import { ForgottenSignIns } from './forgotten-sign-ins.handlers.js';
import { DismissLateSignOut } from './domain/late-sign-outs.commands.js';
import { LateSignOutsController } from './late-sign-outs.controller.js';
import { LateSignOutDesk } from './late-sign-outs.handlers.js';
import { LateSignOutsQueries } from './late-sign-outs.queries.js';
import { LiveActivityController } from './live-activity.controller.js';
import { LiveActivities } from './live-activity.handlers.js';
import { ProofFiles } from './proof-files.js';
import { RecordChanges } from './record-changes.handlers.js';
import { RecordChangesController } from './record-changes.controller.js';
import { RecordEntriesController } from './record-entries.controller.js';
import { RecordEntries } from './record-entries.handlers.js';
import { ObjectionPages } from './objection-pages.controller.js';
import { RecordDesk } from './records.handlers.js';
import { ServiceRecordsController } from './service-records.controller.js';
import { PeopleQueries } from './people.queries.js';
import { ServiceRecordsQueries } from './service-records.queries.js';
import { SignInController } from './sign-in.controller.js';
import { SignInPages } from './sign-in-pages.controller.js';
import { SignInDesk } from './sign-in.handlers.js';

@Module({
  controllers: [
    SignInController,
    LiveActivityController,
    SignInPages,
    RecordTextsController,
    RecordHistoryController,
    RecordEntriesController,
    RecordChangesController,
    LateSignOutsController,
    ConfirmationsController,
    ConfirmationPages,
    ServiceRecordsController,
    ObjectionPages,
  ],
  providers: [
    ServiceRecordsQueries,
    PeopleQueries,
    SignInDesk,
    RecordEntries,
    ProofFiles,
    ConfirmationDesk,
    DeviceAttendance,
    RecordDesk,
    RecordChanges,
    LateSignOutDesk,
    LateSignOutsQueries,
    RecordHistoryQueries,
    DeadlineQueries,
    Deadlines,
    DeadlineReminders,
    ExcludedRecords,
    EffectDeadlines,
    ForgottenSignIns,
    LiveActivities,
    { provide: SseConnections, useFactory: () => new SseConnections() },
    ...commandHandlers(serviceBook, [
      SignIn,
      SignOut,
      CloseSignIn,
      EnterRecord,
      BackEnterRecord,
      SelfReportRecord,
      ImportRecord,
      ReviewRecord,
      LetRecordTakeEffect,
      VoidRecord,
      StrikeExcludedRecord,
      ProposeChange,
      DecideProposal,
      RaiseObjection,
      OfferConfirmation,
      ConfirmRecord,
      WitnessPresence,
      DismissLateSignOut,
    ]),
  ],
  exports: [
    ServiceRecordsQueries,
    RecordHistoryQueries,
    EffectDeadlines,
    ExcludedRecords,
    ForgottenSignIns,
    SignInDesk,
    DeviceAttendance,
  ],
})
export class ServiceRecordsModule {}
