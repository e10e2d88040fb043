import { amountOf, type ExportedEvent, listOf, textOf } from './exported-events.js';
import type { AuditBook, Findings } from './findings.js';

/** Below zero by nature: what was issued, what is owed, what stations owe each other. */
const WITHOUT_FLOOR = ['issuance', 'debt', 'clearing', 'written-off'];
/** Accounts that only the events of their owner's stream may move. */
const OWN = ['available', 'gifted', 'granted', 'held', 'debt', 'overflow', 'honour'];
const UNITS = ['centiHours', 'points'] as const;
type Unit = (typeof UNITS)[number];

/**
 * Whatever an event is called: if it names postings, they balance within one unit and one kind of
 * points, move only accounts of their own stream, and leave nothing below zero that may not be.
 */
export class DoubleEntry implements AuditBook {
  /** `centiHours available:<id>` → amount */
  readonly balances = new Map<string, number>();

  constructor(private readonly findings: Findings) {}

  visit(event: ExportedEvent): void {
    for (const posting of listOf(event.data, 'postings')) {
      const [debit, credit] = [textOf(posting, 'debit'), textOf(posting, 'credit')];
      const unit = UNITS.find((name) => name in posting) ?? 'points';
      const amount = amountOf(posting, unit);
      if (!isSound({ debit, credit, amount, unit }, event.type)) {
        this.findings.say('entry/posting-malformed', placeOf(event), `${debit} to ${credit}`);
        continue;
      }
      for (const account of [debit, credit]) this.#mustBeOwn(account, event);
      this.#move(`${unit} ${debit}`, -amount, event);
      this.#move(`${unit} ${credit}`, amount, event);
    }
  }

  finish(): void {
    const sums = new Map<string, number>();
    for (const [key, amount] of this.balances) {
      const [unit = ''] = key.split(' ');
      sums.set(unit, (sums.get(unit) ?? 0) + amount);
    }
    for (const [unit, sum] of sums) this.findings.expect('entry/sum-not-zero', unit, [sum, 0]);
  }

  balance(unit: Unit, account: string): number {
    return this.balances.get(`${unit} ${account}`) ?? 0;
  }

  /** Everything that lies in accounts of one family, `available` for instance. */
  total(unit: Unit, family: string): number {
    let sum = 0;
    for (const [key, amount] of this.balances) {
      if (key === `${unit} ${family}` || key.startsWith(`${unit} ${family}:`)) sum += amount;
    }
    return sum;
  }

  /** The same for one kind of points. */
  totalOfKind(family: string, kind: string): number {
    let sum = 0;
    for (const [key, amount] of this.balances) {
      const account = key.slice(key.indexOf(' ') + 1);
      if (key.startsWith('points ') && familyOf(account) === family && kindOf(account) === kind) {
        sum += amount;
      }
    }
    return sum;
  }

  #mustBeOwn(account: string, event: ExportedEvent): void {
    if (!OWN.includes(familyOf(account))) return;
    const owner = event.stream.slice(event.stream.indexOf('-') + 1);
    if (account.slice(account.indexOf(':') + 1) === owner) return;
    this.findings.say('entry/account-of-another', placeOf(event), account);
  }

  #move(key: string, change: number, event: ExportedEvent): void {
    const now = (this.balances.get(key) ?? 0) + change;
    // A transfer has an account of its own, and is over for ever when it is even.
    if (now === 0 && key.startsWith('centiHours transit:')) this.balances.delete(key);
    else this.balances.set(key, now);
    const account = key.slice(key.indexOf(' ') + 1);
    const family = familyOf(account);
    const below = now < 0 && change < 0 && !WITHOUT_FLOOR.includes(family);
    const overpaid = now > 0 && change > 0 && family === 'debt';
    if (below) this.findings.say('entry/overdrawn', account, `${now} at ${placeOf(event)}`);
    if (overpaid) this.findings.say('entry/debt-overpaid', account, `${now} at ${placeOf(event)}`);
  }
}

interface Posting {
  readonly debit: string;
  readonly credit: string;
  readonly amount: number;
  readonly unit: Unit;
}

function isSound({ debit, credit, amount, unit }: Posting, type: string): boolean {
  if (debit === '' || credit === '' || debit === credit || !(amount > 0)) return false;
  const isPoints = type.startsWith('points.');
  if (isPoints !== (unit === 'points')) return false;
  return !isPoints || kindOf(debit) === kindOf(credit);
}

/** `available:green.<id>` → `green` */
function kindOf(account: string): string {
  return account.slice(account.indexOf(':') + 1).split('.')[0] ?? '';
}

function familyOf(account: string): string {
  return account.split(':')[0] ?? '';
}

export function placeOf({ stream, revision }: ExportedEvent): string {
  return `${stream}#${revision}`;
}
