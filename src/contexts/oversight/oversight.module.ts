import { Module } from '@nestjs/common';
import { ExplanationsController } from './explanations.controller.js';
import { Explanations } from './explanations.handlers.js';
import { MyRecordsPages } from './my-records.controller.js';
import { OverseenRecords } from './records.queries.js';
import { StatisticsController } from './statistics.controller.js';
import { StatisticsDesk } from './statistics.handlers.js';
import { StatisticsPages } from './statistics-pages.controller.js';
import { StatisticsQueries } from './statistics.queries.js';

@Module({
  controllers: [StatisticsController, StatisticsPages, ExplanationsController, MyRecordsPages],
  providers: [StatisticsQueries, StatisticsDesk, OverseenRecords, Explanations],
})
export class OversightModule {}
