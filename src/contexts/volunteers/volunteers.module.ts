import { Global, Module } from '@nestjs/common';
import { commandHandlers } from '../../cqrs/command-handlers.js';
import { ConsentsController } from './consents.controller.js';
import { ConsentDesk } from './consents.handlers.js';
import { ClaimIdentity, ReleaseIdentity } from './domain/identity.commands.js';
import { identity } from './domain/identity.decider.js';
import {
  GiveConsent,
  GiveGuardianConsent,
  LeaveService,
  RegisterVolunteer,
  ReturnToService,
  WithdrawConsent,
  WithdrawGuardianConsent,
} from './domain/volunteer.commands.js';
import { volunteer } from './domain/volunteer.decider.js';
import { VolunteerDirectory } from './domain/volunteer-directory.js';
import { VaultVolunteerDirectory } from './vault-volunteer-directory.js';
import { VolunteersController } from './volunteers.controller.js';
import { VolunteersQueries } from './volunteers.queries.js';

/** Global, because the exchange may know the directory by its front door only, not this module. */
@Global()
@Module({
  controllers: [VolunteersController, ConsentsController],
  providers: [
    VolunteersQueries,
    { provide: VolunteerDirectory, useClass: VaultVolunteerDirectory },
    ...commandHandlers(identity, [ClaimIdentity, ReleaseIdentity]),
    ConsentDesk,
    ...commandHandlers(volunteer, [
      RegisterVolunteer,
      GiveGuardianConsent,
      WithdrawGuardianConsent,
      GiveConsent,
      WithdrawConsent,
      LeaveService,
      ReturnToService,
    ]),
  ],
  exports: [VolunteerDirectory],
})
export class VolunteersModule {}
