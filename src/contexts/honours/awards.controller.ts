import {
  Body,
  Controller,
  Get,
  Param,
  ParseUUIDPipe,
  Post,
  Put,
  Query,
  type StreamableFile,
} from '@nestjs/common';
import { ApiProduces, ApiTags } from '@nestjs/swagger';
import { Permit, Who } from '../../http/auth.guard.js';
import { download } from '../../http/download.js';
import { type Page, pageOf } from '../../http/page.js';
import { placeOf } from '../../http/place-of.js';
import type { Principal } from '../../http/principal.js';
import { Meta } from '../../http/request-meta.js';
import { Written } from '../../http/written.js';
import type { CommandMeta } from '../../kernel/message.js';
import { Clock } from '../../platform/clock.js';
import { documentKeys } from '../../vault/document-keys.js';
import { Vault } from '../../vault/vault.js';
import { AwardDesk, type AwardReceipt, type AwardText, type NewAward } from './awards.handlers.js';
import { CheckAwardDto, NewAwardDto, RevokeAwardDto } from './honours.dto.js';
import { type AwardView, HonoursQueries } from './honours.queries.js';

/** With its words; null when the holder's data is erased. */
export type AwardWithText = AwardView & { readonly text: AwardText | null };

@ApiTags('honours')
@Controller('api/v1')
export class AwardsController {
  constructor(
    private readonly desk: AwardDesk,
    private readonly queries: HonoursQueries,
    private readonly vault: Vault,
    private readonly clock: Clock,
  ) {}

  /** Staff record; a volunteer hands in what others awarded them, and staff check it. */
  @Post('volunteers/:volunteerId/awards')
  @Permit('honours.apply')
  async create(
    @Param('volunteerId', ParseUUIDPipe) volunteerId: string,
    @Body() body: NewAwardDto,
    @Who() who: Principal,
    @Meta() meta: CommandMeta,
  ): Promise<Written<{ awardId: string }>> {
    const home = placeOf(this.queries.volunteer(volunteerId));
    // Where it is recorded, not where the volunteer is at home: people serve in many places.
    const recordsThere = who.may('honours.award', this.queries.organisation(body.organisationId));
    if (!recordsThere) who.requireOrSelf('honours.apply', home, volunteerId);
    const { path, title, grantingUnit, proofHash = null, ...facts } = body;
    const award = { ...facts, volunteerId, proofHash, text: { title, grantingUnit } };
    const receipt = await this.#dispatch(path, award, { who, meta });
    return new Written(receipt, { awardId: receipt.awardId }, true);
  }

  @Get('volunteers/:volunteerId/awards')
  @Permit('honours.read')
  awards(
    @Param('volunteerId', ParseUUIDPipe) volunteerId: string,
    @Who() who: Principal,
    @Query('after') after?: string,
  ): Page<AwardWithText> {
    who.requireOrSelf('honours.read', placeOf(this.queries.volunteer(volunteerId)), volunteerId);
    const rows = this.queries.awardsOf(volunteerId, after).map((row) => this.#withText(row));
    return pageOf(rows, ({ awardedOn, awardId }) => `${awardedOn}/${awardId}`);
  }

  /** What was handed in and waits to be checked. */
  @Get('awards/waiting')
  @Permit('honours.award')
  waiting(@Who() who: Principal, @Query('after') after?: string): Page<AwardView> {
    const mayCheck = ({ organisationId }: AwardView): boolean =>
      who.may('honours.award', this.queries.organisation(organisationId));
    return pageOf(this.queries.awardsWaiting(after), ({ awardId }) => awardId, mayCheck);
  }

  /** The paper behind an award, after its hash was held against the ledger. */
  @Get('awards/:awardId/proof')
  @Permit('honours.read')
  @ApiProduces('application/pdf', 'image/png', 'image/jpeg')
  proof(@Param('awardId', ParseUUIDPipe) awardId: string, @Who() who: Principal): StreamableFile {
    const award = this.queries.award(awardId);
    const { organisationId, volunteerId } = award;
    const place = this.queries.organisation(organisationId);
    who.requireOrSelf('honours.read', place, volunteerId);
    const reader = { accountId: who.accountId, purpose: 'proof', at: this.clock.now() };
    return download(awardId, this.desk.proofOf(award, reader));
  }

  @Put('awards/:awardId/check')
  @Permit('honours.award')
  async check(
    @Param('awardId', ParseUUIDPipe) awardId: string,
    @Body() { decision }: CheckAwardDto,
    @Who() who: Principal,
    @Meta() meta: CommandMeta,
  ): Promise<Written<{ awardId: string }>> {
    this.#requireAt(who, awardId);
    const by = { decision, actorVolunteerId: who.volunteerId ?? null };
    return new Written(await this.desk.check(awardId, by, meta), { awardId });
  }

  @Put('awards/:awardId/revocation')
  @Permit('honours.award')
  async revoke(
    @Param('awardId', ParseUUIDPipe) awardId: string,
    @Body() { reason }: RevokeAwardDto,
    @Who() who: Principal,
    @Meta() meta: CommandMeta,
  ): Promise<Written<{ awardId: string }>> {
    this.#requireAt(who, awardId);
    const by = { reason, actorVolunteerId: who.volunteerId ?? null };
    return new Written(await this.desk.revoke(awardId, by, meta), { awardId });
  }

  #dispatch(
    path: NewAwardDto['path'],
    award: NewAward,
    { who, meta }: { readonly who: Principal; readonly meta: CommandMeta },
  ): Promise<AwardReceipt> {
    const place = this.queries.organisation(award.organisationId);
    if (path === 'other') return this.desk.handIn({ ...award, path }, meta);
    if (path === 'government' && !who.may('honours.award', place)) {
      return this.desk.handIn({ ...award, path }, meta);
    }
    who.require('honours.award', place);
    return this.desk.record({ ...award, path }, who.volunteerId ?? null, meta);
  }

  #requireAt(who: Principal, awardId: string): void {
    const { organisationId } = this.queries.award(awardId);
    who.require('honours.award', this.queries.organisation(organisationId));
  }

  #withText(award: AwardView): AwardWithText {
    const key = documentKeys.award(award.volunteerId, award.awardId);
    const text = this.vault.get<AwardText>(key, 'part-of-recorded-read') ?? null;
    return { ...award, text };
  }
}
