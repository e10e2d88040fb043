import type { DropCorrected, DropInspected } from '../contexts/green-accounts/index.js';
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

  visit(event: Recorded): void {
    const { type, data } = event;
    switch (type) {
      case 'green-accounts.DropInspected':
      case 'green-accounts.DropCorrected': {
        const { dropId, points } = data as (DropInspected | DropCorrected)['data'];
        this.#drops.set(dropId, points);
        return;
      }
      case 'green-accounts.DropAnnulled':
        this.#drops.set((data as { dropId: string }).dropId, 0);
        return;
      case 'service-records.RecordTookEffect':
      case 'service-records.RecordCorrected':
      case 'service-records.RecordVoided':
        return this.#hours(type, data as RecordVoided['data']);
      case 'points.RedemptionOpened':
      case 'points.GoodsPickedUp':
      case 'points.RedemptionEnded': {
        const { redemptionId } = data as { redemptionId: string };
        this.#redemptions.set(redemptionId, OUTCOMES[type]);
        return;
      }
      default:
        if ('postings' in Object(data) && type.startsWith('points.')) {
          this.#account({ type, data } as PointsAccountEvent, event.stream);
        }
    }
  }

  finish(): readonly Finding[] {
    for (const [dropId, points] of this.#drops) this.#worth(dropId, points);
    for (const [recordId, centiHours] of this.#records) this.#recordWorth(recordId, centiHours);
    for (const [causeId, { points }] of this.#awards) {
      const known = this.#drops.has(causeId) || this.#records.has(causeId);
      if (!known && points > 0) this.#say('award-without-cause', causeId, `${points}`);
    }
    for (const [redemptionId, outcome] of this.#redemptions) {
      const held = this.#holds.get(redemptionId) ?? 'missing';
      if (held !== outcome) this.#say('hold-differs', redemptionId, `${held}, not ${outcome}`);
    }
    this.#lotsAddUp();
    let sum = 0;
    for (const points of this.balances.values()) sum += points;
    if (sum !== 0) this.#say('debits-differ-from-credits', 'all accounts', `${sum}`);
    return this.#findings;
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
    const wrong = debit === credit || !Number.isSafeInteger(points) || points <= 0;
    if (wrong || kindOf(debit) !== kindOf(credit)) this.#say('posting-malformed', stream, debit);
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

/** `available:green.<id>` → `green`: the two kinds never mix. */
function kindOf(account: string): string {
  return account.slice(account.indexOf(':') + 1).split('.')[0] ?? '';
}
