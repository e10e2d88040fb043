import type { Decider } from '../../../kernel/decider.js';
import type { Recall } from '../../../kernel/recall.js';
import { unreachable } from '../../../kernel/rejection.js';
import { requirePositive } from './amounts.js';
import type { GrantFromPool, NameGuarantor, PoolCommand, PutIntoPool } from './pool.commands.js';
import type { PoolEvent } from './pool.events.js';
import { postings } from './postings.js';
import { reject } from './time-bank.rejections.js';

export interface Pool {
  balance: number;
  readonly received: Recall<true>;
  readonly granted: Recall<true>;
  /** `volunteer month` → granted in that month. */
  readonly quotas: Recall<number>;
  guarantor: string | null;
}

/** The time pool of a division: never grants what it does not have, nor over a person's quota. */
export const pool: Decider<PoolCommand, Pool, PoolEvent> = {
  category: 'timeBankPool',
  streamId: ({ data }) => data.divisionCode,
  initialState: () => ({
    ...{ balance: 0, received: new Map(), granted: new Map(), quotas: new Map(), guarantor: null },
  }),
  decide(command, state) {
    switch (command.type) {
      case 'PutIntoPool':
        return put(command.data, state);
      case 'GrantFromPool':
        return grant(command.data, state);
      case 'NameGuarantor':
        return nameGuarantor(command.data, state);
      default:
        return unreachable(command);
    }
  },
  evolve(state, event) {
    switch (event.type) {
      case 'time-bank.PoolReceived':
        state.received.set(event.data.transferId, true);
        state.balance += event.data.centiHours;
        return state;
      case 'time-bank.PoolGranted': {
        const { grantId, centiHours } = event.data;
        state.granted.set(grantId, true);
        state.balance -= centiHours;
        const key = quotaKey(event.data);
        state.quotas.set(key, (state.quotas.get(key) ?? 0) + centiHours);
        return state;
      }
      case 'time-bank.GuarantorNamed':
        state.guarantor = event.data.organisationId;
        return state;
      default:
        return state;
    }
  },
  snapshot: { version: 1, byKey: ['received', 'granted', 'quotas'] },
};

function put(data: PutIntoPool['data'], state: Pool): PoolEvent[] {
  const { divisionCode, transferId, centiHours } = data;
  requirePositive(centiHours);
  if (state.received.has(transferId)) return [];
  const moved = postings([`transit:${transferId}`, `pool:${divisionCode}`, centiHours]);
  return [{ type: 'time-bank.PoolReceived', data: { ...data, postings: moved } }];
}

function grant(asked: GrantFromPool['data'], state: Pool): PoolEvent[] {
  const { policy, approverVolunteerId, ...data } = asked;
  const { divisionCode, grantId, centiHours, ground } = data;
  requirePositive(centiHours);
  if (state.granted.has(grantId)) reject('time-bank/grant-exists');
  if (approverVolunteerId === data.volunteerId) reject('time-bank/own-grant');
  if (!policy.grantGrounds.includes(ground)) {
    const accepted = policy.grantGrounds.join(', ');
    reject('time-bank/ground-not-accepted', { ground, accepted, policyVersion: policy.version });
  }
  requireQuota(asked, state.quotas.get(quotaKey(data)) ?? 0);
  if (centiHours > state.balance) {
    const poolCentiHours = state.balance;
    reject('time-bank/pool-insufficient', { poolCentiHours, askedCentiHours: centiHours });
  }
  const moved = postings([`pool:${divisionCode}`, `transit:${grantId}`, centiHours]);
  return [
    {
      type: 'time-bank.PoolGranted',
      data: { ...data, postings: moved },
      policies: { credit: policy.version },
    },
  ];
}

function requireQuota({ centiHours, policy }: GrantFromPool['data'], granted: number): void {
  const quotaCentiHours = policy.grantMonthlyCentiHours;
  if (granted + centiHours <= quotaCentiHours) return;
  reject('time-bank/monthly-quota-exceeded', {
    ...{ grantedCentiHours: granted, quotaCentiHours, policyVersion: policy.version },
  });
}

function nameGuarantor(data: NameGuarantor['data'], state: Pool): PoolEvent[] {
  if (state.guarantor === data.organisationId) return [];
  return [{ type: 'time-bank.GuarantorNamed', data: { ...data, postings: [] } }];
}

function quotaKey(of: { readonly volunteerId: string; readonly month: string }): string {
  return `${of.volunteerId} ${of.month}`;
}
