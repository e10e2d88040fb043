import { Controller, Get, Inject, Param, ParseUUIDPipe, Post, Query, Req } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { Permit, Who } from '../../http/auth.guard.js';
import type { Principal } from '../../http/principal.js';
import { REFUSALS } from '../../http/problem-details.filter.js';
import { Meta } from '../../http/request-meta.js';
import { uploadOf } from '../../http/upload.js';
import { Written } from '../../http/written.js';
import type { CommandMeta } from '../../kernel/message.js';
import type { RefusalCatalogue } from '../../kernel/rejection.js';
import { LOGGER } from '../../platform/tokens.js';
import { reject } from './domain/exchange.rejections.js';
import { type ImportReport, isTaken } from './domain/import-report.js';
import type { RefusedRow } from './domain/import-job.events.js';
import { ImportQueryDto, RefusedRowsDto } from './exchange.dto.js';
import { ExchangeQueries, type ImportView, REFUSED_ROWS_PER_PAGE } from './exchange.queries.js';
import { ImportService } from './import-service.js';

/** A refused row in words; what stood in the row is not repeated. */
interface ExplainedRow extends RefusedRow {
  readonly zh: string;
  readonly en: string;
}

interface ImportAnswer extends ImportView {
  readonly status: 'running' | 'completed';
  readonly rejectedRows: readonly ExplainedRow[];
  /** For `after`, when there are more. */
  readonly next: number | null;
}

type DryRunAnswer = Omit<ImportReport, 'rows'> & {
  readonly rows: number;
  readonly rejectedRows: readonly ExplainedRow[];
};

@ApiTags('exchange')
@Controller('api/v1/imports')
export class ExchangeController {
  constructor(
    private readonly imports: ImportService,
    private readonly queries: ExchangeQueries,
    @Inject(REFUSALS) private readonly refusals: RefusalCatalogue,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** A dry run answers with the verdicts; an import with a job whose address tells how it goes. */
  @Post()
  @Permit('exchange.import')
  @ApiConsumes('multipart/form-data')
  @ApiBody({
    schema: { type: 'object', properties: { file: { type: 'string', format: 'binary' } } },
  })
  async import(
    @Query() query: ImportQueryDto,
    @Req() request: FastifyRequest,
    @Who() who: Principal,
    @Meta() meta: CommandMeta,
  ): Promise<Written<DryRunAnswer | { importId: string }>> {
    const { kind, dryRun, station, organisation, division } = query;
    who.require('exchange.import', {
      ...{ stationId: station, organisationId: organisation, divisionCode: division },
    });
    const place = {
      stationId: station ?? null,
      organisationId: organisation ?? null,
      divisionCode: division ?? null,
    };
    const file = { bytes: await fileOf(request) };
    const asked = { kind, dryRun, place, file, actor: meta.actor };
    if (dryRun) return written(this.#dryRunAnswer(await this.imports.run(asked)));
    const { importId, position, revision, done } = await this.imports.start(asked);
    done.catch((error: unknown) => this.logger.error({ err: error, importId }, 'import broke off'));
    const receipt = { revision, position, repeated: position === null };
    return new Written(receipt, { importId }, position !== null);
  }

  @Get(':importId')
  @Permit('exchange.import')
  report(
    @Param('importId', ParseUUIDPipe) importId: string,
    @Query() { after }: RefusedRowsDto,
    @Who() who: Principal,
  ): ImportAnswer {
    const found = this.queries.import(importId);
    who.require('exchange.import', {
      stationId: found.stationId ?? '',
      organisationId: found.organisationId ?? '',
      divisionCode: found.divisionCode ?? '',
    });
    const rows = this.queries.refusedRows(importId, after);
    const next = rows.length === REFUSED_ROWS_PER_PAGE ? (rows.at(-1)?.row ?? null) : null;
    const status = found.completedAt === null ? 'running' : 'completed';
    return { ...found, status, rejectedRows: rows.map((row) => this.#explain(row)), next };
  }

  #dryRunAnswer(report: ImportReport): DryRunAnswer {
    const refused = report.rows.filter(({ verdict }) => !isTaken(verdict));
    const rejectedRows = refused.map(({ row, verdict }) => this.#explain({ row, code: verdict }));
    return { ...report, rows: report.rows.length, rejectedRows };
  }

  /** The facts of a refusal are not kept (they may quote the row): their places become dots. */
  #explain({ row, code }: RefusedRow): ExplainedRow {
    const { zh, en } = this.refusals[code] ?? { zh: code, en: code };
    const dotted = (text: string) => text.replace(/\{\w+(:\w+)?\}/g, '…');
    return { row, code, zh: dotted(zh), en: dotted(en) };
  }
}

function written(body: DryRunAnswer): Written<DryRunAnswer> {
  return new Written({ revision: 0, position: null, repeated: false }, body);
}

async function fileOf(request: FastifyRequest): Promise<Buffer> {
  const upload = await uploadOf(request, UPLOAD_MEGABYTES_MAX);
  if (upload === 'missing') return reject('exchange/file-missing');
  if (upload !== 'too-large') return upload.bytes;
  return reject('exchange/file-too-large', { limitMegabytes: UPLOAD_MEGABYTES_MAX });
}

/** What an upload may weigh; the command line takes more. */
export const UPLOAD_MEGABYTES_MAX = 20;
