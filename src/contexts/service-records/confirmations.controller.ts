import { Controller, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Permit, Who } from '../../http/auth.guard.js';
import { placeOf } from '../../http/place-of.js';
import type { Principal } from '../../http/principal.js';
import { Meta } from '../../http/request-meta.js';
import { Written } from '../../http/written.js';
import type { CommandMeta } from '../../kernel/message.js';
import { type ConfirmationCode, ConfirmationDesk } from './confirmations.handlers.js';
import { ServiceRecordsQueries } from './service-records.queries.js';

@ApiTags('service records')
@Controller('api/v1')
export class ConfirmationsController {
  constructor(
    private readonly desk: ConfirmationDesk,
    private readonly queries: ServiceRecordsQueries,
  ) {}

  /** A code for the beneficiary, good once; the one before it is worth nothing any more. */
  @Post('records/:recordId/confirmation-codes')
  @Permit('records.offer-confirmation')
  async offer(
    @Param('recordId', ParseUUIDPipe) recordId: string,
    @Who() who: Principal,
    @Meta() meta: CommandMeta,
  ): Promise<Written<ConfirmationCode>> {
    who.require('records.offer-confirmation', placeOf(this.queries.record(recordId)));
    const issuer = { accountId: who.accountId, volunteerId: who.volunteerId ?? null };
    const { receipt, code } = await this.desk.offer(recordId, issuer, meta);
    return new Written(receipt, code, true);
  }
}
