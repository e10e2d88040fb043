import { Inject, Injectable } from '@nestjs/common';
import type { Receipt } from '../../cqrs/decider-executor.js';
import { Dispatcher } from '../../cqrs/dispatcher.js';
import { type LocalDate, localDateOf, type WorkingDayCalendar } from '../../kernel/calendar.js';
import type { CommandMeta } from '../../kernel/message.js';
import { deriveId } from '../../platform/ids.js';
import { PolicyBook } from '../../platform/policy-book.js';
import { CALENDAR } from '../../platform/tokens.js';
import { Projector } from '../../projections/projector.js';
import { documentKeys } from '../../vault/document-keys.js';
import { Vault } from '../../vault/vault.js';
import { wordsFirst } from '../../vault/words-first.js';
import { reject } from './domain/honours.rejections.js';
import {
  ApplyForStar,
  DecideStar,
  DecideStarObjection,
  DecideStarReview,
  GrantStar,
  ObjectToStar,
  type Publicity,
  RecheckStar,
} from './domain/star.commands.js';
import type { CountedHours } from './domain/star.events.js';
import {
  type ApproverLevel,
  checkStarSchemes,
  countedDays,
  monthsBetween,
  SCHEME_IDS,
  type SchemeId,
  STAR_SCHEMES,
  type StarScheme,
  starSchemeOn,
} from './domain/star-scheme.policy.js';
import { HonoursQueries, type StarView } from './honours.queries.js';

/** Who decides: the account, the volunteer behind it, how far their word reaches. */
export interface Decision<Outcome extends string> {
  readonly outcome: Outcome;
  readonly volunteerId: string | null;
  readonly level: ApproverLevel | null;
}

/** Stars: applications, decisions, objections, grants and reviews, with the facts they need. */
@Injectable()
export class StarDesk {
  readonly #schemes: Readonly<Record<SchemeId, readonly StarScheme[]>>;

  constructor(
    private readonly dispatcher: Dispatcher,
    private readonly queries: HonoursQueries,
    private readonly projector: Projector,
    private readonly vault: Vault,
    @Inject(CALENDAR) private readonly calendar: WorkingDayCalendar,
    policies: PolicyBook,
  ) {
    const schemesOf = (id: SchemeId): readonly StarScheme[] =>
      checkStarSchemes(policies.of(`star-scheme-${id}`, STAR_SCHEMES[id]));
    this.#schemes = { national: schemesOf('national'), community: schemesOf('community') };
  }

  /** The ladders in force on a day. */
  schemes(on: LocalDate): Readonly<Record<SchemeId, StarScheme>> {
    const [national, community] = SCHEME_IDS.map((id) => starSchemeOn(on, this.#schemes[id]));
    return { national, community } as Readonly<Record<SchemeId, StarScheme>>;
  }

  async apply(
    asked: { readonly volunteerId: string; readonly scheme: SchemeId; readonly star: number },
    meta: CommandMeta,
  ): Promise<Receipt & { readonly applicationId: string }> {
    const on = localDateOf(meta.at);
    const { volunteerId, scheme } = asked;
    const { registeredOn, gone } = this.queries.volunteer(volunteerId);
    const policy = starSchemeOn(on, this.#schemes[scheme]);
    const applicationId = deriveId(meta.commandId, 'star-application');
    const data = {
      ...{ ...asked, applicationId, policy, on, applicant: meta.actor.accountId },
      counted: this.#count(volunteerId, countedDays(policy, on)),
      ...{ gone, tenureMonths: monthsBetween(registeredOn, on) },
      quality: this.queries.quality(volunteerId),
    };
    const receipt = await this.dispatcher.dispatch(new ApplyForStar(data, meta));
    return { ...receipt, applicationId };
  }

  decide(
    application: StarView,
    { outcome, volunteerId, level }: Decision<'approve' | 'refuse'>,
    meta: CommandMeta,
  ): Promise<Receipt> {
    const from = localDateOf(meta.at);
    const { publicityWorkingDays, version } = starSchemeOn(from, this.#schemes[application.scheme]);
    const { date, provisional } = this.calendar.after(from, publicityWorkingDays + 1);
    const publicity = { from, effectiveOn: date, provisional, policyVersion: version };
    const by = { approver: meta.actor.accountId, approverVolunteerId: volunteerId, level };
    const data = { ...keyOf(application), ...by, decision: outcome, publicity };
    return this.dispatcher.dispatch(new DecideStar(data, meta));
  }

  /** The objector's words go into the vault first; a refusal takes them back. */
  async object(
    application: StarView,
    reason: string,
    meta: CommandMeta,
  ): Promise<Receipt & { readonly objectionId: string }> {
    if (reason.trim() === '') reject('honours/reason-missing');
    const objectionId = deriveId(meta.commandId, 'star-objection');
    const by = { objectionId, objector: meta.actor.accountId, on: localDateOf(meta.at) };
    const key = documentKeys.starObjection(application.volunteerId, objectionId);
    const command = new ObjectToStar({ ...keyOf(application), ...by }, meta);
    const dispatch = () => this.dispatcher.dispatch(command);
    return { ...(await wordsFirst(this.vault, { key, words: { reason } }, dispatch)), objectionId };
  }

  decideObjection(
    application: StarView,
    { objectionId, ...by }: Decision<'uphold' | 'dismiss'> & { readonly objectionId: string },
    meta: CommandMeta,
  ): Promise<Receipt> {
    const on = localDateOf(meta.at);
    const data = {
      ...{ ...keyOf(application), objectionId, on, outcome: by.outcome },
      ...{ decider: meta.actor.accountId, deciderVolunteerId: by.volunteerId, level: by.level },
      resumed: this.#resumed(application, on),
    };
    return this.dispatcher.dispatch(new DecideStarObjection(data, meta));
  }

  grant(application: StarView, meta: CommandMeta): Promise<Receipt> {
    const { volunteerId, countedFrom: from, countedUntil: until } = application;
    const counted = this.#count(volunteerId, { from, until });
    const data = { ...keyOf(application), counted, on: localDateOf(meta.at) };
    return this.dispatcher.dispatch(new GrantStar(data, meta));
  }

  recheck(application: StarView, centiHours: number, meta: CommandMeta): Promise<Receipt> {
    return this.dispatcher.dispatch(new RecheckStar({ ...keyOf(application), centiHours }, meta));
  }

  decideReview(
    application: StarView,
    { outcome, volunteerId, level }: Decision<'keep' | 'revoke'>,
    meta: CommandMeta,
  ): Promise<Receipt> {
    const by = { decider: meta.actor.accountId, deciderVolunteerId: volunteerId, level };
    const data = { ...keyOf(application), ...by, outcome, on: localDateOf(meta.at) };
    return this.dispatcher.dispatch(new DecideStarReview(data, meta));
  }

  /** Read in one breath with the position the read models have reached. */
  #count(
    volunteerId: string,
    { from, until }: { readonly from: LocalDate; readonly until: LocalDate },
  ): CountedHours {
    const position = this.projector.reached;
    return { centiHours: this.queries.counted(volunteerId, from, until), from, until, position };
  }

  /** The working days that were left when the objection stopped the clock run on from a day. */
  #resumed(
    { effectiveOn, objectedOn }: StarView,
    on: LocalDate,
  ): Pick<Publicity, 'effectiveOn' | 'provisional'> {
    let left = 1;
    if (effectiveOn !== null && objectedOn !== null) {
      while (this.calendar.after(objectedOn, left).date < effectiveOn) left += 1;
    }
    const { date, provisional } = this.calendar.after(on, left);
    return { effectiveOn: date, provisional };
  }
}

function keyOf({ volunteerId, scheme, applicationId }: StarView) {
  return { volunteerId, scheme, applicationId };
}
