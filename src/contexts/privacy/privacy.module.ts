import { Module } from '@nestjs/common';
import { commandHandlers } from '../../cqrs/command-handlers.js';
import {
  DecideErasure,
  NoteErasure,
  RequestErasure,
  WithdrawErasure,
} from './domain/erasure.commands.js';
import { erasure } from './domain/erasure.decider.js';
import { NoteRetention } from './domain/retention.commands.js';
import { retention } from './domain/retention.decider.js';
import { ErasuresController } from './erasures.controller.js';
import { ErasureDesk } from './erasures.handlers.js';
import { PrivacyQueries } from './privacy.queries.js';
import { ReadsController } from './reads.controller.js';
import { RetentionDesk } from './retention.handlers.js';

@Module({
  controllers: [ErasuresController, ReadsController],
  providers: [
    PrivacyQueries,
    ErasureDesk,
    RetentionDesk,
    ...commandHandlers(retention, [NoteRetention]),
    ...commandHandlers(erasure, [RequestErasure, WithdrawErasure, DecideErasure, NoteErasure]),
  ],
})
export class PrivacyModule {}
