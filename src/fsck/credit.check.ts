import type {
  RecordCorrected,
  RecordTookEffect,
  RecordVoided,
} from '../contexts/service-records/index.js';
import type { Posting } from '../contexts/time-bank/index.js';
import type { Recorded } from '../kernel/message.js';
import type { Check, Finding } from './finding.js';
import { HoldsCheck } from './holds.check.js';

/** What this check reads of an event of the time bank; the write side's own types are not used. */
interface Told {
  readonly volunteerId?: string;
  readonly recordId?: string | null;
  readonly centiHours?: number;
  readonly overDailyCap?: number;
  readonly overAccountCap?: number;
  readonly transferId?: string;
  readonly into?: readonly Piece[];
  readonly outOf?: readonly Piece[];
  readonly postings?: readonly Posting[];
}

interface Piece {
  readonly kind: string;
  readonly issuer: string;
  readonly grantId: string | null;
  readonly centiHours: number;
}

/**
 * Time credit: every effective record earned exactly its hours, or was paid by a holder, and no
 * voided one keeps its credit; debits equal credits; nothing that may not be negative ever is, by
 * origin too; a gift is never given on; what left a book has arrived in another, once.
 */
export class CreditCheck implements Check {
  /** Ledger account → hundredths of credit. */
  readonly balances = new Map<string, number>();
  readonly #findings: Finding[] = [];
  readonly #holds = new HoldsCheck();
  readonly #effective = new Map<string, number>();
  readonly #voided = new Set<string>();
  readonly #earned = new Map<string, number>();
  readonly #paid = new Set<string>();
  readonly #reversed = new Set<string>();
  readonly #forestalled = new Set<string>();
  readonly #received = new Set<string>();
  /** Origin within an account → hundredths. */
  readonly #pieces = new Map<string, number>();

  visit(event: Recorded): void {
    if (event.type.startsWith('service-records.')) return this.#hours(event);
    if (!event.type.startsWith('time-bank.')) return;
    this.#holds.visit(event);
    this.#note(event.type.slice('time-bank.'.length), event.data as Told);
    this.#post(event);
    this.#move(event.data as Told, event);
  }

  finish(): readonly Finding[] {
    for (const [recordId, centiHours] of this.#effective) this.#worth(recordId, centiHours);
    for (const recordId of this.#earned.keys()) {
      if (!this.#effective.has(recordId)) this.#say('credit-without-hour', recordId, '');
    }
    this.#reversals();
    let sum = 0;
    for (const [account, centiHours] of this.balances) {
      sum += centiHours;
      if (account.startsWith('transit:') && centiHours !== 0) {
        this.#say('left-in-transit', account, `${centiHours}`);
      }
    }
    if (sum !== 0) this.#say('debits-differ-from-credits', 'all accounts', `${sum}`);
    this.#origins();
    return [...this.#findings, ...this.#holds.finish()];
  }

  #hours({ type, data }: Recorded): void {
    if (type === 'service-records.RecordTookEffect') {
      const { recordId, centiHours } = data as RecordTookEffect['data'];
      this.#effective.set(recordId, centiHours);
    }
    if (type === 'service-records.RecordCorrected') {
      const { recordId, centiHours, wasEffective } = data as RecordCorrected['data'];
      if (wasEffective) this.#effective.set(recordId, centiHours);
    }
    if (type === 'service-records.RecordVoided') {
      const { recordId, wasEffective } = data as RecordVoided['data'];
      if (wasEffective) this.#voided.add(recordId);
    }
  }

  #note(kind: string, data: Told): void {
    const recordId = data.recordId ?? '';
    switch (kind) {
      case 'CreditIssued':
        if (this.#earned.has(recordId)) this.#say('credit-issued-twice', recordId, '');
        this.#earned.set(recordId, brought(data));
        return;
      case 'IssueCorrected':
        this.#earned.set(recordId, brought(data));
        return;
      case 'IssueReversed':
        if (this.#reversed.has(recordId)) this.#say('credit-reversed-twice', recordId, '');
        this.#reversed.add(recordId);
        return;
      case 'IssueForestalled':
        this.#forestalled.add(recordId);
        return;
      case 'CreditReceived':
        return this.#arrived(data);
      case 'CreditGifted':
        return this.#given(data);
    }
  }

  #given({ volunteerId = '', outOf = [], centiHours }: Told): void {
    if (outOf.every(({ kind }) => kind === 'earned')) return;
    this.#say('gift-given-on', volunteerId, `${centiHours}`);
  }

  /** A record that is paid earns nothing by itself, also where its volunteer wants honour only. */
  #arrived({ transferId = '', recordId }: Told): void {
    if (this.#received.has(transferId)) this.#say('received-twice', transferId, '');
    this.#received.add(transferId);
    if (!recordId || this.#earned.has(recordId) || this.#forestalled.has(recordId)) return;
    this.#paid.add(recordId);
  }

  #worth(recordId: string, centiHours: number): void {
    const earned = this.#earned.get(recordId);
    if (this.#reversed.has(recordId) || this.#paid.has(recordId)) return;
    if (earned === undefined) {
      if (!this.#forestalled.has(recordId)) {
        this.#say('hour-without-credit', recordId, `${centiHours}`);
      }
    } else if (earned !== centiHours) {
      this.#say('credit-differs-from-hours', recordId, `${earned} for ${centiHours}`);
    }
  }

  /** A voided hour keeps no credit, and credit is taken back for no other reason. */
  #reversals(): void {
    for (const recordId of this.#voided) {
      const kept = this.#earned.has(recordId) || this.#paid.has(recordId);
      if (kept && !this.#reversed.has(recordId)) this.#say('credit-not-reversed', recordId, '');
    }
    for (const recordId of [...this.#reversed, ...this.#forestalled]) {
      if (!this.#voided.has(recordId)) this.#say('reversed-without-void', recordId, '');
    }
  }

  #post({ id, stream, revision, data }: Recorded): void {
    for (const { debit, credit, centiHours } of (data as Told).postings ?? []) {
      if (debit === credit || !Number.isSafeInteger(centiHours) || centiHours <= 0) {
        this.#say('posting-malformed', `${stream}#${revision}`, id);
      }
      add(this.balances, debit, -centiHours);
      add(this.balances, credit, centiHours);
      this.#limits(debit, credit, revision);
    }
  }

  #limits(debit: string, credit: string, revision: number): void {
    const [from, to] = [this.balances.get(debit) ?? 0, this.balances.get(credit) ?? 0];
    if (hasFloor(debit) && from < 0)
      this.#say('overdrawn', debit, `${from} at revision ${revision}`);
    if (credit.startsWith('debt:') && to > 0) {
      this.#say('debt-overpaid', credit, `${to} at revision ${revision}`);
    }
  }

  /** The same by origin: no issuer's credit and no grant is spent that is not there. */
  #move({ volunteerId = '', into = [], outOf = [] }: Told, { revision }: Recorded): void {
    for (const piece of into) add(this.#pieces, originOf(volunteerId, piece), piece.centiHours);
    for (const piece of outOf) {
      const origin = originOf(volunteerId, piece);
      add(this.#pieces, origin, -piece.centiHours);
      const left = this.#pieces.get(origin) ?? 0;
      if (left < 0) this.#say('origin-overdrawn', origin, `${left} at revision ${revision}`);
    }
  }

  /** What an account holds by origin is what its postings say it holds. */
  #origins(): void {
    const sums = new Map<string, number>();
    for (const [origin, centiHours] of this.#pieces) {
      const [kind = '', volunteerId = ''] = origin.split(' ');
      add(sums, `${kind === 'earned' ? 'available' : kind}:${volunteerId}`, centiHours);
    }
    for (const [account, centiHours] of this.balances) {
      if (!/^(available|gifted|granted):/.test(account)) continue;
      const pieces = sums.get(account) ?? 0;
      if (pieces !== centiHours)
        this.#say('origins-differ', account, `${pieces}, not ${centiHours}`);
    }
  }

  #say(code: string, where: string, detail: string): void {
    this.#findings.push({ code: `books/${code}`, where, detail });
  }
}

/** Below zero by nature: what was issued, debts, what stations owe each other, what was forgiven. */
const WITHOUT_FLOOR = /^(issuance:|debt:|clearing:|written-off$)/;

function hasFloor(account: string): boolean {
  return !WITHOUT_FLOOR.test(account);
}

function brought({ centiHours = 0, overDailyCap = 0, overAccountCap = 0 }: Told): number {
  return centiHours + overDailyCap + overAccountCap;
}

function originOf(volunteerId: string, { kind, issuer, grantId }: Piece): string {
  return `${kind} ${volunteerId} ${issuer} ${grantId ?? ''}`;
}

function add(sums: Map<string, number>, key: string, amount: number): void {
  sums.set(key, (sums.get(key) ?? 0) + amount);
}
