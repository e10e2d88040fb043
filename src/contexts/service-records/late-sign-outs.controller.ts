import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Permit, Who } from '../../http/auth.guard.js';
import { type Page, pageOf } from '../../http/page.js';
import { placeOf } from '../../http/place-of.js';
import type { Principal } from '../../http/principal.js';
import { Meta } from '../../http/request-meta.js';
import { Written } from '../../http/written.js';
import type { CommandMeta } from '../../kernel/message.js';
import { Clock } from '../../platform/clock.js';
import { documentKeys } from '../../vault/document-keys.js';
import { Vault } from '../../vault/vault.js';
import { AcceptanceDto, DismissalDto, LateSignOutsDto } from './late-sign-outs.dto.js';
import { LateSignOutDesk } from './late-sign-outs.handlers.js';
import { LateSignOutsQueries, type LateSignOutView } from './late-sign-outs.queries.js';

/** Sign-outs that a device brought after the sign-in was closed: what it says, what the book says. */
@ApiTags('service records')
@Controller('api/v1/late-sign-outs')
export class LateSignOutsController {
  constructor(
    private readonly desk: LateSignOutDesk,
    private readonly queries: LateSignOutsQueries,
    private readonly vault: Vault,
    private readonly clock: Clock,
  ) {}

  /** Those of the places one may review; the oldest first. */
  @Get()
  @Permit('records.review')
  list(@Query() { state, after }: LateSignOutsDto, @Who() who: Principal): Page<LateSignOutView> {
    return pageOf(
      this.queries.list(state ?? 'open', after),
      ({ seenAt, lateSignOutId }) => `${seenAt}/${lateSignOutId}`,
      (late) => who.may('records.review', placeOf(late)),
    );
  }

  /** With the reason of its dismissal; also for the person whose record it is. */
  @Get(':lateSignOutId')
  @Permit('records.read')
  one(
    @Param('lateSignOutId', ParseUUIDPipe) lateSignOutId: string,
    @Who() who: Principal,
  ): LateSignOutView & { readonly reason: string | null } {
    const late = this.queries.lateSignOut(lateSignOutId);
    const { volunteerId } = late;
    if (!who.isSelf('records.read', volunteerId)) who.require('records.review', placeOf(late));
    const key = documentKeys.lateSignOut(volunteerId, lateSignOutId);
    const read = { accountId: who.accountId, purpose: key.kind, at: this.clock.now() };
    return { ...late, reason: this.vault.get<{ reason: string }>(key, read)?.reason ?? null };
  }

  /** The first of two persons: the record is to say what the device saw. */
  @Post(':lateSignOutId/proposals')
  @Permit('records.decide')
  async accept(
    @Param('lateSignOutId', ParseUUIDPipe) lateSignOutId: string,
    @Body() { reason, longDayReason = '' }: AcceptanceDto,
    @Who() who: Principal,
    @Meta() meta: CommandMeta,
  ): Promise<Written<{ recordId: string; proposalId: string }>> {
    const late = this.queries.lateSignOut(lateSignOutId);
    who.require('records.decide', placeOf(late));
    const acceptance = { reason, longDayReason, volunteerId: who.volunteerId ?? null };
    const receipt = await this.desk.accept(lateSignOutId, acceptance, meta);
    const { proposalId } = receipt;
    return new Written(receipt, { recordId: late.recordId, proposalId }, true);
  }

  /** The record stays as it is. */
  @Put(':lateSignOutId/dismissal')
  @Permit('records.decide')
  async dismiss(
    @Param('lateSignOutId', ParseUUIDPipe) lateSignOutId: string,
    @Body() { reason }: DismissalDto,
    @Who() who: Principal,
    @Meta() meta: CommandMeta,
  ): Promise<Written<{ lateSignOutId: string }>> {
    who.require('records.decide', placeOf(this.queries.lateSignOut(lateSignOutId)));
    const dismissal = { reason, volunteerId: who.volunteerId ?? null };
    return new Written(await this.desk.dismiss(lateSignOutId, dismissal, meta), { lateSignOutId });
  }
}
