import { Module } from '@nestjs/common';
import { commandHandlers } from '../../cqrs/command-handlers.js';
import {
  DecideErasure,
  NoteErasure,
  RequestErasure,
  WithdrawErasure,
} from './domain/erasure.commands.js';
import { erasure } from './domain/erasure.decider.js';
import { ErasuresController } from './erasures.controller.js';
import { ErasureDesk } from './erasures.handlers.js';
import { PrivacyQueries } from './privacy.queries.js';

@Module({
  controllers: [ErasuresController],
  providers: [
    PrivacyQueries,
    ErasureDesk,
    ...commandHandlers(erasure, [RequestErasure, WithdrawErasure, DecideErasure, NoteErasure]),
  ],
})
export class PrivacyModule {}
