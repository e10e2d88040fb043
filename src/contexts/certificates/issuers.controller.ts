import { Body, Controller, Delete, Get, Param, ParseUUIDPipe, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Dispatcher } from '../../cqrs/dispatcher.js';
import { Permit, Who } from '../../http/auth.guard.js';
import { type Page, pageOf } from '../../http/page.js';
import type { Principal } from '../../http/principal.js';
import { Meta } from '../../http/request-meta.js';
import { Written } from '../../http/written.js';
import { localDateOf } from '../../kernel/calendar.js';
import type { CommandMeta } from '../../kernel/message.js';
import { CertificatesQueries } from './certificates.queries.js';
import { EntitlementQueries, type SourceView } from './entitlement.queries.js';
import {
  DelegateIssuing,
  EndDelegation,
  SetApprovals,
  SetLetterhead,
  SucceedIssuer,
} from './domain/issuer-rights.commands.js';
import type { Letterhead } from './domain/issuer-rights.decider.js';
import { ApprovalsDto, LetterheadDto, RegisterQueryDto, SuccessionDto } from './issuers.dto.js';
import { LetterheadQueries } from './letterhead.queries.js';
import { RegisterQueries, type RegisterRow } from './register.queries.js';

/** Issuers: their register, their paper, and who else may certify what they recorded. */
@ApiTags('certificates')
@Controller('api/v1/organisations/:organisationId')
export class IssuersController {
  constructor(
    private readonly dispatcher: Dispatcher,
    private readonly queries: CertificatesQueries,
    private readonly entitlement: EntitlementQueries,
    private readonly register: RegisterQueries,
    private readonly letterheads: LetterheadQueries,
  ) {}

  /** Every number ever given, with what became of it; nothing is left out (G149). */
  @Get('certificate-register')
  @Permit('certificates.register')
  registered(
    @Param('organisationId', ParseUUIDPipe) organisationId: string,
    @Query() query: RegisterQueryDto,
    @Who() who: Principal,
  ): Page<RegisterRow> {
    who.require('certificates.register', this.#place(organisationId));
    return pageOf(this.register.rows(organisationId, query), ({ number }) => number);
  }

  /** Whose records the organisation may certify beside its own. */
  @Get('certificate-sources')
  @Permit('certificates.register')
  sources(
    @Param('organisationId', ParseUUIDPipe) organisationId: string,
    @Who() who: Principal,
  ): readonly SourceView[] {
    who.require('certificates.register', this.#place(organisationId));
    return this.entitlement.sources(organisationId);
  }

  @Put('succession')
  @Permit('organisations.manage')
  async succeed(
    @Param('organisationId', ParseUUIDPipe) organisationId: string,
    @Body() body: SuccessionDto,
    @Who() who: Principal,
    @Meta() meta: CommandMeta,
  ): Promise<Written<{ organisationId: string }>> {
    who.require('organisations.manage', this.#place(organisationId));
    this.queries.issuer(body.successorId);
    const receipt = await this.dispatcher.dispatch(
      new SucceedIssuer({ organisationId, ...body }, meta),
    );
    return new Written(receipt, { organisationId });
  }

  @Put('delegates/:delegateId')
  @Permit('organisations.manage')
  async delegate(
    @Param('organisationId', ParseUUIDPipe) organisationId: string,
    @Param('delegateId', ParseUUIDPipe) delegateId: string,
    @Who() who: Principal,
    @Meta() meta: CommandMeta,
  ): Promise<Written<{ organisationId: string }>> {
    who.require('organisations.manage', this.#place(organisationId));
    this.queries.issuer(delegateId);
    const data = { organisationId, delegateId, on: localDateOf(meta.at) };
    const receipt = await this.dispatcher.dispatch(new DelegateIssuing(data, meta));
    return new Written(receipt, { organisationId });
  }

  @Delete('delegates/:delegateId')
  @Permit('organisations.manage')
  async endDelegation(
    @Param('organisationId', ParseUUIDPipe) organisationId: string,
    @Param('delegateId', ParseUUIDPipe) delegateId: string,
    @Who() who: Principal,
    @Meta() meta: CommandMeta,
  ): Promise<Written<{ organisationId: string }>> {
    who.require('organisations.manage', this.#place(organisationId));
    const data = { organisationId, delegateId, on: localDateOf(meta.at) };
    const receipt = await this.dispatcher.dispatch(new EndDelegation(data, meta));
    return new Written(receipt, { organisationId });
  }

  /** What the issuer's paper carries beside the Chinese. */
  @Get('letterhead')
  @Permit('certificates.register')
  letterhead(
    @Param('organisationId', ParseUUIDPipe) organisationId: string,
    @Who() who: Principal,
  ): Letterhead {
    who.require('certificates.register', this.#place(organisationId));
    return this.letterheads.letterhead(organisationId);
  }

  @Put('letterhead')
  @Permit('organisations.manage')
  async setLetterhead(
    @Param('organisationId', ParseUUIDPipe) organisationId: string,
    @Body() { englishName, mongolianTitle }: LetterheadDto,
    @Who() who: Principal,
    @Meta() meta: CommandMeta,
  ): Promise<Written<{ organisationId: string }>> {
    who.require('organisations.manage', this.#place(organisationId));
    const data = {
      organisationId,
      // The apostrophe of the printing face is as wide as a Chinese character.
      englishName: englishName?.trim().replaceAll('’', "'") ?? null,
      mongolianTitle: mongolianTitle?.trim() ?? null,
    };
    const receipt = await this.dispatcher.dispatch(new SetLetterhead(data, meta));
    return new Written(receipt, { organisationId });
  }

  /** How many persons approve before a certificate is issued. */
  @Put('certificate-approvals')
  @Permit('organisations.manage')
  async setApprovals(
    @Param('organisationId', ParseUUIDPipe) organisationId: string,
    @Body() { approvals }: ApprovalsDto,
    @Who() who: Principal,
    @Meta() meta: CommandMeta,
  ): Promise<Written<{ organisationId: string }>> {
    who.require('organisations.manage', this.#place(organisationId));
    const receipt = await this.dispatcher.dispatch(
      new SetApprovals({ organisationId, approvals }, meta),
    );
    return new Written(receipt, { organisationId });
  }

  #place(organisationId: string) {
    const { divisionCode } = this.queries.issuer(organisationId);
    return { organisationId, divisionCode };
  }
}
