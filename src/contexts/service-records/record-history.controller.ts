import { Controller, Get, Param, ParseUUIDPipe, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Permit, Who } from '../../http/auth.guard.js';
import { type Page, pageOf } from '../../http/page.js';
import { placeOf } from '../../http/place-of.js';
import type { Principal } from '../../http/principal.js';
import { localDateOf } from '../../kernel/calendar.js';
import { Clock } from '../../platform/clock.js';
import { type Deadline, Deadlines } from './deadlines.handlers.js';
import { PeopleQueries } from './people.queries.js';
import { AsOfDto, DeadlinesDto } from './record-history.dto.js';
import {
  type HoursAsOf,
  type ObjectionView,
  type ProposalView,
  RecordHistoryQueries,
} from './record-history.queries.js';
import { type HoursView, ServiceRecordsQueries } from './service-records.queries.js';

/** What is due, and what the book said when. */
@ApiTags('service records')
@Controller('api/v1')
export class RecordHistoryController {
  constructor(
    private readonly queries: ServiceRecordsQueries,
    private readonly history: RecordHistoryQueries,
    private readonly deadlines: Deadlines,
    private readonly people: PeopleQueries,
    private readonly clock: Clock,
  ) {}

  /** What is overdue or due soon in the places one may review, the oldest first. */
  @Get('records/deadlines')
  @Permit('records.review')
  due(@Query() { kind, state, after }: DeadlinesDto, @Who() who: Principal): Page<Deadline> {
    const found = this.deadlines.list(kind, state, after);
    return pageOf(
      found,
      ({ cursor }) => cursor,
      (deadline) => who.may('records.review', placeOf(deadline)),
    );
  }

  /** Objections to a record and how they ended; what they say stands in the vault. */
  @Get('records/:recordId/objections')
  @Permit('records.read')
  objections(
    @Param('recordId', ParseUUIDPipe) recordId: string,
    @Who() who: Principal,
  ): Page<ObjectionView> {
    const record = this.queries.record(recordId);
    who.requireOrSelf('records.read', placeOf(record), record.volunteerId);
    return { items: this.history.objectionsTo(recordId), next: null };
  }

  /** What one person proposed and another decided; for those who decide. */
  @Get('records/:recordId/proposals')
  @Permit('records.decide')
  proposals(
    @Param('recordId', ParseUUIDPipe) recordId: string,
    @Who() who: Principal,
  ): Page<ProposalView> {
    who.require('records.decide', placeOf(this.queries.record(recordId)));
    return { items: this.history.proposalsFor(recordId), next: null };
  }

  /**
   * The honour book: effective hours, by evidence grade. With `month` the hours served in it, with
   * `asOf` as the book stood at the end of that day.
   */
  @Get('volunteers/:volunteerId/hours')
  @Permit('records.read')
  hours(
    @Param('volunteerId', ParseUUIDPipe) volunteerId: string,
    @Query() asked: AsOfDto,
    @Who() who: Principal,
  ): HoursView | (HoursAsOf & { readonly volunteerId: string }) {
    this.people.require(who, 'records.read', volunteerId);
    if (!asked.month && !asked.asOf) return this.queries.hours(volunteerId);
    return { volunteerId, ...this.history.hoursOfVolunteer(volunteerId, this.#asOf(asked)) };
  }

  /** The same for everything an organisation recorded. */
  @Get('organisations/:organisationId/hours')
  @Permit('records.read')
  organisationHours(
    @Param('organisationId', ParseUUIDPipe) organisationId: string,
    @Query() asked: AsOfDto,
    @Who() who: Principal,
  ): HoursAsOf & { readonly organisationId: string } {
    const divisionCode = this.queries.divisionOf(organisationId);
    who.require('records.read', { organisationId, divisionCode });
    return {
      organisationId,
      ...this.history.hoursOfOrganisation(organisationId, this.#asOf(asked)),
    };
  }

  #asOf({ month, asOf }: AsOfDto) {
    return { month, asOf: asOf ?? localDateOf(this.clock.now()) };
  }
}
