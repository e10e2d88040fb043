import { Controller, Get, Param, ParseUUIDPipe } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Permit, Who } from '../../http/auth.guard.js';
import { placeOf } from '../../http/place-of.js';
import type { Principal } from '../../http/principal.js';
import { Clock } from '../../platform/clock.js';
import { documentKeys } from '../../vault/document-keys.js';
import { type DocumentKey, Vault } from '../../vault/vault.js';
import { reject } from './domain/record-life.rejections.js';
import {
  type ObjectionView,
  type ProposalView,
  RecordHistoryQueries,
} from './record-history.queries.js';
import { ServiceRecordsQueries } from './service-records.queries.js';

/** With its words; null when they were erased with the person's data. */
type WithText<View> = View & { readonly text: string | null };

/** What objections and proposals say. Reading it is recorded in the vault's list of reads. */
@ApiTags('service records')
@Controller('api/v1/records/:recordId')
export class RecordTextsController {
  constructor(
    private readonly queries: ServiceRecordsQueries,
    private readonly history: RecordHistoryQueries,
    private readonly vault: Vault,
    private readonly clock: Clock,
  ) {}

  /** For those who decide it there, and for who raised it: that is what the form promises. */
  @Get('objections/:objectionId')
  @Permit('records.object')
  objection(
    @Param('recordId', ParseUUIDPipe) recordId: string,
    @Param('objectionId', ParseUUIDPipe) objectionId: string,
    @Who() who: Principal,
  ): WithText<ObjectionView> {
    const record = this.queries.record(recordId);
    const objection =
      this.history.objectionsTo(recordId).find((known) => known.objectionId === objectionId) ??
      reject('service-records/objection-unknown');
    const isOwn = this.history.objectorOf(objectionId) === who.accountId;
    if (!isOwn) who.require('records.decide', placeOf(record));
    const key = documentKeys.objection(record.volunteerId, objectionId);
    return { ...objection, text: this.#words<{ text: string }>(key, who)?.text ?? null };
  }

  /** For those who decide there, and once it is decided for the person whose record it is. */
  @Get('proposals/:proposalId')
  @Permit('records.read')
  proposal(
    @Param('recordId', ParseUUIDPipe) recordId: string,
    @Param('proposalId', ParseUUIDPipe) proposalId: string,
    @Who() who: Principal,
  ): WithText<ProposalView> {
    const record = this.queries.record(recordId);
    const proposal =
      this.history.proposalsFor(recordId).find((known) => known.proposalId === proposalId) ??
      reject('service-records/proposal-unknown');
    const isTold = proposal.status !== 'open' && who.isSelf('records.read', record.volunteerId);
    if (!isTold) who.require('records.decide', placeOf(record));
    const key = documentKeys.proposal(record.volunteerId, proposalId);
    return { ...proposal, text: this.#words<{ reason: string }>(key, who)?.reason ?? null };
  }

  #words<Words>(key: DocumentKey, { accountId }: Principal): Words | undefined {
    return this.vault.get<Words>(key, { accountId, purpose: key.kind, at: this.clock.now() });
  }
}
