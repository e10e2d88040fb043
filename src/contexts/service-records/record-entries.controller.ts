import {
  Body,
  Controller,
  Get,
  Param,
  ParseUUIDPipe,
  Post,
  Req,
  type StreamableFile,
} from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Permit, Who } from '../../http/auth.guard.js';
import { download } from '../../http/download.js';
import { placeOf } from '../../http/place-of.js';
import type { Principal } from '../../http/principal.js';
import { Meta } from '../../http/request-meta.js';
import { uploadOf } from '../../http/upload.js';
import { Written } from '../../http/written.js';
import { instantOf } from '../../kernel/calendar.js';
import type { CommandMeta } from '../../kernel/message.js';
import { Clock } from '../../platform/clock.js';
import { reject as rejectLife } from './domain/record-life.rejections.js';
import { reject } from './domain/service-records.rejections.js';
import { PeopleQueries } from './people.queries.js';
import { ProofFiles, type StoredProof } from './proof-files.js';
import {
  BackEntryDto,
  EnterRecordDto,
  SelfReportDto,
  type TimesDto,
} from './record-entries.dto.js';
import { type AskedEntry, RecordEntries } from './record-entries.handlers.js';
import { ServiceRecordsQueries } from './service-records.queries.js';

type Entered = Written<{ recordId: string }>;

/** Hours that are typed in, and the documents that prove them. */
@ApiTags('service records')
@Controller('api/v1')
export class RecordEntriesController {
  constructor(
    private readonly entries: RecordEntries,
    private readonly proofs: ProofFiles,
    private readonly queries: ServiceRecordsQueries,
    private readonly people: PeopleQueries,
    private readonly clock: Clock,
  ) {}

  /** By staff, within the working days of the policy. */
  @Post('records')
  @Permit('records.enter')
  async enter(
    @Body() body: EnterRecordDto,
    @Who() who: Principal,
    @Meta() meta: CommandMeta,
  ): Promise<Entered> {
    who.require('records.enter', placeOf(this.queries.activity(body.activityId)));
    const { recordId, ...receipt } = await this.entries.enter(asked(body, body.volunteerId), meta);
    return new Written(receipt, { recordId }, true);
  }

  /** By staff, from a document, at any time; two others approve it. */
  @Post('records/back-entries')
  @Permit('records.enter')
  async backEnter(
    @Body() body: BackEntryDto,
    @Who() who: Principal,
    @Meta() meta: CommandMeta,
  ): Promise<Entered> {
    who.require('records.enter', placeOf(this.queries.activity(body.activityId)));
    const entry = asked(body, body.volunteerId);
    const { recordId, ...receipt } = await this.entries.backEnter(entry, body.declaredTrue, meta);
    return new Written(receipt, { recordId }, true);
  }

  /** By the volunteer, about a shift of their own. */
  @Post('records/self-reports')
  @Permit('records.self-report')
  async selfReport(
    @Body() body: SelfReportDto,
    @Who() { volunteerId }: Principal,
    @Meta() meta: CommandMeta,
  ): Promise<Entered> {
    if (volunteerId === undefined) return reject('service-records/not-a-volunteer');
    const { recordId, ...receipt } = await this.entries.selfReport(asked(body, volunteerId), meta);
    return new Written(receipt, { recordId }, true);
  }

  /** A document, to be named by its hash in an entry or a correction. Twice is once. */
  @Post('volunteers/:volunteerId/proofs')
  @Permit('records.prove')
  @ApiConsumes('multipart/form-data')
  @ApiBody({
    schema: { type: 'object', properties: { file: { type: 'string', format: 'binary' } } },
  })
  async prove(
    @Param('volunteerId', ParseUUIDPipe) volunteerId: string,
    @Req() request: FastifyRequest,
    @Who() who: Principal,
    @Meta() _meta: CommandMeta,
  ): Promise<Written<StoredProof>> {
    this.people.require(who, 'records.prove', volunteerId);
    const upload = await uploadOf(request, this.proofs.megabytesMax);
    const stored = this.proofs.keep(volunteerId, upload);
    return new Written({ revision: 0, position: null, repeated: false }, stored, true);
  }

  /** The document behind a record, after its hash was held against the ledger. */
  @Get('records/:recordId/proof')
  @Permit('records.read')
  @ApiProduces('application/pdf', 'image/png', 'image/jpeg')
  proof(@Param('recordId', ParseUUIDPipe) recordId: string, @Who() who: Principal): StreamableFile {
    const record = this.queries.record(recordId);
    who.requireOrSelf('records.read', placeOf(record), record.volunteerId);
    const { volunteerId, proofHash } = record;
    if (proofHash === null) return rejectLife('service-records/proof-unknown');
    const reading = { actor: who.actor('records.read'), at: this.clock.now() };
    return download(recordId, this.proofs.read(volunteerId, proofHash, reading));
  }
}

function asked(body: TimesDto, volunteerId: string): AskedEntry {
  const { activityId, shiftId, reason = '', longDayReason = '', proofHash = null } = body;
  return {
    ...{ volunteerId, activityId, shiftId, reason, longDayReason, proofHash },
    startsAt: instantOf(Date.parse(body.startsAt)),
    endsAt: instantOf(Date.parse(body.endsAt)),
  };
}
