import { Module } from '@nestjs/common';
import { commandHandlers } from '../../cqrs/command-handlers.js';
import { NameSignatories, RegisterOrganisation } from './domain/organisation.commands.js';
import { organisation } from './domain/organisation.decider.js';
import { CloseStation, OpenStation } from './domain/station.commands.js';
import { station } from './domain/station.decider.js';
import { StationsController } from './stations.controller.js';
import { StationsQueries } from './stations.queries.js';

@Module({
  controllers: [StationsController],
  providers: [
    StationsQueries,
    ...commandHandlers(organisation, [RegisterOrganisation, NameSignatories]),
    ...commandHandlers(station, [OpenStation, CloseStation]),
  ],
})
export class StationsModule {}
