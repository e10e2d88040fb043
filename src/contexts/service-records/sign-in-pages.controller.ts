import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Query, Req } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { IsString, Length } from 'class-validator';
import type { Receipt } from '../../cqrs/decider-executor.js';
import { type AuthenticatedRequest, Public } from '../../http/auth.guard.js';
import { Lang, type Language } from '../../http/language.js';
import { logInFirst, type PageAnswer } from '../../http/page-answer.js';
import { RefusalPages } from '../../http/refusal-pages.js';
import { metaWithKey } from '../../http/request-meta.js';
import { instantOf, localPartsOf, millis } from '../../kernel/calendar.js';
import { Rejection } from '../../kernel/rejection.js';
import { Clock } from '../../platform/clock.js';
import { newId } from '../../platform/ids.js';
import { MasterKey } from '../../platform/master-key.js';
import { Tickets } from '../../platform/tickets.js';
import type { EndEvidence } from './domain/evidence.policy.js';
import { ServiceRecordsQueries } from './service-records.queries.js';
import { donePage, failedPage, landingPage, type Outcome } from './sign-in.pages.js';
import { volunteerOf } from './sign-in.controller.js';
import { type Direction, signedOf, SignInDesk } from './sign-in.handlers.js';

/** How long a scan stays good while its owner logs in. */
const TICKET_MS = 10 * 60_000;

export class SignInFormDto {
  @IsString()
  @Length(10, 400)
  ticket!: string;

  @IsString()
  @Length(8, 100)
  key!: string;
}

interface Presence {
  readonly direction: Direction;
  readonly evidence: EndEvidence;
}

/**
 * What a phone opens when its own scanner reads the code on the screen; works without JavaScript.
 * Opening it writes nothing: it turns the code into a ticket, and the button signs in or out.
 */
@ApiExcludeController()
@Controller('s')
export class SignInPages {
  readonly #tickets: Tickets;

  constructor(
    private readonly desk: SignInDesk,
    private readonly queries: ServiceRecordsQueries,
    private readonly clock: Clock,
    private readonly pages: RefusalPages,
    masterKey: MasterKey,
  ) {
    this.#tickets = new Tickets(masterKey.for('tickets'));
  }

  @Get(':activityId')
  @Public()
  landing(
    @Param('activityId', ParseUUIDPipe) activityId: string,
    @Query() query: Readonly<Record<string, string | undefined>>,
    @Req() { principal }: AuthenticatedRequest,
    @Lang() lang: Language,
  ): Promise<PageAnswer> {
    return this.#orFailedPage(lang, () => {
      const activity = this.queries.activity(activityId);
      const presence = this.#presenceOf(activityId, query);
      const ticket = this.#ticketFor(activityId, presence);
      const whose = principal?.volunteerId;
      const forgotten = whose === undefined ? [] : this.queries.closedByPolicy(whose);
      const loggedIn = principal !== undefined;
      const { direction } = presence;
      const landing = { activity, direction, ticket, key: newId(), loggedIn, forgotten };
      return landingPage(landing, lang);
    });
  }

  @Post(':activityId')
  @Public()
  submit(
    @Param('activityId', ParseUUIDPipe) activityId: string,
    @Body() { ticket, key }: SignInFormDto,
    @Req() request: AuthenticatedRequest,
    @Lang() lang: Language,
  ): Promise<PageAnswer> {
    return this.#orFailedPage(lang, async () => {
      const { direction, evidence } = this.#presenceOf(activityId, { ticket });
      const { principal } = request;
      if (!principal) return logInFirst(`/s/${activityId}?ticket=${ticket}`, lang);
      request.permission = 'records.sign-in';
      const seen = { volunteerId: volunteerOf(principal), activityId, evidence };
      const meta = metaWithKey(request, key);
      const receipt = await this.desk.sign(direction, seen, meta);
      const { date, time } = localPartsOf(meta.at);
      const outcome = {
        activity: this.queries.activity(activityId),
        direction,
        recorded: recordedBy(receipt),
        time: `${date} ${time}`,
      };
      return donePage(outcome, lang);
    });
  }

  /** From the code just scanned, or from the ticket it was turned into. */
  #presenceOf(activityId: string, query: Readonly<Record<string, string | undefined>>): Presence {
    const ticket = query['ticket'];
    if (ticket !== undefined) return this.#opened(activityId, ticket);
    const direction = query['o'] === undefined ? 'in' : 'out';
    const code = String((direction === 'in' ? query['i'] : query['o']) ?? '');
    return { direction, evidence: this.desk.evidenceOf(activityId, direction, code) };
  }

  #opened(activityId: string, ticket: string): Presence {
    const fact = this.#tickets.open(activityId, String(ticket), this.clock.now());
    if (fact === undefined) throw new Rejection('service-records/code-expired');
    const [direction, window] = fact.split(':');
    return {
      direction: direction === 'out' ? 'out' : 'in',
      evidence: { kind: 'rotating-code', window: Number(window) },
    };
  }

  #ticketFor(activityId: string, { direction, evidence }: Presence): string {
    const window = evidence.kind === 'rotating-code' ? evidence.window : 0;
    const until = instantOf(millis(this.clock.now()) + TICKET_MS);
    return this.#tickets.issue(activityId, `${direction}:${window}`, until);
  }

  #orFailedPage(lang: Language, work: () => PageAnswer | Promise<PageAnswer>): Promise<PageAnswer> {
    return this.pages.orRefusal(lang, work, (text) => failedPage(text, lang));
  }
}

function recordedBy(receipt: Receipt): Outcome['recorded'] {
  return receipt.events.length === 0 ? null : signedOf(receipt);
}
