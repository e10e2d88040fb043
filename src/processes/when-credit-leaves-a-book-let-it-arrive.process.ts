import {
  type AccountClosed,
  ClearSpend,
  type CreditDonated,
  type CreditGifted,
  type CreditPolicy,
  creditPolicyOn,
  type CreditReceived,
  type GrantLapsed,
  type HoldSettled,
  type Part,
  type PoolGranted,
  PutIntoPool,
  ReceiveCredit,
} from '../contexts/time-bank/index.js';
import { localDateOf } from '../kernel/calendar.js';
import type { Command, Recorded } from '../kernel/message.js';
import type { MetaOf, Process } from './process.js';

/**
 * When credit leaves an account or a pool for another book, it arrives there: once, whatever breaks
 * off in between, because the arrival knows the transfer by its id. Credit of one station that was
 * spent at another is cleared between the two. One process for all, so that nothing overtakes.
 */
export function whenCreditLeavesABookLetItArrive(policies: readonly CreditPolicy[]): Process {
  return {
    name: 'when-credit-leaves-a-book-let-it-arrive',
    on: Object.keys(REACTIONS),
    react(event, meta) {
      const policy = creditPolicyOn(localDateOf(event.meta.recordedAt), policies);
      return REACTIONS[event.type as keyof Departures](event as never, { policy, meta });
    },
  };
}

interface Departures {
  'time-bank.CreditGifted': CreditGifted;
  'time-bank.CreditDonated': CreditDonated;
  'time-bank.CreditReceived': CreditReceived;
  'time-bank.GrantLapsed': GrantLapsed;
  'time-bank.HoldSettled': HoldSettled;
  'time-bank.AccountClosed': AccountClosed;
  'time-bank.PoolGranted': PoolGranted;
}

interface With {
  readonly policy: CreditPolicy;
  readonly meta: MetaOf;
}

const REACTIONS: {
  readonly [T in keyof Departures]: (event: Recorded<Departures[T]>, use: With) => Command[];
} = {
  'time-bank.CreditGifted': ({ data }, { policy, meta }) => {
    const { volunteerId: from, to, giftId: transferId, outOf } = data;
    const gift = { transferId, cause: 'gift', from, parts: asGift(outOf), recordId: null } as const;
    return [new ReceiveCredit({ volunteerId: to, ...gift, policy }, meta(0))];
  },
  'time-bank.CreditDonated': ({ data }, { meta }) => {
    const { divisionCode, donationId: transferId, centiHours } = data;
    return [new PutIntoPool({ divisionCode, transferId, cause: 'donation', centiHours }, meta(0))];
  },
  'time-bank.CreditReceived': ({ data }, { meta }) => {
    const { divisionCode, forwarded: centiHours } = data;
    if (divisionCode === null || centiHours === 0) return [];
    const transferId = `${data.transferId}.forwarded`;
    return [new PutIntoPool({ divisionCode, transferId, cause: 'forwarded', centiHours }, meta(0))];
  },
  'time-bank.GrantLapsed': ({ data: { divisionCode, transferId, centiHours } }, { meta }) => [
    new PutIntoPool({ divisionCode, transferId, cause: 'lapsed-grant', centiHours }, meta(0)),
  ],
  'time-bank.HoldSettled': ({ data }, use) => [...payment(data, use), ...clearings(data, use)],
  'time-bank.AccountClosed': ({ data }, use) => rest(data, use),
  'time-bank.PoolGranted': ({ data }, { policy, meta }) => {
    const { divisionCode, grantId, volunteerId, centiHours, expiresAt } = data;
    const from = `pool:${divisionCode}`;
    const part: Part = { kind: 'granted', issuer: from, grantId, expiresAt, centiHours };
    const grant = { transferId: grantId, cause: 'grant', from, parts: [part] } as const;
    return [new ReceiveCredit({ volunteerId, ...grant, recordId: null, policy }, meta(0))];
  },
};

/** Who gave the service has earned it; from now on their own station answers for it. */
function payment(data: HoldSettled['data'], { policy, meta }: With): Command[] {
  const { volunteerId: from, providerId, holdId: transferId, recordId, stationId, spent } = data;
  if (providerId === null) return [];
  const parts = spent.map((part): Part => {
    const issuer = stationId ?? part.issuer;
    return { kind: 'earned', issuer, grantId: null, expiresAt: null, centiHours: part.centiHours };
  });
  const paid = { volunteerId: providerId, transferId, from, parts, recordId, policy };
  return [new ReceiveCredit({ ...paid, cause: 'settlement' }, meta(0))];
}

/** One clearing for each other station whose credit was spent; pools are honoured everywhere. */
function clearings(data: HoldSettled['data'], { meta }: With): Command[] {
  const { stationId, holdId: transferId, at } = data;
  if (stationId === null) return [];
  const owed = new Map<string, number>();
  for (const { kind, issuer, centiHours } of data.spent) {
    if (kind === 'granted' || issuer === stationId) continue;
    owed.set(issuer, (owed.get(issuer) ?? 0) + centiHours);
  }
  return [...owed].map(
    ([otherId, centiHours], index) =>
      new ClearSpend({ stationId, otherId, transferId, centiHours, at }, meta(index + 1)),
  );
}

function rest(data: AccountClosed['data'], { policy, meta }: With): Command[] {
  const { volunteerId: from, divisionCode, transferId, centiHours, to, outOf } = data;
  if (centiHours === 0 || data.rest === 'statement') return [];
  if (to === null) {
    const pooled = { divisionCode, transferId, cause: 'closed-account', centiHours } as const;
    return [new PutIntoPool(pooled, meta(0))];
  }
  const estate = {
    transferId,
    cause: 'estate',
    from,
    parts: asGift(outOf),
    recordId: null,
  } as const;
  return [new ReceiveCredit({ volunteerId: to, ...estate, policy }, meta(0))];
}

/** One hop: in the hands of another it can't be given on. */
function asGift(parts: readonly Part[]): readonly Part[] {
  return parts.map((part) => ({ ...part, kind: 'gifted' }));
}
