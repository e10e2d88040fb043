import { type Instant, millis } from '../../../kernel/calendar.js';
import type { HoldReleased } from './account.events.js';
import type { Account, Hold } from './account.state.js';
import { addParts, type Part, type Parts, removeParts, split } from './parts.js';
import { type Posting, postIn, postings, postOut } from './postings.js';
import type { GrantLapsed } from './transfer.events.js';

/** What has run out by now, as events, and the account as it stands after them. */
export interface Lapsed {
  readonly events: readonly (HoldReleased | GrantLapsed)[];
  readonly parts: Parts;
  readonly debt: number;
  /** Holds that are still open. */
  readonly open: readonly Hold[];
}

/** Holds and grants end exactly at their time, not when somebody sweeps. */
export function lapse(volunteerId: string, state: Account, at: Instant): Lapsed {
  const parts: Parts = new Map(state.parts);
  const events: (HoldReleased | GrantLapsed)[] = [];
  const open: Hold[] = [];
  let { debt } = state;
  for (const hold of state.open.values()) {
    if (!isOver(hold.expiresAt, at)) {
      open.push(hold);
      continue;
    }
    const event = released({ volunteerId, hold, debt, at });
    debt -= event.data.repaidDebt;
    addParts(parts, event.data.into);
    events.push(event);
  }
  const over = [...parts.values()].filter(
    ({ expiresAt }) => expiresAt !== null && isOver(expiresAt, at),
  );
  const lapses = over.map((part, index) =>
    grantLapsed({ volunteerId, part, nth: state.lapses + index + 1, at }),
  );
  removeParts(parts, over);
  return { events: [...events, ...lapses], parts, debt, open };
}

export function isOver(end: Instant, at: Instant): boolean {
  return millis(at) >= millis(end);
}

/** What comes back repays a debt before it can be spent again. */
export function released({ volunteerId, hold, debt, at }: Release): HoldReleased {
  const { holdId, centiHours, expiresAt, parts } = hold;
  const back = comeBack(volunteerId, parts, debt);
  return {
    type: 'time-bank.HoldReleased',
    data: {
      ...{ volunteerId, holdId, centiHours, at },
      why: isOver(expiresAt, at) ? 'expired' : 'cancelled',
      ...back,
      outOf: [],
    },
  };
}

interface Release {
  readonly volunteerId: string;
  readonly hold: Hold;
  readonly debt: number;
  readonly at: Instant;
}

interface Back {
  readonly repaidDebt: number;
  readonly into: readonly Part[];
  readonly postings: readonly Posting[];
}

/** From a hold to where it was; a grant repays no debt, it is lent for a purpose. */
export function comeBack(volunteerId: string, parts: readonly Part[], debt: number): Back {
  const granted = parts.filter(({ kind }) => kind === 'granted');
  const own = parts.filter(({ kind }) => kind !== 'granted');
  const [repaying, free] = split(own, debt);
  const repaidDebt = repaying.reduce((sum, { centiHours }) => sum + centiHours, 0);
  return {
    repaidDebt,
    into: [...granted, ...free],
    postings: [
      ...postIn(volunteerId, parts, `held:${volunteerId}`),
      ...postOut(volunteerId, repaying, `debt:${volunteerId}`),
    ],
  };
}

export function grantLapsed({ volunteerId, part, nth, at, why = 'expired' }: Lapse): GrantLapsed {
  const { grantId, issuer, centiHours } = part;
  const transferId = `${volunteerId}.lapse-${nth}`;
  return {
    type: 'time-bank.GrantLapsed',
    data: {
      ...{ volunteerId, transferId, grantId: grantId ?? '', centiHours, why, at },
      divisionCode: issuer.slice('pool:'.length),
      ...{ into: [], outOf: [part] },
      postings: postings([`granted:${volunteerId}`, `transit:${transferId}`, centiHours]),
    },
  };
}

interface Lapse {
  readonly volunteerId: string;
  readonly part: Part;
  readonly nth: number;
  readonly at: Instant;
  readonly why?: 'expired' | 'closed';
}
