import fc from 'fast-check';
import { aMeta } from '../../../../test/support/given.js';
import { fold } from '../../../kernel/decider.js';
import { Rejection } from '../../../kernel/rejection.js';
import {
  type AccountCommand,
  HoldCredit,
  IssueCredit,
  ReleaseHold,
  ReverseIssue,
  SettleHold,
} from './account.commands.js';
import { account } from './account.decider.js';
import type { AccountEvent } from './account.events.js';
import { heldOf } from './account.state.js';
import { creditPolicyOn } from './credit.policy.js';

const START = Date.parse('2026-03-07T00:00:00.000Z');
const DAY = 86_400_000;
const CAPS = { dailyCapCentiHours: 800, accountCapCentiHours: 2_000, redeemStepCentiHours: 50 };
const policy = { ...creditPolicyOn('2026-03-07'), ...CAPS };
const own = { volunteerId: 'v' };
const instant = (day: number): string => new Date(START + day * DAY).toISOString();

/** What is asked, in plain words; the clock only moves forward. */
type Step =
  | { readonly ask: 'issue'; readonly record: number; readonly amount: number; readonly on: number }
  | { readonly ask: 'reverse'; readonly record: number }
  | { readonly ask: 'hold'; readonly id: number; readonly amount: number; readonly days: number }
  | { readonly ask: 'settle'; readonly id: number; readonly amount: number }
  | { readonly ask: 'release'; readonly id: number }
  | { readonly ask: 'wait'; readonly days: number };

const n = (max: number) => fc.nat({ max });
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ ask: fc.constant('issue' as const), record: n(9), amount: n(1_200), on: n(3) }),
  fc.record({ ask: fc.constant('reverse' as const), record: n(9) }),
  fc.record({
    ...{ ask: fc.constant('hold' as const), id: n(9) },
    amount: fc.oneof(
      n(12).map((steps) => steps * 50),
      n(600),
    ),
    days: fc.integer({ min: 1, max: 6 }),
  }),
  fc.record({ ask: fc.constant('settle' as const), id: n(9), amount: n(400) }),
  fc.record({ ask: fc.constant('release' as const), id: n(9) }),
  fc.record({ ask: fc.constant('wait' as const), days: n(3) }),
);

function commandOf(s: Exclude<Step, { ask: 'wait' }>, day: number): AccountCommand {
  const meta = aMeta();
  const at = instant(day);
  switch (s.ask) {
    case 'issue': {
      const data = { recordId: `r${s.record}`, centiHours: s.amount, issuer: 's', policy };
      return new IssueCredit({ ...own, ...data, earnedOn: `2026-03-0${s.on + 1}` }, meta);
    }
    case 'reverse':
      return new ReverseIssue({ ...own, recordId: `r${s.record}` }, meta);
    case 'hold': {
      const data = { holdId: `h${s.id}`, centiHours: s.amount, policy };
      return new HoldCredit({ ...own, ...data, at, expiresAt: instant(day + s.days) }, meta);
    }
    case 'settle':
      return new SettleHold({ ...own, holdId: `h${s.id}`, centiHours: s.amount, at }, meta);
    case 'release':
      return new ReleaseHold({ ...own, holdId: `h${s.id}`, at }, meta);
  }
}

/**
 * A bank told in another way than the decider's: one number for what the volunteer is worth, kept
 * apart from what is tied up; what can be spent and what is owed both follow from the two.
 */
class Model {
  /** Earned − taken back − spent: below zero it is owed. */
  worth = 0;
  overflow = 0;
  spent = 0;
  readonly held = new Map<string, { readonly amount: number; readonly until: number }>();
  readonly used = new Set<string>();
  readonly earned = new Map<string, { on: number; got: number; over: number; back: boolean }>();

  get tied(): number {
    return [...this.held.values()].reduce((sum, { amount }) => sum + amount, 0);
  }
  get available(): number {
    return Math.max(0, this.worth - this.tied);
  }
  get debt(): number {
    return Math.max(0, this.tied - this.worth);
  }

  /** What the step should come to: accepted or not. */
  apply(s: Exclude<Step, { ask: 'wait' }>, day: number): boolean {
    switch (s.ask) {
      case 'issue':
        return this.#issue(`r${s.record}`, s.amount, s.on);
      case 'reverse':
        return this.#reverse(`r${s.record}`);
      case 'hold':
        return this.#hold(`h${s.id}`, s.amount, [day, day + s.days]);
      case 'settle':
        return this.#settle(`h${s.id}`, s.amount, day);
      case 'release':
        return this.held.delete(`h${s.id}`);
    }
  }

  #issue(record: string, amount: number, on: number): boolean {
    if (amount === 0 || this.earned.has(record)) return false;
    const ofDay = [...this.earned.values()]
      .filter((e) => e.on === on && !e.back)
      .reduce((sum, { got }) => sum + got, 0);
    const got = Math.max(
      0,
      Math.min(amount, CAPS.dailyCapCentiHours - ofDay, CAPS.accountCapCentiHours - this.worth),
    );
    this.earned.set(record, { on, got, over: amount - got, back: false });
    this.worth += got;
    this.overflow += amount - got;
    return true;
  }

  #reverse(record: string): boolean {
    const entry = this.earned.get(record);
    if (!entry || entry.back) return false;
    entry.back = true;
    this.worth -= entry.got;
    this.overflow -= entry.over;
    return true;
  }

  #hold(id: string, amount: number, [day, until]: readonly [number, number]): boolean {
    if (amount === 0 || amount % CAPS.redeemStepCentiHours !== 0 || this.used.has(id)) return false;
    const live = [...this.held].filter(([, hold]) => hold.until > day);
    const tied = live.reduce((sum, [, hold]) => sum + hold.amount, 0);
    if (amount > this.worth - tied) return false;
    for (const [other, hold] of [...this.held]) if (hold.until <= day) this.held.delete(other);
    this.held.set(id, { amount, until });
    this.used.add(id);
    return true;
  }

  #settle(id: string, amount: number, day: number): boolean {
    const hold = this.held.get(id);
    if (!hold || amount === 0 || day >= hold.until || amount > hold.amount) return false;
    this.held.delete(id);
    this.worth -= amount;
    this.spent += amount;
    return true;
  }
}

function decide(c: AccountCommand, events: readonly AccountEvent[]): readonly AccountEvent[] {
  try {
    return account.decide(c, fold(account, events));
  } catch (error) {
    if (error instanceof Rejection) return [];
    throw error;
  }
}

function balancesOf(events: readonly AccountEvent[]): (name: string) => number {
  const sums = new Map<string, number>();
  for (const { data } of events) {
    for (const { debit, credit, centiHours } of data.postings) {
      expect(Number.isSafeInteger(centiHours) && centiHours > 0 && debit !== credit).toBe(true);
      sums.set(debit, (sums.get(debit) ?? 0) - centiHours);
      sums.set(credit, (sums.get(credit) ?? 0) + centiHours);
    }
  }
  return (name) => sums.get(name) ?? 0;
}

function run(steps: readonly Step[], after: (events: AccountEvent[], model: Model) => void): void {
  const events: AccountEvent[] = [];
  const model = new Model();
  let day = 0;
  for (const s of steps) {
    if (s.ask === 'wait') {
      day += s.days;
      continue;
    }
    const command = commandOf(s, day);
    const done = decide(command, events);
    expect([s, done.length > 0]).toEqual([s, model.apply(s, day)]);
    events.push(...done);
    expect(decide(command, events)).toEqual([]);
    after(events, model);
  }
}

const steps = fc.array(step, { minLength: 5, maxLength: 60 });

describe('an account after any sequence of commands', () => {
  it('comes to what an independent bank comes to, in every account of the ledger', () => {
    fc.assert(
      fc.property(steps, (asked) => {
        run(asked, (events, model) => {
          const of = balancesOf(events);
          expect({
            available: of('available:v'),
            held: of('held:v'),
            debt: -of('debt:v') + 0,
            overflow: of('overflow:v'),
            retired: of('retired'),
            issuance: -of('issuance:s') + 0,
          }).toEqual({
            available: model.available,
            held: model.tied,
            debt: model.debt,
            overflow: model.overflow,
            retired: model.spent,
            issuance: model.worth + model.spent + model.overflow,
          });
        });
      }),
      { numRuns: 300 },
    );
  });

  it('folds to what its postings say, never below zero, and never in credit while in debt', () => {
    fc.assert(
      fc.property(steps, (asked) => {
        run(asked, (events) => {
          const state = fold(account, events);
          const of = balancesOf(events);
          expect([state.available, heldOf(state), state.debt]).toEqual([
            ...[of('available:v'), of('held:v'), -of('debt:v') + 0],
          ]);
          expect(Math.min(state.available, heldOf(state), state.debt)).toBeGreaterThanOrEqual(0);
          expect(state.debt > 0 && state.available > 0).toBe(false);
        });
      }),
    );
  });

  it('earned at most once per record, resolved each hold at most once and within itself', () => {
    fc.assert(
      fc.property(steps, (asked) => {
        let all: readonly AccountEvent[] = [];
        run(asked, (events) => {
          all = events;
        });
        const earned: string[] = [];
        const resolved: string[] = [];
        const held = new Map<string, number>();
        for (const { type, data } of all) {
          if (type === 'time-bank.CreditIssued') earned.push(data.recordId);
          if (type === 'time-bank.CreditHeld') held.set(data.holdId, data.centiHours);
          if (type === 'time-bank.HoldSettled') {
            resolved.push(data.holdId);
            expect(data.centiHours + data.released).toBe(held.get(data.holdId));
          }
          if (type === 'time-bank.HoldReleased') {
            resolved.push(data.holdId);
            expect(data.centiHours).toBe(held.get(data.holdId));
          }
        }
        expect(earned).toEqual([...new Set(earned)]);
        expect(resolved).toEqual([...new Set(resolved)]);
      }),
    );
  });
});
