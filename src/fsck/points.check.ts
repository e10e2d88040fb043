import type { DropCorrected } from '../contexts/green-accounts/index.js';
import type { PointsAccountEvent, PointsPosting } from '../contexts/points/index.js';
import type { RecordTookEffect, RecordVoided } from '../contexts/service-records/index.js';
import type { Recorded } from '../kernel/message.js';
import type { Check, Finding } from './finding.js';

interface Award {
  readonly points: number;
  readonly centiHours: number | undefined;
}

/**
 * Points: debits equal credits within one kind; nothing below zero; every drop and every effective
 * record stands in its account with what it is worth now, and nothing else does; a reservation
 * resolves once, as its redemption did.
 */
export class PointsCheck implements Check {
  readonly balances = new Map<string, number>();
  readonly #findings: Finding[] = [];
  readonly #lots = new Map<string, number>();
  /** Drop or record → what it is worth now. */
  readonly #drops = new Map<string, number>();
  readonly #records = new Map<string, number | null>();
  readonly #awards = new Map<string, Award>();
  readonly #holds = new Map<string, 'open' | 'spent' | 'returned'>();
  readonly #redemptions = new Map<string, 'open' | 'spent' | 'returned'>();

  visit({ type, data, stream }: Recorded): void {
    if (type.startsWith('green-accounts.Drop')) this.#drop(type, data as DropCorrected['data']);
    else if (HOURS.has(type)) this.#hours(type, data as RecordVoided['data']);
    else if (isOutcome(type)) {
      this.#redemptions.set((data as { redemptionId: string }).redemptionId, OUTCOMES[type]);
    } else if (stream.startsWith('pointsAccount-')) {
      this.#account({ type, data } as PointsAccountEvent, stream);
    }
  }

  finish(): readonly Finding[] {
    for (const [dropId, points] of this.#drops) this.#worth(dropId, points);
    for (const [recordId, centiHours] of this.#records) this.#recordWorth(recordId, centiHours);
    for (const [causeId, { points }] of this.#awards) {
      const known = this.#drops.has(causeId) || this.#records.has(causeId);
      if (!known && points > 0) this.#say('award-without-cause', causeId, `${points}`);
    }
    this.#holdsEndAsRedemptions();
    this.#lotsAddUp();
    const sum = [...this.balances.values()].reduce((total, points) => total + points, 0);
    if (sum !== 0) this.#say('debits-differ-from-credits', 'all accounts', `${sum}`);
    return this.#findings;
  }

  #drop(type: string, { dropId, points }: Pick<DropCorrected['data'], 'dropId' | 'points'>): void {
    this.#drops.set(dropId, type.endsWith('Annulled') ? 0 : points);
  }

  #holdsEndAsRedemptions(): void {
    for (const [redemptionId, outcome] of this.#redemptions) {
      const held = this.#holds.get(redemptionId) ?? 'missing';
      if (held !== outcome) this.#say('hold-differs', redemptionId, `${held}, not ${outcome}`);
    }
  }

  #hours(type: string, data: (RecordVoided | RecordTookEffect)['data']): void {
    if ('wasEffective' in data && !data.wasEffective) return;
    const voided = type === 'service-records.RecordVoided';
    this.#records.set(data.recordId, voided ? null : data.centiHours);
  }

  #account({ type, data }: PointsAccountEvent, stream: string): void {
    for (const posting of data.postings) this.#post(posting, stream);
    if ('causeId' in data) this.#cause(data);
    if (type === 'points.PointsHeld' || type === 'points.PointsExpired') {
      this.#leave(data.accountId, data.lots);
    }
    if (type === 'points.PointsHeld') this.#holds.set(data.redemptionId, 'open');
    if (type === 'points.PointsSpent') this.#resolve(data.redemptionId, 'spent');
    if (type === 'points.PointsReturned') {
      this.#resolve(data.redemptionId, 'returned');
      for (const { lotId, points } of data.lots) this.#lot(data.accountId, lotId, points);
    }
    if (type === 'points.PointsAccountClosed') this.#forfeit(data.accountId);
  }

  #cause(data: AwardFacts): void {
    const points = 'points' in data ? data.points : 0;
    const basis = 'basis' in data ? data.basis : null;
    this.#awards.set(data.causeId, { points, centiHours: basis?.centiHours });
    if ('lot' in data && data.lot) this.#lot(data.accountId, data.lot.lotId, data.lot.points);
    if ('taken' in data) this.#leave(data.accountId, data.taken);
  }

  #post({ debit, credit, points }: PointsPosting, stream: string): void {
    if (!isSound({ debit, credit, points })) this.#say('posting-malformed', stream, debit);
    const from = (this.balances.get(debit) ?? 0) - points;
    const to = (this.balances.get(credit) ?? 0) + points;
    this.balances.set(debit, from);
    this.balances.set(credit, to);
    if (from < 0 && !/^(issuance|debt):/.test(debit)) this.#say('overdrawn', debit, `${from}`);
    if (to > 0 && credit.startsWith('debt:')) this.#say('debt-overpaid', credit, `${to}`);
  }

  #lot(accountId: string, lotId: string, points: number): void {
    const key = `${accountId} ${lotId}`;
    const left = (this.#lots.get(key) ?? 0) + points;
    this.#lots.set(key, left);
    if (left < 0) this.#say('lot-overdrawn', key, `${left}`);
  }

  #leave(accountId: string, parts: readonly { lotId: string; points: number }[]): void {
    for (const { lotId, points } of parts) this.#lot(accountId, lotId, -points);
  }

  #forfeit(accountId: string): void {
    for (const key of this.#lots.keys()) {
      if (key.startsWith(`${accountId} `)) this.#lots.set(key, 0);
    }
  }

  #resolve(redemptionId: string, as: 'spent' | 'returned'): void {
    if (this.#holds.get(redemptionId) !== 'open') this.#say('resolved-twice', redemptionId, as);
    this.#holds.set(redemptionId, as);
  }

  #worth(dropId: string, points: number): void {
    const awarded = this.#awards.get(dropId)?.points ?? 0;
    if (awarded !== points) this.#say('award-differs', dropId, `${awarded}, not ${points}`);
  }

  #recordWorth(recordId: string, centiHours: number | null): void {
    const award = this.#awards.get(recordId);
    if (!award) this.#say('award-missing', recordId, '');
    else if (centiHours === null && award.points > 0) this.#say('award-of-void', recordId, '');
    else if (centiHours !== null && award.centiHours !== centiHours) {
      this.#say('award-of-other-hours', recordId, `${award.centiHours}, not ${centiHours}`);
    }
  }

  #lotsAddUp(): void {
    const sums = new Map<string, number>();
    for (const [key, points] of this.#lots) {
      const accountId = key.slice(0, key.indexOf(' '));
      sums.set(accountId, (sums.get(accountId) ?? 0) + points);
    }
    for (const [accountId, points] of sums) {
      const available = this.balances.get(`available:${accountId}`) ?? 0;
      if (available !== points) this.#say('lots-differ', accountId, `${points}, not ${available}`);
    }
  }

  #say(code: string, where: string, detail: string): void {
    this.#findings.push({ code: `points/${code}`, where, detail });
  }
}

type AwardFacts = Extract<PointsAccountEvent['data'], { readonly causeId: string }>;

const OUTCOMES = {
  'points.RedemptionOpened': 'open',
  'points.GoodsPickedUp': 'spent',
  'points.RedemptionEnded': 'returned',
} as const;

const HOURS: ReadonlySet<string> = new Set([
  'service-records.RecordTookEffect',
  'service-records.RecordCorrected',
  'service-records.RecordVoided',
]);

function isOutcome(type: string): type is keyof typeof OUTCOMES {
  return Object.hasOwn(OUTCOMES, type);
}

function isSound({ debit, credit, points }: PointsPosting): boolean {
  if (debit === credit || kindOf(debit) !== kindOf(credit)) return false;
  return Number.isSafeInteger(points) && points > 0;
}

/** `available:green.<id>` → `green`: the two kinds never mix. */
function kindOf(account: string): string {
  return account.slice(account.indexOf(':') + 1).split('.')[0] ?? '';
}
