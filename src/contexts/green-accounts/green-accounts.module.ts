import { Module } from '@nestjs/common';
import { commandHandlers } from '../../cqrs/command-handlers.js';
import {
  AnnulDrop,
  CloseHousehold,
  CorrectDrop,
  InspectDrop,
  JoinHousehold,
  LeaveHousehold,
  RegisterHousehold,
} from './domain/household.commands.js';
import { household } from './domain/household.decider.js';
import { ClaimMembership, ReleaseMembership } from './domain/membership.commands.js';
import { membership } from './domain/membership.decider.js';
import { DropsController } from './drops.controller.js';
import { GreenAccountsController } from './green-accounts.controller.js';
import { GreenAccountsDesk } from './green-accounts.handlers.js';
import { GreenAccountsQueries } from './green-accounts.queries.js';

@Module({
  controllers: [GreenAccountsController, DropsController],
  providers: [
    GreenAccountsQueries,
    GreenAccountsDesk,
    ...commandHandlers(household, [
      ...[RegisterHousehold, JoinHousehold, LeaveHousehold, CloseHousehold],
      ...[InspectDrop, CorrectDrop, AnnulDrop],
    ]),
    ...commandHandlers(membership, [ClaimMembership, ReleaseMembership]),
  ],
})
export class GreenAccountsModule {}
