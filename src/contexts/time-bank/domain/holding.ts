import type { HoldCredit, ReleaseHold, SettleHold } from './account.commands.js';
import type { AccountEvent, HoldReleased, HoldSettled } from './account.events.js';
import type { Account, Hold } from './account.state.js';
import { requirePositive } from './amounts.js';
import { comeBack, isOver, lapse, released } from './lapsing.js';
import { inSpendingOrder, type Part, split, total } from './parts.js';
import { postOut, postings } from './postings.js';
import { requireOpen } from './standing.js';
import { reject } from './time-bank.rejections.js';

/** Holds whose time is over make room first; a hold counts at once. */
export function hold(data: HoldCredit['data'], state: Account): AccountEvent[] {
  const { volunteerId, holdId, centiHours, stationId, at, expiresAt, policy } = data;
  requireOpen(state);
  requireAsked(data);
  if (state.open.has(holdId) || state.resolved.has(holdId)) reject('time-bank/hold-exists');
  const lapsed = lapse(volunteerId, state, at);
  const [outOf] = split(usable(data, lapsed.parts.values()), centiHours);
  const found = total(outOf);
  if (found < centiHours) refuse(data, total(lapsed.parts.values()), found);
  return [
    ...lapsed.events,
    {
      type: 'time-bank.CreditHeld',
      data: {
        ...{ volunteerId, holdId, centiHours, stationId, heldAt: at, expiresAt },
        ...{ into: [], outOf, postings: postOut(volunteerId, outOf, `held:${volunteerId}`) },
      },
      policies: { credit: policy.version },
    },
  ];
}

function requireAsked({ centiHours, age, policy }: HoldCredit['data']): void {
  requirePositive(centiHours);
  const { redeemStepCentiHours: stepCentiHours, spendAgeFrom, version: policyVersion } = policy;
  if (centiHours % stepCentiHours !== 0) {
    reject('time-bank/amount-not-in-steps', { stepCentiHours, policyVersion });
  }
  if (spendAgeFrom > 0 && (age === null || age < spendAgeFrom)) {
    reject('time-bank/below-spend-age', { spendAgeFrom, policyVersion });
  }
}

function refuse({ centiHours, policy }: HoldCredit['data'], all: number, here: number): never {
  const facts = { askedCentiHours: centiHours, policyVersion: policy.version };
  return all < centiHours
    ? reject('time-bank/insufficient-credit', { ...facts, availableCentiHours: all })
    : reject('time-bank/not-accepted-here', { ...facts, acceptedCentiHours: here });
}

/** What the serving station honours: its own credit before that of others. */
function usable(data: HoldCredit['data'], parts: Iterable<Part>): Part[] {
  const { stationId, policy } = data;
  const rank = ({ kind, issuer }: Part): number =>
    kind === 'granted' ? 0 : issuer === stationId ? 1 : 2;
  const ordered = inSpendingOrder(parts).sort((a, b) => rank(a) - rank(b));
  if (stationId === null || policy.acceptance === 'open') return ordered;
  const room = new Map(data.accepted.map(({ issuer, roomCentiHours }) => [issuer, roomCentiHours]));
  return ordered.flatMap((part) => {
    if (rank(part) < 2) return [part];
    const [honoured] = split([part], room.get(part.issuer) ?? 0);
    room.set(part.issuer, (room.get(part.issuer) ?? 0) - total(honoured));
    return honoured;
  });
}

/** Also of a frozen account: the service was given, and the hold counted before. */
export function settle(data: SettleHold['data'], state: Account): HoldSettled[] {
  const { volunteerId, holdId, centiHours, providerId, recordId, at } = data;
  requirePositive(centiHours);
  const open = openHold(holdId, state);
  if (providerId === volunteerId) reject('time-bank/same-account');
  if (isOver(open.expiresAt, at)) reject('time-bank/hold-expired', { expiresAt: open.expiresAt });
  const heldCentiHours = open.centiHours;
  if (centiHours > heldCentiHours) {
    reject('time-bank/exceeds-hold', { askedCentiHours: centiHours, heldCentiHours });
  }
  const [spent, rest] = split(open.parts, centiHours);
  const { postings: backward, ...back } = comeBack(volunteerId, rest, state.debt);
  const to = providerId === null ? 'retired' : (`transit:${holdId}` as const);
  return [
    {
      type: 'time-bank.HoldSettled',
      data: {
        ...{ volunteerId, holdId, centiHours, released: heldCentiHours - centiHours, ...back },
        ...{ spent, stationId: open.stationId, providerId, recordId, at, outOf: [] },
        postings: [...postings([`held:${volunteerId}`, to, centiHours]), ...backward],
      },
    },
  ];
}

export function release(data: ReleaseHold['data'], state: Account): HoldReleased[] {
  const { volunteerId, holdId, at } = data;
  return [released({ volunteerId, hold: openHold(holdId, state), debt: state.debt, at })];
}

/** A hold resolves once: settled, cancelled or expired. */
function openHold(holdId: string, state: Account): Hold {
  const open = state.open.get(holdId);
  if (open) return open;
  const resolved = state.resolved.get(holdId);
  if (resolved === 'settled') return reject('time-bank/hold-already-settled');
  if (resolved) return reject('time-bank/hold-already-released');
  return reject('time-bank/hold-unknown');
}
