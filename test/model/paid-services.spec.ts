import { audit } from '../../src/audit/audit.js';
import {
  type AccountCommand,
  CorrectIssue,
  HoldCredit,
  IssueCredit,
  ReverseIssue,
  SettleHold,
} from '../../src/contexts/time-bank/domain/account.commands.js';
import { account } from '../../src/contexts/time-bank/domain/account.decider.js';
import { creditPolicyOn } from '../../src/contexts/time-bank/index.js';
import {
  ChooseHonourOnly,
  CloseCreditAccount,
} from '../../src/contexts/time-bank/domain/standing.commands.js';
import { ReceiveCredit } from '../../src/contexts/time-bank/domain/transfer.commands.js';
import { CreditCheck } from '../../src/fsck/credit.check.js';
import { fold } from '../../src/kernel/decider.js';
import type { DomainEvent, Recorded } from '../../src/kernel/message.js';
import { aMeta } from '../support/given.js';
import { metaOf } from '../support/store-events.js';

/**
 * A service paid with somebody's credit, in every order in which its record may take effect, be
 * corrected or be voided. The audit and fsck keep the books apart from each other and from the
 * decider; here they must say the same.
 */
const DIVISION = '150602001003';
const AT = '2026-03-07T02:00:00.000Z';
const policy = creditPolicyOn('2026-03-07');

class Ledger {
  readonly events: Recorded[] = [];

  record(type: string, centiHours: number, more: Record<string, unknown> = {}): this {
    const facts = { recordId: 'r-9', volunteerId: 'v-2', version: 1, centiHours };
    const times = { startsAt: '2026-03-07T00:00:00.000Z', endsAt: '2026-03-07T03:00:00.000Z' };
    const data = { ...facts, ...times, wasEffective: true, ...more };
    return this.#add('serviceBook-v-2.2026', { type: `service-records.${type}`, data });
  }

  ask(command: AccountCommand): this {
    const stream = `timeBankAccount-${command.data.volunteerId}`;
    const before = this.events.filter((event) => event.stream === stream) as DomainEvent[];
    const state = fold(account, before as Parameters<typeof account.evolve>[1][]);
    for (const event of account.decide(command, state)) this.#add(stream, event);
    return this;
  }

  #add(stream: string, { type, data }: DomainEvent): this {
    const revision = this.events.filter((event) => event.stream === stream).length;
    const position = String(this.events.length + 1);
    const meta = metaOf();
    this.events.push({ id: `e-${position}`, stream, revision, position, type, data, meta });
    return this;
  }
}

const own = { volunteerId: 'v-2' };
const worth = { ...own, recordId: 'r-9', issuer: 's-1', earnedOn: '2026-03-07', policy };
const issue = () => new IssueCredit({ ...worth, version: 1, centiHours: 300 }, aMeta());
const correct = () => new CorrectIssue({ ...worth, version: 2, centiHours: 200 }, aMeta());
const reverse = () => new ReverseIssue({ ...own, recordId: 'r-9' }, aMeta());
const honourOnly = () => new ChooseHonourOnly({ ...own, honourOnly: true, at: AT }, aMeta());
const close = () =>
  new CloseCreditAccount(
    {
      ...{ ...own, reason: 'withdrawn', rest: 'pool', transferId: 'c-1', at: AT },
      divisionCode: DIVISION,
    },
    aMeta(),
  );
const part = { kind: 'earned', issuer: 's-1', grantId: null, expiresAt: null } as const;
const paid = () =>
  new ReceiveCredit(
    {
      ...{ ...own, transferId: 'h-1', cause: 'settlement', from: 'v-1', recordId: 'r-9', policy },
      ...{ parts: [{ ...part, centiHours: 150 }] },
    },
    aMeta(),
  );

/** Somebody earned by r-1, held 1.5 h of it for a service, and the service was given. */
function begun(): Ledger {
  const holder = { volunteerId: 'v-1' };
  const earned = { ...worth, ...holder, recordId: 'r-1', version: 1, centiHours: 200 };
  const what = { ...holder, holdId: 'h-1', centiHours: 150, stationId: null, accepted: [] };
  const until = { age: null, at: AT, expiresAt: '2026-04-07T02:00:00.000Z', policy };
  const to = { ...holder, holdId: 'h-1', centiHours: 150, providerId: 'v-2', recordId: 'r-9' };
  const other = { recordId: 'r-1', volunteerId: 'v-1' };
  const ledger = new Ledger();
  for (const type of ['RecordSubmitted', 'RecordTookEffect']) ledger.record(type, 200, other);
  return ledger
    .ask(new IssueCredit(earned, aMeta()))
    .ask(new HoldCredit({ ...what, ...until }, aMeta()))
    .ask(new SettleHold({ ...to, at: AT }, aMeta()));
}

const submitted = (ledger: Ledger) => ledger.record('RecordSubmitted', 300);
const effective = (ledger: Ledger) => ledger.record('RecordTookEffect', 300).ask(issue());
const corrected = (ledger: Ledger) =>
  ledger
    .record('RecordCorrected', 200, { version: 2, previous: { centiHours: 300 } })
    .ask(correct());
const voided = (hours: number) => (ledger: Ledger) =>
  ledger.record('RecordVoided', hours).ask(reverse());
const arrives = (ledger: Ledger) => ledger.ask(paid());
const forHonour = (ledger: Ledger) => ledger.ask(honourOnly());
const closed = (ledger: Ledger) => ledger.ask(close());

type Step = (ledger: Ledger) => Ledger;
const play = (steps: readonly Step[]): Ledger =>
  steps.reduce((ledger, step) => step(ledger), begun());

async function findings(events: readonly Recorded[]) {
  const header = { format: 'shizhang-events', version: 1, through: events.at(-1)?.position };
  async function* lines(): AsyncGenerator<string> {
    yield* [header, ...events].map((line) => JSON.stringify(line));
  }
  const check = new CreditCheck();
  for (const event of events) check.visit(event);
  const { findings: audited } = await audit(lines());
  // A ledger of the bank alone: nobody has brought goods, points or the pool's side of a transfer.
  const ofCredit = audited.filter(({ code }) => /^(credit|entry|hours)\//.test(code));
  const checked = check.finish().filter(({ code }) => code !== 'books/left-in-transit');
  return {
    audit: [...new Set(ofCredit.map(({ code }) => code))],
    fsck: [...new Set(checked.map(({ code }) => code))],
  };
}

const PLAYED: readonly (readonly [string, readonly Step[]])[] = [
  ['is paid', [submitted, arrives, effective]],
  ['is paid and voided', [submitted, arrives, effective, voided(300)]],
  ['earned before it is paid', [submitted, effective, arrives]],
  ['earned, is paid and voided', [submitted, effective, arrives, voided(300)]],
  ['earned, is corrected and paid', [submitted, effective, corrected, arrives]],
  ['earned, is corrected and voided', [submitted, effective, corrected, arrives, voided(200)]],
  ['is done for honour', [submitted, forHonour, arrives, effective]],
  ['is done for honour and voided', [submitted, forHonour, arrives, effective, voided(300)]],
  ['is paid to a closed account', [submitted, closed, arrives, effective]],
  ['is paid to a closed account and voided', [submitted, closed, arrives, effective, voided(300)]],
];

describe('the audit and fsck agree', () => {
  it.each(PLAYED)('that nothing is wrong when a service %s', async (_, steps) => {
    expect(await findings(play(steps).events)).toEqual({ audit: [], fsck: [] });
  });

  it('that nothing is wrong when the void overtakes the issue and the payment', async () => {
    const ledger = submitted(begun()).record('RecordTookEffect', 300).record('RecordVoided', 300);
    ledger.ask(reverse()).ask(paid());
    expect(ledger.events.at(-1)?.data).toMatchObject({ retired: 150 });
    expect(await findings(ledger.events)).toEqual({ audit: [], fsck: [] });
  });

  it.each<[string, readonly Step[], string]>([
    ['IssueReversed', [submitted, arrives, effective, voided(300)], 'not-reversed'],
    ['IssueReversed', [submitted, effective, voided(300)], 'not-reversed'],
    ['CreditReceived', [submitted, arrives, effective], 'hour-without-credit'],
    ['RecordVoided', [submitted, effective, voided(300)], 'reversed-without-void'],
    ['RecordVoided', [submitted, arrives, effective, voided(300)], 'reversed-without-void'],
  ])('on what is wrong without %s', async (type, steps, reason) => {
    const { events } = play(steps);
    const { audit, fsck } = await findings(events.filter((event) => !event.type.endsWith(type)));
    expect(audit.some((code) => code === `credit/${reason}`)).toBe(true);
    expect(fsck.some((code) => code.endsWith(reason))).toBe(true);
  });
});

describe('the audit names, where a service was paid or a record corrected', () => {
  const forged = (steps: readonly Step[], type: string, change: object) => {
    const { events } = play(steps);
    return events.map((event) =>
      event.type.endsWith(type)
        ? { ...event, data: { ...(event.data as object), ...change } }
        : event,
    );
  };
  const [paidOnce, correction] = [
    [submitted, arrives, effective],
    [submitted, effective, corrected],
  ];
  const posting = { debit: 'transit:h-1', credit: 'available:v-2', centiHours: 150 };

  it.each<[string, readonly Step[], string, object]>([
    ['credit/postings-differ', paidOnce, 'CreditReceived', { centiHours: 160 }],
    ['credit/postings-differ', paidOnce, 'CreditReceived', { retired: 150 }],
    ['entry/overdrawn', paidOnce, 'CreditReceived', { postings: [posting, posting] }],
    ['credit/correction-differs', correction, 'IssueCorrected', { previous: { centiHours: 1 } }],
    ['credit/differs-from-hours', correction, 'IssueCorrected', { centiHours: 210 }],
    ['credit/postings-differ', correction, 'IssueCorrected', { postings: [] }],
    ['credit/correction-without-issue', correction, 'CreditIssued', { recordId: 'r-8' }],
    ['credit/reversed-without-void', [submitted, voided(300)], 'RecordVoided', { recordId: 'x' }],
    ['hours/correction-differs', correction, 'RecordCorrected', { previous: { centiHours: 1 } }],
    ['hours/correction-mistakes-effect', correction, 'RecordCorrected', { wasEffective: false }],
    ['hours/volunteer-differs', correction, 'RecordCorrected', { volunteerId: 'v-3' }],
    ['hours/correction-without-record', correction, 'RecordCorrected', { recordId: 'r-7' }],
    ['hours/exceed-interval', correction, 'RecordCorrected', { centiHours: 301 }],
    ['credit/reversal-differs', [...correction, voided(200)], 'IssueReversed', { centiHours: 300 }],
  ])('%s', async (code, steps, type, change) => {
    expect((await findings(forged(steps, type, change))).audit).toContain(code);
  });
});
