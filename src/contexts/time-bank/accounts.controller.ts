import { Controller, Get, Param, ParseIntPipe, ParseUUIDPipe, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Permit, Who } from '../../http/auth.guard.js';
import { LocalDatePipe } from '../../http/local-date.pipe.js';
import { DivisionCodePipe } from '../../http/division-code.pipe.js';
import { type Page, pageOf } from '../../http/page.js';
import type { Principal } from '../../http/principal.js';
import { type LocalDate, localDateOf } from '../../kernel/calendar.js';
import { Clock } from '../../platform/clock.js';
import { requireAccount } from './account-access.js';
import { AccountDesk } from './account-desk.handlers.js';
import { BankQueries } from './bank.queries.js';
import type { CreditPolicy } from './domain/credit.policy.js';
import { warningsOf } from './domain/warnings.js';
import {
  type SignedStatement,
  type StatementKey,
  StatementSigner,
} from './statement-signer.handlers.js';
import { TimeBankQueries } from './time-bank.queries.js';
import type {
  AccountView,
  BalanceOnDate,
  EntryView,
  PoolView,
  SupplyView,
  Warning,
} from './time-bank.views.js';

/** Reading: balances, statements, terms, supply. */
@ApiTags('time bank')
@Controller('api/v1/time-bank')
export class CreditAccountsController {
  constructor(
    private readonly desk: AccountDesk,
    private readonly accounts: TimeBankQueries,
    private readonly bank: BankQueries,
    private readonly signer: StatementSigner,
    private readonly clock: Clock,
  ) {}

  @Get('accounts/:volunteerId')
  @Permit('time-bank.read')
  account(
    @Param('volunteerId', ParseUUIDPipe) volunteerId: string,
    @Who() who: Principal,
  ): AccountView & { readonly warnings: readonly Warning[] } {
    this.#require(who, volunteerId);
    const account = this.accounts.account(volunteerId);
    const now = this.clock.now();
    const policy = this.desk.policyOn(localDateOf(now));
    return { ...account, warnings: warningsOf(account, { policy, now }) };
  }

  /** What the books said at the end of a day. */
  @Get('accounts/:volunteerId/balances/:asOf')
  @Permit('time-bank.read')
  balanceOn(
    @Param('volunteerId', ParseUUIDPipe) volunteerId: string,
    @Param('asOf', LocalDatePipe) asOf: LocalDate,
    @Who() who: Principal,
  ): BalanceOnDate {
    this.#require(who, volunteerId);
    return this.accounts.balanceOn(volunteerId, asOf);
  }

  /** Date, cause, change, balance and why in words; newest first, as of a day if one is given. */
  @Get('accounts/:volunteerId/statement')
  @Permit('time-bank.read')
  statement(
    @Param('volunteerId', ParseUUIDPipe) volunteerId: string,
    @Who() who: Principal,
    @Query('after', new ParseIntPipe({ optional: true })) after?: number,
    @Query('asOf', LocalDatePipe) asOf?: LocalDate,
  ): Page<EntryView> {
    this.#require(who, volunteerId);
    const page = { after, asOf };
    return pageOf(this.accounts.statement(volunteerId, page), (row) => String(row.revision));
  }

  /** For whoever moves away: another bank can check it without asking this one. */
  @Get('accounts/:volunteerId/signed-statement')
  @Permit('time-bank.read')
  signedStatement(
    @Param('volunteerId', ParseUUIDPipe) volunteerId: string,
    @Who() who: Principal,
  ): SignedStatement<object> {
    this.#require(who, volunteerId);
    return this.signer.sign({
      form: 'shizhang-time-bank-statement/1',
      on: localDateOf(this.clock.now()),
      unit: '0.01 h',
      account: this.accounts.account(volunteerId),
      closing: this.accounts.carried(volunteerId),
    });
  }

  @Get('statement-keys')
  @Permit('time-bank.read')
  keys(): { readonly keys: readonly StatementKey[] } {
    return { keys: [this.signer.publicKey()] };
  }

  /** The terms in force, and who vouches for credit saved in a division. */
  @Get('terms/:divisionCode')
  @Permit('time-bank.read')
  terms(@Param('divisionCode', DivisionCodePipe) divisionCode: string): {
    readonly policy: CreditPolicy;
    readonly guarantor: PoolView['guarantor'];
  } {
    const policy = this.desk.policyOn(localDateOf(this.clock.now()));
    return { policy, guarantor: this.bank.pool(divisionCode).guarantor };
  }

  /** Where all credit ever issued is, now or at the end of a day. */
  @Get('supply')
  @Permit('time-bank.read')
  supply(@Query('asOf', LocalDatePipe) asOf?: LocalDate): SupplyView {
    return this.bank.supply(asOf);
  }

  #require(who: Principal, volunteerId: string): void {
    const places = this.accounts.places(volunteerId);
    requireAccount(who, 'time-bank.read', { volunteerId, places });
  }
}
