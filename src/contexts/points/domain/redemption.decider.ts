import { type Instant, millis } from '../../../kernel/calendar.js';
import type { Decider } from '../../../kernel/decider.js';
import { unreachable } from '../../../kernel/rejection.js';
import { reject } from './points.rejections.js';
import type {
  EndRedemption,
  OpenRedemption,
  PickUpGoods,
  RedemptionCommand,
} from './redemption.commands.js';
import type { RedemptionEnded, RedemptionEvent, RedemptionOpened } from './redemption.events.js';

export interface Redemption {
  status: 'none' | 'open' | 'picked-up' | 'ended';
  opened: RedemptionOpened['data'] | undefined;
  misses: number;
}

/**
 * How one redemption ends: picked up, or not. Account and stock are two other streams, and both
 * follow what this one says; it says one thing only.
 */
export const redemption: Decider<RedemptionCommand, Redemption, RedemptionEvent> = {
  category: 'redemption',
  streamId: ({ data }) => data.redemptionId,
  initialState: () => ({ status: 'none', opened: undefined, misses: 0 }),
  decide(command, state) {
    switch (command.type) {
      case 'OpenRedemption':
        return open(command.data, state);
      case 'PickUpGoods':
        return pickUp(command.data, state);
      case 'EndRedemption':
        return end(command.data, state);
      case 'AbandonRedemption':
        return state.status === 'none' ? [ended(command.data, 'abandoned')] : [];
      default:
        return unreachable(command);
    }
  },
  evolve(state, event) {
    switch (event.type) {
      case 'points.RedemptionOpened':
        state.status = 'open';
        state.opened = event.data;
        return state;
      case 'points.PickUpMissed':
        state.misses = event.data.misses;
        return state;
      case 'points.GoodsPickedUp':
        state.status = 'picked-up';
        return state;
      case 'points.RedemptionEnded':
        state.status = 'ended';
        return state;
      default:
        return state;
    }
  },
};

function open(data: OpenRedemption['data'], state: Redemption): RedemptionEvent[] {
  const { policy, ...opened } = data;
  if (state.status === 'open') return [];
  if (state.status !== 'none') reject('points/redemption-over');
  const policies = { redemption: policy.version };
  return [{ type: 'points.RedemptionOpened', data: opened, policies }];
}

/** A wrong code is a fact, and counts: six digits can be guessed, but not in a few tries. */
function pickUp(data: PickUpGoods['data'], state: Redemption): RedemptionEvent[] {
  const { redemptionId, codeIsRight, at, policy } = data;
  const { opened, misses } = state;
  if (state.status === 'none' || !opened) return reject('points/redemption-unknown');
  if (state.status === 'picked-up') reject('points/already-picked-up');
  if (state.status === 'ended') reject('points/redemption-over');
  if (isOver(opened, at)) reject('points/pick-up-expired', { expiresAt: opened.expiresAt });
  if (misses >= policy.missesMax) reject('points/pick-up-locked');
  if (!codeIsRight) {
    return [{ type: 'points.PickUpMissed', data: { redemptionId, misses: misses + 1, at } }];
  }
  const { accountId, itemId } = opened;
  return [{ type: 'points.GoodsPickedUp', data: { redemptionId, accountId, itemId, at } }];
}

function end(data: EndRedemption['data'], { status, opened }: Redemption): RedemptionEvent[] {
  if (status === 'none' || !opened) return reject('points/redemption-unknown');
  if (status === 'ended') return [];
  if (status === 'picked-up') reject('points/already-picked-up');
  return [ended(data, isOver(opened, data.at) ? 'expired' : 'cancelled')];
}

function ended(data: EndRedemption['data'], why: RedemptionEnded['data']['why']): RedemptionEnded {
  return { type: 'points.RedemptionEnded', data: { ...data, why } };
}

function isOver({ expiresAt }: { readonly expiresAt: Instant }, at: Instant): boolean {
  return millis(at) >= millis(expiresAt);
}
