import { Controller, Get, Header, Query, StreamableFile } from '@nestjs/common';
import { ApiProduces, ApiTags } from '@nestjs/swagger';
import { Permit, Who } from '../../http/auth.guard.js';
import type { Principal } from '../../http/principal.js';
import { Clock } from '../../platform/clock.js';
import { reject } from './domain/exchange.rejections.js';
import { NationalExportDto } from './exchange.dto.js';
import { NationalExport } from './national-export.js';

const PURPOSE_CHARACTERS_MIN = 2;

@ApiTags('exchange')
@Controller('api/v1/exports')
export class NationalExportController {
  constructor(
    private readonly exports: NationalExport,
    private readonly clock: Clock,
  ) {}

  /**
   * Volunteers or hours for the designated national system, as CSV (UTF-8 with a byte-order mark).
   * Masked, unless `full` is asked for and said what for.
   */
  @Get('national')
  @Permit('exchange.export')
  @ApiProduces('text/csv')
  @Header('cache-control', 'no-store')
  national(@Query() query: NationalExportDto, @Who() who: Principal): StreamableFile {
    const { kind, organisation, station, division, from, to, full } = query;
    who.require('exchange.export', {
      ...{ organisationId: organisation, stationId: station, divisionCode: division },
    });
    const purpose = query.purpose?.trim() ?? '';
    if (full && [...purpose].length < PURPOSE_CHARACTERS_MIN) reject('exchange/purpose-missing');
    const csv = this.exports.csv({
      kind,
      full,
      wanted: {
        ...{ organisationId: organisation ?? null, stationId: station ?? null },
        ...{ divisionPrefix: division ?? '', from, to },
      },
      reader: {
        accountId: who.accountId,
        purpose: full ? `national-export: ${purpose}` : 'national-export, masked',
        at: this.clock.now(),
      },
    });
    return new StreamableFile(csv, {
      type: 'text/csv; charset=utf-8',
      disposition: `attachment; filename="${kind}.csv"`,
    });
  }
}
