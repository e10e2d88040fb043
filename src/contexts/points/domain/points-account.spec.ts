import fc from 'fast-check';
import { aMeta } from '../../../../test/support/given.js';
import { fold } from '../../../kernel/decider.js';
import { Rejection } from '../../../kernel/rejection.js';
import {
  AwardPoints,
  ExpirePoints,
  HoldPoints,
  type PointsAccountCommand,
  ReturnPoints,
  SpendPoints,
  VoidAward,
} from './points-account.commands.js';
import { pointsAccount } from './points-account.decider.js';
import type { PointsAccountEvent, PointsAccountId } from './points-account.events.js';

const accountId: PointsAccountId = 'volunteer.v';
const day = (n: number): string => new Date(Date.UTC(2026, 0, 1 + n)).toISOString().slice(0, 10);

type Step =
  | {
      readonly ask: 'award';
      readonly cause: number;
      readonly points: number;
      readonly version: number;
      readonly days: number;
    }
  | { readonly ask: 'void'; readonly cause: number }
  | { readonly ask: 'hold'; readonly id: number; readonly points: number }
  | { readonly ask: 'spend' | 'return'; readonly id: number }
  | { readonly ask: 'expire' }
  | { readonly ask: 'wait'; readonly days: number };

const n = (max: number) => fc.nat({ max });
const is = <const T extends string>(ask: T) => fc.constant(ask);
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    ...{ ask: is('award'), cause: n(7), points: n(40) },
    version: fc.integer({ min: 1, max: 3 }),
    days: fc.integer({ min: 1, max: 9 }),
  }),
  fc.record({ ask: is('void'), cause: n(7) }),
  fc.record({ ask: is('hold'), id: n(9), points: n(50) }),
  fc.record({ ask: fc.constantFrom('spend' as const, 'return' as const), id: n(9) }),
  fc.record({ ask: is('expire') }),
  fc.record({ ask: is('wait'), days: n(3) }),
);

function commandOf(s: Exclude<Step, { ask: 'wait' }>, today: number): PointsAccountCommand {
  const on = day(today);
  switch (s.ask) {
    case 'award': {
      const rest = { expiresOn: day(today + s.days), basis: null, policies: {} };
      const what = { causeId: `c${s.cause}`, version: s.version, points: s.points };
      return new AwardPoints({ accountId, ...what, issuer: 's', on, ...rest }, aMeta());
    }
    case 'void':
      return new VoidAward({ accountId, causeId: `c${s.cause}` }, aMeta());
    case 'hold': {
      const what = { redemptionId: `r${s.id}`, itemId: 'i', count: 1, points: s.points };
      return new HoldPoints({ accountId, ...what, at: `${on}T01:00:00.000Z`, on }, aMeta());
    }
    case 'spend':
      return new SpendPoints({ accountId, redemptionId: `r${s.id}` }, aMeta());
    case 'return':
      return new ReturnPoints({ accountId, redemptionId: `r${s.id}`, on }, aMeta());
    case 'expire':
      return new ExpirePoints({ accountId, on }, aMeta());
  }
}

/** One coin per point: who brought it, when it lapses, where it lies. */
interface Coin {
  readonly cause: string;
  readonly until: number;
  readonly born: number;
  lies: 'purse' | 'lapsed' | 'spent' | 'gone' | `held:${string}`;
}

/** The same rules told with single coins and a slate of debts. */
class Purse {
  readonly coins: Coin[] = [];
  readonly worth = new Map<
    string,
    { version: number; points: number; void: boolean; lapsed: number }
  >();
  readonly over = new Map<string, 'spent' | 'returned'>();
  debt = 0;
  #born = 0;

  lying(where: Coin['lies']): Coin[] {
    return this.coins.filter(({ lies }) => lies === where);
  }

  apply(s: Exclude<Step, { ask: 'wait' }>, today: number): void {
    switch (s.ask) {
      case 'award':
        return this.#award(s, today);
      case 'void':
        return this.#void(`c${s.cause}`);
      case 'hold':
        return this.#hold(`r${s.id}`, s.points, today);
      case 'spend':
        return this.#spend(`r${s.id}`);
      case 'return':
        return this.#return(`r${s.id}`, today);
      case 'expire':
        return this.#lapse(this.lying('purse'), today);
    }
  }

  #award(s: Extract<Step, { ask: 'award' }>, today: number): void {
    const cause = `c${s.cause}`;
    const before = this.worth.get(cause);
    if (before && (before.void || s.version <= before.version)) return;
    const had = before?.points ?? 0;
    const lapsed = before?.lapsed ?? 0;
    this.worth.set(cause, { version: s.version, points: s.points, void: false, lapsed });
    if (s.points < had) return this.#takeBack(cause, had - s.points);
    const repaid = Math.min(this.debt, s.points - had);
    this.debt -= repaid;
    this.#born += 1;
    for (let i = repaid; i < s.points - had; i += 1) {
      this.coins.push({ cause, until: today + s.days, born: this.#born, lies: 'purse' });
    }
  }

  #void(cause: string): void {
    const before = this.worth.get(cause);
    if (before?.void) return;
    const { version = 0, points = 0, lapsed = 0 } = before ?? {};
    this.worth.set(cause, { version, points: 0, void: true, lapsed });
    this.#takeBack(cause, points);
  }

  #takeBack(cause: string, points: number): void {
    const worth = this.worth.get(cause)!;
    const forgiven = Math.min(points, worth.lapsed);
    worth.lapsed -= forgiven;
    const own = this.#inOrder().filter((coin) => coin.cause === cause);
    const others = this.#inOrder().filter((coin) => coin.cause !== cause);
    const taken = [...own, ...others].slice(0, points - forgiven);
    for (const coin of taken) coin.lies = 'gone';
    this.debt += points - forgiven - taken.length;
  }

  #hold(id: string, points: number, today: number): void {
    const good = this.#inOrder().filter(({ until }) => until > today);
    const used = this.over.has(id) || this.lying(`held:${id}`).length > 0;
    if (points === 0 || used || points > good.length) return;
    this.#lapse(this.lying('purse'), today);
    for (const coin of good.slice(0, points)) coin.lies = `held:${id}`;
  }

  #spend(id: string): void {
    const held = this.lying(`held:${id}`);
    if (held.length === 0) return;
    for (const coin of held) coin.lies = 'spent';
    this.over.set(id, 'spent');
  }

  #return(id: string, today: number): void {
    const held = this.#sorted(this.lying(`held:${id}`));
    if (held.length === 0) return;
    this.over.set(id, 'returned');
    this.#lapse(held, today);
    for (const coin of held.filter(({ lies }) => lies !== 'lapsed')) {
      coin.lies = this.debt > 0 ? 'gone' : 'purse';
      this.debt = Math.max(0, this.debt - 1);
    }
  }

  #lapse(coins: readonly Coin[], today: number): void {
    for (const coin of coins.filter(({ until }) => until <= today)) {
      coin.lies = 'lapsed';
      this.worth.get(coin.cause)!.lapsed += 1;
    }
  }

  #inOrder(): Coin[] {
    return this.#sorted(this.lying('purse'));
  }

  #sorted(coins: readonly Coin[]): Coin[] {
    return [...coins].sort((a, b) => a.until - b.until || a.born - b.born);
  }
}

function decide(command: PointsAccountCommand, events: readonly PointsAccountEvent[]) {
  try {
    return pointsAccount.decide(command, fold(pointsAccount, events));
  } catch (error) {
    if (error instanceof Rejection) return [];
    throw error;
  }
}

function run(steps: readonly Step[], after: (events: PointsAccountEvent[], purse: Purse) => void) {
  const events: PointsAccountEvent[] = [];
  const purse = new Purse();
  let today = 0;
  for (const s of steps) {
    if (s.ask === 'wait') {
      today += s.days;
      continue;
    }
    const command = commandOf(s, today);
    events.push(...decide(command, events));
    purse.apply(s, today);
    expect(decide(command, events)).toEqual([]);
    after(events, purse);
  }
}

function balances(events: readonly PointsAccountEvent[]): (account: string) => number {
  const sums = new Map<string, number>();
  for (const { data } of events) {
    for (const { debit, credit, points } of data.postings) {
      expect(Number.isSafeInteger(points) && points > 0 && debit !== credit).toBe(true);
      sums.set(debit, (sums.get(debit) ?? 0) - points);
      sums.set(credit, (sums.get(credit) ?? 0) + points);
    }
  }
  return (account) => (sums.get(account) ?? 0) + 0;
}

const steps = fc.array(step, { minLength: 5, maxLength: 60 });

describe('a points account after any sequence of commands', () => {
  it('comes to what a purse of single coins comes to, in every account of the ledger', () => {
    fc.assert(
      fc.property(steps, (asked) => {
        run(asked, (events, purse) => {
          const of = balances(events);
          const held = purse.coins.filter(({ lies }) => lies.startsWith('held:')).length;
          expect({
            available: of(`available:${accountId}`),
            held: of(`held:${accountId}`),
            debt: -of(`debt:${accountId}`) + 0,
            redeemed: of('redeemed:volunteer'),
            expired: of('expired:volunteer'),
          }).toEqual({
            available: purse.lying('purse').length,
            held,
            debt: purse.debt,
            redeemed: purse.lying('spent').length,
            expired: purse.lying('lapsed').length,
          });
        });
      }),
      { numRuns: 300 },
    );
  });

  it('keeps in its lots what its postings say, in the order in which they lapse', () => {
    fc.assert(
      fc.property(steps, (asked) => {
        run(asked, (events, purse) => {
          const { lots, debt } = fold(pointsAccount, events);
          const left = new Map<string, number>();
          for (const { until } of purse.lying('purse')) {
            left.set(day(until), (left.get(day(until)) ?? 0) + 1);
          }
          const mine = new Map<string, number>();
          for (const { expiresOn, points } of lots) {
            expect(points).toBeGreaterThan(0);
            mine.set(expiresOn, (mine.get(expiresOn) ?? 0) + points);
          }
          expect([...mine]).toEqual([...left].sort(([a], [b]) => (a < b ? -1 : 1)));
          expect(debt > 0 && lots.length > 0).toBe(false);
        });
      }),
      { numRuns: 200 },
    );
  });
});
