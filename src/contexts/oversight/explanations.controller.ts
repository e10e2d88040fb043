import { Controller, Get, Param, ParseUUIDPipe } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Permit, Who } from '../../http/auth.guard.js';
import type { Principal } from '../../http/principal.js';
import { type Explained, Explanations } from './explanations.handlers.js';
import { placeOf } from '../../http/place-of.js';
import { OverseenRecords } from './records.queries.js';

@ApiTags('service records')
@Controller('api/v1/records')
export class ExplanationsController {
  constructor(
    private readonly records: OverseenRecords,
    private readonly explanations: Explanations,
  ) {}

  /** Why the record counts as it does: interval, rounding, grade, who did what, and when. */
  @Get(':recordId/explanation')
  @Permit('records.read')
  explanation(
    @Param('recordId', ParseUUIDPipe) recordId: string,
    @Who() who: Principal,
  ): Promise<Explained> {
    const record = this.records.record(recordId);
    who.requireOrSelf('records.read', placeOf(record), record.volunteerId);
    return this.explanations.of(record);
  }
}
