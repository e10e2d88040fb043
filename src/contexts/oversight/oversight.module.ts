import { Module } from '@nestjs/common';
import { commandHandlers } from '../../cqrs/command-handlers.js';
import { LogModule } from '../../log/log.module.js';
import { AnnualReportPages, AnnualReportsController } from './annual-reports.controller.js';
import { AnnualReports } from './annual-reports.handlers.js';
import { AnnualReportQueries } from './annual-reports.queries.js';
import { AnomaliesController } from './anomalies.controller.js';
import { AnomalyDesk } from './anomalies.handlers.js';
import { AnomalyQueries } from './anomalies.queries.js';
import { CheckAnomaly } from './domain/anomaly.commands.js';
import { anomaly } from './domain/anomaly.decider.js';
import { AnnounceDraw, DrawSample } from './domain/inspection.commands.js';
import { inspection } from './domain/inspection.decider.js';
import { ExplanationsController } from './explanations.controller.js';
import { Explanations } from './explanations.handlers.js';
import { InspectionsController } from './inspections.controller.js';
import { InspectionDesk } from './inspections.handlers.js';
import { InspectionEvidence } from './inspection-evidence.handlers.js';
import { InspectionPackages } from './inspection-packages.handlers.js';
import { InspectionQueries } from './inspections.queries.js';
import { MyRecordsPages } from './my-records.controller.js';
import { PersonalCopyController } from './personal-copy.controller.js';
import { PersonalCopies } from './personal-copy.handlers.js';
import { OverseenRecords } from './records.queries.js';
import { StatisticsController } from './statistics.controller.js';
import { StatisticsDesk } from './statistics.handlers.js';
import { StatisticsPages } from './statistics-pages.controller.js';
import { StatisticsQueries } from './statistics.queries.js';

@Module({
  imports: [LogModule],
  controllers: [
    StatisticsController,
    StatisticsPages,
    AnnualReportsController,
    AnnualReportPages,
    ExplanationsController,
    MyRecordsPages,
    AnomaliesController,
    PersonalCopyController,
    InspectionsController,
  ],
  providers: [
    StatisticsQueries,
    StatisticsDesk,
    AnnualReportQueries,
    AnnualReports,
    OverseenRecords,
    Explanations,
    AnomalyQueries,
    AnomalyDesk,
    PersonalCopies,
    InspectionQueries,
    InspectionDesk,
    InspectionEvidence,
    InspectionPackages,
    ...commandHandlers(anomaly, [CheckAnomaly]),
    ...commandHandlers(inspection, [AnnounceDraw, DrawSample]),
  ],
})
export class OversightModule {}
