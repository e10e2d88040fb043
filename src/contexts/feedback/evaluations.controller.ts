import { Body, Controller, Get, Param, ParseUUIDPipe, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Permit, Who } from '../../http/auth.guard.js';
import { type Page, pageOf } from '../../http/page.js';
import type { Principal } from '../../http/principal.js';
import { Meta } from '../../http/request-meta.js';
import { Written } from '../../http/written.js';
import { type Instant, localDateOf } from '../../kernel/calendar.js';
import type { CommandMeta } from '../../kernel/message.js';
import { Clock } from '../../platform/clock.js';
import { PolicyBook } from '../../platform/policy-book.js';
import { documentKeys } from '../../vault/document-keys.js';
import { Vault } from '../../vault/vault.js';
import {
  FEEDBACK_POLICIES,
  type FeedbackPolicy,
  feedbackPolicyOn,
} from './domain/feedback.policy.js';
import { isNoShow } from './domain/no-show.policy.js';
import { EvaluationDesk } from './evaluations.handlers.js';
import { EvaluateDto } from './feedback.dto.js';
import {
  type EvaluationSummary,
  type EvaluationView,
  FeedbackQueries,
  type PlaceView,
} from './feedback.queries.js';
import { placeOf } from '../../http/place-of.js';

type WordedEvaluation = EvaluationView & { readonly text: string | null };

interface NoShows {
  readonly volunteerId: string;
  readonly asOf: Instant;
  readonly policyVersion: string;
  /** Places in shifts that are over: what the count is out of. */
  readonly expected: number;
  readonly noShows: number;
  readonly items: readonly PlaceView[];
}

@ApiTags('evaluations')
@Controller('api/v1')
export class EvaluationsController {
  readonly #policies: readonly FeedbackPolicy[];

  constructor(
    private readonly desk: EvaluationDesk,
    private readonly queries: FeedbackQueries,
    private readonly vault: Vault,
    private readonly clock: Clock,
    policies: PolicyBook,
  ) {
    this.#policies = policies.of('feedback', FEEDBACK_POLICIES);
  }

  /** One's own evaluation of a record: the first, or a new version of it. */
  @Put('records/:recordId/evaluation')
  @Permit('evaluations.give')
  async evaluate(
    @Param('recordId', ParseUUIDPipe) recordId: string,
    @Body() body: EvaluateDto,
    @Who() who: Principal,
    @Meta() meta: CommandMeta,
  ): Promise<Written<{ recordId: string; evaluationId: string }>> {
    who.require('evaluations.give', placeOf(this.queries.record(recordId)));
    const { punctuality, attitude, skill, safetyConcern = false, text = '' } = body;
    const marks = { punctuality, attitude, skill };
    const evaluatorVolunteerId = who.volunteerId ?? null;
    const receipt = await this.desk.give(
      { recordId, marks, safetyConcern, text, evaluatorVolunteerId },
      meta,
    );
    return new Written(receipt, { recordId, evaluationId: receipt.evaluationId });
  }

  /** All versions, with their words; reading those is recorded. */
  @Get('records/:recordId/evaluations')
  @Permit('evaluations.read')
  ofRecord(
    @Param('recordId', ParseUUIDPipe) recordId: string,
    @Who() who: Principal,
  ): { items: readonly WordedEvaluation[]; next: null } {
    const record = this.queries.record(recordId);
    who.requireOrSelf('evaluations.read', placeOf(record), record.volunteerId);
    const rows = this.queries.evaluationsOfRecord(recordId);
    return { items: rows.map((row) => this.#worded(row, who)), next: null };
  }

  @Get('volunteers/:volunteerId/evaluations')
  @Permit('evaluations.read')
  ofVolunteer(
    @Param('volunteerId', ParseUUIDPipe) volunteerId: string,
    @Who() who: Principal,
    @Query('after') after?: string,
  ): Page<EvaluationView> {
    this.queries.subject('person', volunteerId);
    const isSelf = who.isSelf('evaluations.read', volunteerId);
    const mayRead = (row: EvaluationView) => isSelf || who.may('evaluations.read', placeOf(row));
    const rows = this.queries.evaluationsOf(volunteerId, after);
    return pageOf(rows, ({ on, evaluationId }) => `${on}/${evaluationId}`, mayRead);
  }

  @Get('volunteers/:volunteerId/evaluation-summary')
  @Permit('evaluations.read')
  summary(
    @Param('volunteerId', ParseUUIDPipe) volunteerId: string,
    @Who() who: Principal,
  ): EvaluationSummary {
    this.#requireOf(who, volunteerId);
    return this.queries.summary(volunteerId);
  }

  /** 未到岗次数, derived from the books of this moment. */
  @Get('volunteers/:volunteerId/no-shows')
  @Permit('evaluations.read')
  noShows(
    @Param('volunteerId', ParseUUIDPipe) volunteerId: string,
    @Who() who: Principal,
  ): NoShows {
    this.#requireOf(who, volunteerId);
    const asOf = this.clock.now();
    const policy = feedbackPolicyOn(localDateOf(asOf), this.#policies);
    const places = this.queries.places(volunteerId, asOf).filter(({ cancelled }) => !cancelled);
    const items = places.filter((place) => isNoShow(place, asOf, policy));
    return {
      ...{ volunteerId, asOf, policyVersion: policy.version },
      ...{ expected: places.length, noShows: items.length, items },
    };
  }

  #worded(row: EvaluationView, { accountId }: Principal): WordedEvaluation {
    if (!row.hasText) return { ...row, text: null };
    const reader = { accountId, purpose: 'evaluation', at: this.clock.now() };
    const key = documentKeys.evaluation(row.volunteerId, row.evaluationId);
    return { ...row, text: this.vault.get<{ text: string }>(key, reader)?.text ?? null };
  }

  /** Where the volunteer is at home, or oneself. */
  #requireOf(who: Principal, volunteerId: string): void {
    const home = placeOf(this.queries.subject('person', volunteerId));
    who.requireOrSelf('evaluations.read', home, volunteerId);
  }
}
