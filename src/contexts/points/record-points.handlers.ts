import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { DeciderExecutor, type Receipt } from '../../cqrs/decider-executor.js';
import { EventStore } from '../../event-store/event-store.js';
import { PolicyBook } from '../../platform/policy-book.js';
import { Projector } from '../../projections/projector.js';
import { AwardPoints, AwardRecordPoints } from './domain/points-account.commands.js';
import { pointsAccount } from './domain/points-account.decider.js';
import {
  pointsForHours,
  VOLUNTEER_POINTS_POLICIES,
  type VolunteerPointsPolicy,
} from './domain/volunteer-points.policy.js';
import { PointsQueries } from './points.queries.js';

const PROJECTED_MS = 30_000;

/** Looks up the class of the service behind a record, and awards what the policy makes of it. */
@CommandHandler(AwardRecordPoints)
export class AwardRecordPointsHandler implements ICommandHandler<AwardRecordPoints> {
  readonly #policies: readonly VolunteerPointsPolicy[];

  constructor(
    private readonly executor: DeciderExecutor,
    private readonly queries: PointsQueries,
    private readonly store: EventStore,
    private readonly projector: Projector,
    policies: PolicyBook,
  ) {
    this.#policies = policies.of('volunteer-points', VOLUNTEER_POINTS_POLICIES);
  }

  async execute({ data, meta }: AwardRecordPoints): Promise<Receipt> {
    const { volunteerId, recordId, version, issuer, centiHours, date, on } = data;
    // The record and its activity are in the store; its class is read where they are projected.
    if (!(await this.projector.waitFor(await this.store.head(), PROJECTED_MS))) {
      throw new Error(`the read models are too far behind to know the class of ${recordId}`);
    }
    const category = this.queries.classOf(recordId);
    const made = pointsForHours({ centiHours, category, date, on }, this.#policies);
    const award = {
      ...{ accountId: `volunteer.${volunteerId}` as const, causeId: recordId, version, issuer },
      ...{ points: made.points, on, expiresOn: made.expiresOn, basis: made.basis },
      policies: { 'volunteer-points': made.version },
    };
    return this.executor.execute(pointsAccount, new AwardPoints(award, meta));
  }
}
