import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Dispatcher } from '../../cqrs/dispatcher.js';
import { Permit, Who } from '../../http/auth.guard.js';
import type { Principal } from '../../http/principal.js';
import { Meta } from '../../http/request-meta.js';
import { Written } from '../../http/written.js';
import type { CommandMeta } from '../../kernel/message.js';
import { deriveId } from '../../platform/ids.js';
import { Projector } from '../../projections/projector.js';
import { BatchRunner } from './batches.handlers.js';
import { BatchQueries, type BatchView, type RefusedItem } from './batches.queries.js';
import { CertificatesQueries } from './certificates.queries.js';
import { StartBatchDto } from './issuers.dto.js';
import { ResumeBatch, StartBatch, StopBatch } from './domain/batch.commands.js';

const PROJECTED_MS = 2_000;

/** Certificates for many: started, watched, stopped and taken up again. */
@ApiTags('certificates')
@Controller('api/v1')
export class BatchesController {
  constructor(
    private readonly dispatcher: Dispatcher,
    private readonly queries: CertificatesQueries,
    private readonly batches: BatchQueries,
    private readonly runner: BatchRunner,
    private readonly projector: Projector,
  ) {}

  @Post('organisations/:organisationId/certificate-batches')
  @Permit('certificates.issue')
  async start(
    @Param('organisationId', ParseUUIDPipe) organisationId: string,
    @Body() body: StartBatchDto,
    @Who() who: Principal,
    @Meta() meta: CommandMeta,
  ): Promise<Written<{ batchId: string }>> {
    this.#require(organisationId, who);
    const batchId = deriveId(meta.commandId, 'certificate batch');
    const officer = { officer: who.accountId, officerVolunteerId: who.volunteerId ?? null };
    const command = new StartBatch({ batchId, organisationId, ...body, ...officer }, meta);
    return this.#begun(command, batchId, true);
  }

  @Get('certificate-batches/:batchId')
  @Permit('certificates.issue')
  batch(
    @Param('batchId', ParseUUIDPipe) batchId: string,
    @Who() who: Principal,
  ): BatchView & { readonly refusedItems: readonly RefusedItem[] } {
    const found = this.batches.batch(batchId);
    this.#require(found.organisationId, who);
    return { ...found, refusedItems: this.batches.refusedItems(batchId) };
  }

  /** What is being issued comes to its end; nobody after it is begun. */
  @Put('certificate-batches/:batchId/stop')
  @Permit('certificates.issue')
  async stop(
    @Param('batchId', ParseUUIDPipe) batchId: string,
    @Who() who: Principal,
    @Meta() meta: CommandMeta,
  ): Promise<Written<{ batchId: string }>> {
    this.#require(this.batches.batch(batchId).organisationId, who);
    return new Written(await this.dispatcher.dispatch(new StopBatch({ batchId }, meta)), {
      batchId,
    });
  }

  @Put('certificate-batches/:batchId/resumption')
  @Permit('certificates.issue')
  async resume(
    @Param('batchId', ParseUUIDPipe) batchId: string,
    @Who() who: Principal,
    @Meta() meta: CommandMeta,
  ): Promise<Written<{ batchId: string }>> {
    this.#require(this.batches.batch(batchId).organisationId, who);
    return this.#begun(new ResumeBatch({ batchId }, meta), batchId, false);
  }

  /** The runner finds its work in the read model, so that comes first. */
  async #begun(
    command: StartBatch | ResumeBatch,
    batchId: string,
    created: boolean,
  ): Promise<Written<{ batchId: string }>> {
    const receipt = await this.dispatcher.dispatch(command);
    if (receipt.position !== null) {
      await this.projector.waitFor(receipt.position, PROJECTED_MS);
    }
    this.runner.begin();
    return new Written(receipt, { batchId }, created);
  }

  #require(organisationId: string, who: Principal): void {
    const { divisionCode } = this.queries.issuer(organisationId);
    who.require('certificates.issue', { organisationId, divisionCode });
  }
}
