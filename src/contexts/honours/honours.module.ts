import { Module } from '@nestjs/common';
import { commandHandlers } from '../../cqrs/command-handlers.js';
import { AwardsController } from './awards.controller.js';
import { AwardDesk } from './awards.handlers.js';
import { CheckAward, HandInAward, RecordAward, RevokeAward } from './domain/award.commands.js';
import { award } from './domain/award.decider.js';
import {
  ApplyForStar,
  DecideStar,
  DecideStarObjection,
  DecideStarReview,
  GrantStar,
  ObjectToStar,
  RecheckStar,
} from './domain/star.commands.js';
import { stars } from './domain/star.decider.js';
import { DossierDesk } from './dossier.handlers.js';
import { DossierQueries } from './dossier.queries.js';
import { DossiersController } from './dossiers.controller.js';
import { HonoursQueries } from './honours.queries.js';
import { PublicityController } from './publicity.controller.js';
import { PublicStars } from './publicity.handlers.js';
import { StarDeadlines } from './star-deadlines.handlers.js';
import { StarsController } from './stars.controller.js';
import { StarDesk } from './stars.handlers.js';

@Module({
  controllers: [AwardsController, StarsController, PublicityController, DossiersController],
  providers: [
    HonoursQueries,
    AwardDesk,
    StarDesk,
    StarDeadlines,
    PublicStars,
    DossierQueries,
    DossierDesk,
    ...commandHandlers(award, [RecordAward, HandInAward, CheckAward, RevokeAward]),
    ...commandHandlers(stars, [
      ApplyForStar,
      DecideStar,
      ObjectToStar,
      DecideStarObjection,
      GrantStar,
      RecheckStar,
      DecideStarReview,
    ]),
  ],
})
export class HonoursModule {}
