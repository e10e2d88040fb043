import type { AccountEvent } from './account.events.js';
import { type Account, standingOf } from './account.state.js';
import { requirePositive } from './amounts.js';
import { lapse } from './lapsing.js';
import { inSpendingOrder, type Part, split, total } from './parts.js';
import { postIn, postings, postOut } from './postings.js';
import { requireKinship } from './relations.js';
import { requireOpen } from './standing.js';
import { reject } from './time-bank.rejections.js';
import type {
  DonateCredit,
  GiveCredit,
  KeepOverflow,
  LapseGrants,
  ReceiveCredit,
} from './transfer.commands.js';
import type { CreditReceived } from './transfer.events.js';

/** Only what one earned oneself can be given: one hop. */
export function give(data: GiveCredit['data'], state: Account): AccountEvent[] {
  const { volunteerId, giftId, to, relation, evidenceHash, centiHours, at, policy } = data;
  requireOpen(state);
  requirePositive(centiHours);
  if (to === volunteerId) reject('time-bank/same-account');
  requireKinship(data, policy.giftRelations, policy.version);
  if (state.transfers.has(giftId)) reject('time-bank/transfer-exists');
  const lapsed = lapse(volunteerId, state, at);
  const own = [...lapsed.parts.values()].filter(({ kind }) => kind === 'earned');
  const [outOf] = split(own, centiHours);
  if (total(outOf) < centiHours) {
    const giftable = { giftableCentiHours: total(outOf), askedCentiHours: centiHours };
    reject('time-bank/not-giftable', { ...giftable, policyVersion: policy.version });
  }
  return [
    ...lapsed.events,
    {
      type: 'time-bank.CreditGifted',
      data: {
        ...{ volunteerId, giftId, to, relation, evidenceHash, centiHours, at, into: [], outOf },
        postings: postOut(volunteerId, outOf, `transit:${giftId}`),
      },
      policies: { credit: policy.version },
    },
  ];
}

export function donate(data: DonateCredit['data'], state: Account): AccountEvent[] {
  const { volunteerId, donationId, divisionCode, source, centiHours, at } = data;
  requireOpen(state);
  requirePositive(centiHours);
  if (state.transfers.has(donationId)) reject('time-bank/transfer-exists');
  const about = { volunteerId, donationId, divisionCode, source, centiHours, at, into: [] };
  if (source === 'overflow') {
    requireOverflow(centiHours, state);
    const moved = postings([`overflow:${volunteerId}`, `transit:${donationId}`, centiHours]);
    const data = { ...about, outOf: [], postings: moved };
    return [{ type: 'time-bank.CreditDonated', data }];
  }
  const lapsed = lapse(volunteerId, state, at);
  const own = inSpendingOrder(lapsed.parts.values()).filter(({ kind }) => kind !== 'granted');
  const [outOf] = split(own, centiHours);
  const availableCentiHours = total(outOf);
  if (availableCentiHours < centiHours) {
    reject('time-bank/insufficient-credit', { availableCentiHours, askedCentiHours: centiHours });
  }
  const moved = postOut(volunteerId, outOf, `transit:${donationId}`);
  const event = { ...about, outOf, postings: moved };
  return [...lapsed.events, { type: 'time-bank.CreditDonated', data: event }];
}

export function keepOverflow(data: KeepOverflow['data'], state: Account): AccountEvent[] {
  const { volunteerId, centiHours, at } = data;
  requireOpen(state);
  requirePositive(centiHours);
  requireOverflow(centiHours, state);
  const moved = postings([`overflow:${volunteerId}`, `honour:${volunteerId}`, centiHours]);
  const event = { volunteerId, centiHours, at, into: [], outOf: [], postings: moved };
  return [{ type: 'time-bank.OverflowKept', data: event }];
}

function requireOverflow(askedCentiHours: number, { overflow }: Account): void {
  if (askedCentiHours <= overflow) return;
  reject('time-bank/exceeds-overflow', { askedCentiHours, overflowCentiHours: overflow });
}

/** Repays a debt, then fills the account, then goes over its cap; a grant does neither. */
export function receive(data: ReceiveCredit['data'], state: Account): CreditReceived[] {
  const { volunteerId: v, transferId, cause, from, parts, recordId, policy } = data;
  if (state.transfers.has(transferId)) return [];
  const centiHours = total(parts);
  const retired = isForHonour(data, state) ? centiHours : 0;
  const forwarded = retired === 0 && state.standing === 'closed' ? centiHours : 0;
  const reaches = retired + forwarded > 0 ? [] : parts;
  const shares = cause === 'grant' ? grantShares(reaches) : ownShares(reaches, state, data);
  const { into, repaying, over } = shares;
  return [
    {
      type: 'time-bank.CreditReceived',
      data: {
        ...{ volunteerId: v, transferId, cause, from, centiHours, repaidDebt: total(repaying) },
        ...{ overflow: total(over), retired, forwarded, recordId, into, outOf: [] },
        divisionCode: forwarded > 0 ? state.divisionCode : null,
        postings: [
          ...postings([`transit:${transferId}`, 'retired', retired]),
          ...postings([`transit:${transferId}`, `transit:${transferId}.forwarded`, forwarded]),
          ...postIn(v, [...into, ...repaying], `transit:${transferId}`),
          ...postOut(v, repaying, `debt:${v}`),
          ...postings([`transit:${transferId}`, `overflow:${v}`, total(over)]),
        ],
      },
      policies: { credit: policy.version },
    },
  ];
}

/** A record that earned by itself, or is void, is not paid a second time. */
function isForHonour(
  { cause, recordId }: ReceiveCredit['data'],
  { honourOnly, issued }: Account,
): boolean {
  return cause === 'settlement' && (honourOnly || (recordId !== null && issued.has(recordId)));
}

interface Shares {
  readonly into: readonly Part[];
  readonly repaying: readonly Part[];
  readonly over: readonly Part[];
}

function grantShares(parts: readonly Part[]): Shares {
  return { into: parts, repaying: [], over: [] };
}

function ownShares(
  parts: readonly Part[],
  state: Account,
  { policy }: ReceiveCredit['data'],
): Shares {
  const [repaying, free] = split(parts, state.debt);
  const room = policy.accountCapCentiHours - standingOf(state) - total(repaying);
  const [into, over] = split(free, Math.max(0, room));
  return { into, repaying, over };
}

export function lapseGrants({ volunteerId, at }: LapseGrants['data'], state: Account) {
  return lapse(volunteerId, state, at).events;
}
