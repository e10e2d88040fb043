import type { LocalDate } from '../../../kernel/calendar.js';
import type { Decider } from '../../../kernel/decider.js';
import type { Recall } from '../../../kernel/recall.js';
import { unreachable } from '../../../kernel/rejection.js';
import type {
  AcceptanceCommand,
  ClearSpend,
  ConfirmAcceptance,
  EndAcceptance,
  NetAcceptance,
  ProposeAcceptance,
} from './acceptance.commands.js';
import type { AcceptanceEvent, Terms } from './acceptance.events.js';
import { requirePositive } from './amounts.js';
import { postings } from './postings.js';
import { reject } from './time-bank.rejections.js';

export interface Acceptance {
  proposed: (Terms & { readonly by: string }) | null;
  agreed: Terms | null;
  nextNettingOn: LocalDate | null;
  /** What the first of the pair is owed by the second; negative when it owes. */
  position: number;
  readonly cleared: Recall<true>;
}

/** Two stations: their agreement, and what one owes the other. */
export const acceptance: Decider<AcceptanceCommand, Acceptance, AcceptanceEvent> = {
  category: 'timeBankAcceptance',
  streamId: ({ data }) => pairOf(data.stationId, data.otherId),
  initialState: () => ({
    ...{ proposed: null, agreed: null, nextNettingOn: null, position: 0, cleared: new Map() },
  }),
  decide(command, state) {
    switch (command.type) {
      case 'ProposeAcceptance':
        return propose(command.data, state);
      case 'ConfirmAcceptance':
        return confirm(command.data, state);
      case 'EndAcceptance':
        return end(command.data, state);
      case 'ClearSpend':
        return clear(command.data, state);
      case 'NetAcceptance':
        return net(command.data, state);
      default:
        return unreachable(command);
    }
  },
  evolve(state, event) {
    switch (event.type) {
      case 'time-bank.AcceptanceProposed':
        state.proposed = { ...termsOf(event.data), by: event.data.proposedBy };
        return state;
      case 'time-bank.AcceptanceAgreed':
        state.proposed = null;
        state.agreed = termsOf(event.data);
        state.nextNettingOn ??= event.data.firstNettingOn;
        return state;
      case 'time-bank.AcceptanceEnded':
        state.agreed = null;
        return state;
      case 'time-bank.SpendCleared':
        state.cleared.set(keyOf(event.data.transferId, event.data.issuer), true);
        state.position += signOf(event.data.pair, event.data.stationId) * event.data.centiHours;
        return state;
      case 'time-bank.AcceptanceNetted':
        state.position = 0;
        state.nextNettingOn = event.data.nextNettingOn;
        return state;
      default:
        return state;
    }
  },
  snapshot: { version: 1, byKey: ['cleared'] },
};

/** The name of a pair, whoever comes first. */
export function pairOf(a: string, b: string): string {
  return a < b ? `${a}.${b}` : `${b}.${a}`;
}

function propose(data: ProposeAcceptance['data'], state: Acceptance): AcceptanceEvent[] {
  const { stationId, otherId, at } = data;
  if (stationId === otherId) reject('time-bank/same-account');
  requirePositive(data.limitCentiHours);
  if (state.agreed) reject('time-bank/agreement-in-force');
  const proposal = { pair: pairOf(stationId, otherId), proposedBy: stationId, at, postings: [] };
  return [{ type: 'time-bank.AcceptanceProposed', data: { ...termsOf(data), ...proposal } }];
}

/** Two stations agree: the one that proposed can't agree for the other. */
function confirm(data: ConfirmAcceptance['data'], state: Acceptance): AcceptanceEvent[] {
  const { stationId, otherId, at } = data;
  if (!state.proposed) return reject('time-bank/agreement-not-proposed');
  const { by, ...terms } = state.proposed;
  if (by === stationId) reject('time-bank/own-proposal');
  const agreed = { pair: pairOf(stationId, otherId), agreedBy: stationId, at, postings: [] };
  return [{ type: 'time-bank.AcceptanceAgreed', data: { ...terms, ...agreed } }];
}

function end({ stationId, otherId, at }: EndAcceptance['data'], state: Acceptance) {
  if (!state.agreed) reject('time-bank/agreement-unknown');
  const data = { pair: pairOf(stationId, otherId), endedBy: stationId, at, postings: [] };
  return [{ type: 'time-bank.AcceptanceEnded', data } as const];
}

/** Never refused: the service was given. The limit stops the next hold, not this settlement. */
function clear(data: ClearSpend['data'], state: Acceptance): AcceptanceEvent[] {
  const { stationId, otherId: issuer, transferId, centiHours, at } = data;
  requirePositive(centiHours);
  if (state.cleared.has(keyOf(transferId, issuer))) return [];
  const pair = pairOf(stationId, issuer);
  const owed = signOf(pair, stationId) * state.position + centiHours;
  const limit = state.agreed?.limitCentiHours ?? 0;
  const moved = postings([clearing(issuer, stationId), clearing(stationId, issuer), centiHours]);
  const cleared = { pair, transferId, issuer, stationId, centiHours, at, postings: moved };
  const overLimitCentiHours = Math.max(0, owed - limit);
  return [{ type: 'time-bank.SpendCleared', data: { ...cleared, overLimitCentiHours } }];
}

function net(data: NetAcceptance['data'], state: Acceptance): AcceptanceEvent[] {
  const { stationId, otherId, on } = data;
  const { nextNettingOn, position } = state;
  if (nextNettingOn === null) return reject('time-bank/agreement-unknown');
  if (on < nextNettingOn) return reject('time-bank/netting-not-due', { nextNettingOn });
  const pair = pairOf(stationId, otherId);
  const [first = '', second = ''] = pair.split('.');
  const [creditor, debtor] = position >= 0 ? [first, second] : [second, first];
  const centiHours = Math.abs(position);
  const moved = postings([clearing(creditor, debtor), clearing(debtor, creditor), centiHours]);
  const next = { nextNettingOn: monthsAfter(nextNettingOn, state.agreed?.everyMonths ?? 1) };
  const netted = { pair, on, debtor, creditor, centiHours, ...next, postings: moved };
  return [{ type: 'time-bank.AcceptanceNetted', data: netted }];
}

/** What `of` has towards `towards`: below zero it owes. */
function clearing(of: string, towards: string): `clearing:${string}` {
  return `clearing:${of}.${towards}`;
}

function signOf(pair: string, stationId: string): 1 | -1 {
  return pair.startsWith(`${stationId}.`) ? 1 : -1;
}

function keyOf(transferId: string, issuer: string): string {
  return `${transferId} ${issuer}`;
}

function termsOf({ limitCentiHours, everyMonths, firstNettingOn }: Terms): Terms {
  return { limitCentiHours, everyMonths, firstNettingOn };
}

/** Netting days are the 1st to the 28th, so that every month has them. */
function monthsAfter(date: LocalDate, months: number): LocalDate {
  const [year = 0, month = 1] = date.split('-').map(Number);
  const count = year * 12 + (month - 1) + months;
  const [y, m] = [Math.floor(count / 12), (count % 12) + 1];
  return `${y}-${String(m).padStart(2, '0')}-${date.slice(8)}`;
}
