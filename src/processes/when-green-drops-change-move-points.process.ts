import type {
  DropAnnulled,
  DropCorrected,
  DropInspected,
  HouseholdClosed,
} from '../contexts/green-accounts/index.js';
import { AwardPoints, ClosePointsAccount, VoidAward } from '../contexts/points/index.js';
import type { Command, Recorded } from '../kernel/message.js';
import type { MetaOf, Process } from './process.js';

/**
 * When a drop earned, its points come into the household's account, once; when it is corrected or
 * annulled, they follow; when the household closes, so does the account. One process for all of
 * them: what undoes must not overtake.
 */
export const whenGreenDropsChangeMovePoints: Process = {
  name: 'when-green-drops-change-move-points',
  on: [
    'green-accounts.DropInspected',
    'green-accounts.DropCorrected',
    'green-accounts.DropAnnulled',
    'green-accounts.HouseholdClosed',
  ],
  react(event, meta) {
    switch (event.type) {
      case 'green-accounts.DropInspected':
        return inspected(event as Recorded<DropInspected>, meta);
      case 'green-accounts.DropCorrected':
        return [award(event as Recorded<DropCorrected>, meta)];
      case 'green-accounts.DropAnnulled': {
        const { householdId, dropId } = (event as Recorded<DropAnnulled>).data;
        return [new VoidAward({ accountId: `green.${householdId}`, causeId: dropId }, meta(0))];
      }
      default: {
        const { householdId, on } = (event as Recorded<HouseholdClosed>).data;
        return [new ClosePointsAccount({ accountId: `green.${householdId}`, on }, meta(0))];
      }
    }
  },
};

function inspected(event: Recorded<DropInspected>, meta: MetaOf): Command[] {
  return event.data.points > 0 ? [award(event, meta)] : [];
}

function award(event: Recorded<DropInspected | DropCorrected>, meta: MetaOf): Command {
  const { householdId, dropId, stationId, points, on, pointsExpireOn } = event.data;
  const version = 'version' in event.data ? event.data.version : 1;
  return new AwardPoints(
    {
      ...{ accountId: `green.${householdId}`, causeId: dropId, version, issuer: stationId },
      ...{ points, on, expiresOn: pointsExpireOn, basis: null },
      policies: event.meta.policies ?? {},
    },
    meta(0),
  );
}
