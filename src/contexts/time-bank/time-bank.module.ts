import { Module } from '@nestjs/common';
import { commandHandlers } from '../../cqrs/command-handlers.js';
import {
  HoldCredit,
  IssueCredit,
  ReleaseHold,
  ReverseIssue,
  SettleHold,
} from './domain/account.commands.js';
import { account } from './domain/account.decider.js';
import { HoldExpiry } from './hold-expiry.handlers.js';
import { TimeBankController } from './time-bank.controller.js';
import { TimeBankQueries } from './time-bank.queries.js';

@Module({
  controllers: [TimeBankController],
  providers: [
    TimeBankQueries,
    HoldExpiry,
    ...commandHandlers(account, [IssueCredit, ReverseIssue, HoldCredit, SettleHold, ReleaseHold]),
  ],
  exports: [TimeBankQueries, HoldExpiry],
})
export class TimeBankModule {}
