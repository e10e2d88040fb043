import { Module } from '@nestjs/common';
import { commandHandlers } from '../../cqrs/command-handlers.js';
import { AccountDeadlines } from './account-deadlines.handlers.js';
import { AccountDesk } from './account-desk.handlers.js';
import { CreditAccountsController } from './accounts.controller.js';
import { BankController } from './bank.controller.js';
import { BankQueries } from './bank.queries.js';
import {
  ClearSpend,
  ConfirmAcceptance,
  EndAcceptance,
  NetAcceptance,
  ProposeAcceptance,
} from './domain/acceptance.commands.js';
import { acceptance } from './domain/acceptance.decider.js';
import {
  CorrectIssue,
  HoldCredit,
  IssueCredit,
  ReleaseHold,
  ReverseIssue,
  SettleHold,
} from './domain/account.commands.js';
import { account } from './domain/account.decider.js';
import { GrantFromPool, NameGuarantor, PutIntoPool } from './domain/pool.commands.js';
import { pool } from './domain/pool.decider.js';
import {
  ChooseHonourOnly,
  ClaimEstate,
  CloseCreditAccount,
  CloseEstate,
  FreezeAccount,
  ReportDeath,
  UnfreezeAccount,
} from './domain/standing.commands.js';
import {
  DonateCredit,
  GiveCredit,
  KeepOverflow,
  LapseGrants,
  ReceiveCredit,
} from './domain/transfer.commands.js';
import { HoldExpiry } from './hold-expiry.handlers.js';
import { StandingController } from './standing.controller.js';
import { StatementSigner } from './statement-signer.handlers.js';
import { TimeBankController } from './time-bank.controller.js';
import { TimeBankQueries } from './time-bank.queries.js';

@Module({
  controllers: [TimeBankController, CreditAccountsController, StandingController, BankController],
  providers: [
    TimeBankQueries,
    BankQueries,
    AccountDesk,
    StatementSigner,
    HoldExpiry,
    AccountDeadlines,
    ...commandHandlers(account, [
      ...[IssueCredit, CorrectIssue, ReverseIssue, HoldCredit, SettleHold, ReleaseHold],
      ...[GiveCredit, DonateCredit, KeepOverflow, ReceiveCredit, LapseGrants],
      ...[FreezeAccount, UnfreezeAccount, ChooseHonourOnly, CloseCreditAccount],
      ...[ReportDeath, ClaimEstate, CloseEstate],
    ]),
    ...commandHandlers(pool, [PutIntoPool, GrantFromPool, NameGuarantor]),
    ...commandHandlers(acceptance, [
      ...[ProposeAcceptance, ConfirmAcceptance, EndAcceptance, ClearSpend, NetAcceptance],
    ]),
  ],
  exports: [TimeBankQueries, BankQueries, HoldExpiry, AccountDeadlines],
})
export class TimeBankModule {}
