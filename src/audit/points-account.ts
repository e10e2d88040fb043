import {
  amountOf,
  type ExportedEvent,
  type Fields,
  listOf,
  partOf,
  textOf,
} from './exported-events.js';
import type { Findings } from './findings.js';
import { firstParts, inOrder, type KeptLot, type Part, sameParts, sumOf } from './lots.js';

interface KeptAward {
  readonly points: number;
  readonly lapsed: number;
  /** The hours behind it; none of a drop. */
  readonly centiHours: number | undefined;
  /** What it was worth when it was voided. */
  readonly takenBack: number | undefined;
}

/** What is reserved, with the lots it came from. */
interface KeptHold {
  readonly points: number;
  readonly parts: readonly KeptLot[];
}

/** One account of points, kept a second time: lots, debt, awards that stand, open reservations. */
export class PointsAccount {
  readonly awards = new Map<string, KeptAward>();
  readonly #lots = new Map<string, KeptLot>();
  readonly #holds = new Map<string, KeptHold>();
  #debt = 0;
  #lotsEver = 0;

  constructor(
    readonly id: string,
    private readonly findings: Findings,
  ) {}

  get available(): number {
    return sumOf([...this.#lots.values()]);
  }

  awarded({ data }: ExportedEvent): void {
    const causeId = textOf(data, 'causeId');
    if (this.awards.has(causeId)) this.findings.say('points/awarded-twice', causeId);
    this.#mustFollowFromHours(data);
    const points = amountOf(data, 'points');
    this.awards.set(causeId, {
      points,
      lapsed: 0,
      centiHours: hoursOf(data),
      takenBack: undefined,
    });
    this.#comeIn(data, points);
  }

  corrected({ data }: ExportedEvent): void {
    this.#mustFollowFromHours(data);
    const [before, points] = [amountOf(data, 'before'), amountOf(data, 'points')];
    this.#takeBack(data, Math.max(0, before - points), points);
    this.#comeIn(data, Math.max(0, points - before));
  }

  voided({ data }: ExportedEvent): void {
    const before = amountOf(data, 'before');
    this.#takeBack(data, before, 0);
    const causeId = textOf(data, 'causeId');
    this.awards.set(causeId, { ...(this.awards.get(causeId) ?? NO_AWARD), takenBack: before });
  }

  held({ data }: ExportedEvent): void {
    const redemptionId = textOf(data, 'redemptionId');
    if (this.#holds.has(redemptionId)) this.findings.say('points/held-twice', redemptionId);
    const points = amountOf(data, 'points');
    const lots = partsOf(data, 'lots');
    const parts = lots.flatMap(({ lotId, points }) => {
      const lot = this.#lots.get(lotId);
      return lot ? [{ ...lot, points }] : [];
    });
    const day = dayOf(textOf(data, 'at'));
    if (parts.some(({ expiresOn }) => expiresOn <= day)) {
      this.findings.say('points/lapsed-lot-spent', redemptionId);
    }
    this.#mustBe(lots, firstParts(inOrder(this.#lots.values()), points), redemptionId);
    this.#takeOut(lots);
    this.#holds.set(redemptionId, { points, parts });
  }

  spent({ data }: ExportedEvent): void {
    const hold = this.#resolve(textOf(data, 'redemptionId'));
    const { id } = this;
    if (hold)
      this.findings.expect('points/hold-differs', id, [amountOf(data, 'points'), hold.points]);
  }

  returned({ data }: ExportedEvent): void {
    const hold = this.#resolve(textOf(data, 'redemptionId'));
    if (!hold) return;
    const lots = partsOf(data, 'lots');
    const gone = ['lapsed', 'repaidDebt', 'forfeited'].map((name) => amountOf(data, name));
    const whole = sumOf(lots) + gone.reduce((sum, part) => sum + part, 0);
    this.findings.expect('points/hold-differs', this.id, [whole, hold.points]);
    const on = textOf(data, 'on');
    for (const part of hold.parts) if (part.expiresOn <= on) this.#lapse(part, part.points);
    this.#repay(amountOf(data, 'repaidDebt'), hold.points - amountOf(data, 'lapsed'));
    for (const { lotId, points } of lots) {
      const lot = hold.parts.find((part) => part.lotId === lotId);
      if (!lot || lot.points < points) this.findings.say('points/lot-unknown', this.id, lotId);
      else this.#putIn({ ...lot, points });
    }
  }

  expired({ data }: ExportedEvent): void {
    const on = textOf(data, 'on');
    const lots = partsOf(data, 'lots');
    const due = inOrder(this.#lots.values()).filter(({ expiresOn }) => expiresOn <= on);
    this.#mustBe(lots, due, `expiry on ${on}`);
    for (const { lotId, points } of lots) {
      const lot = this.#lots.get(lotId);
      if (lot) this.#lapse(lot, points);
    }
    this.#takeOut(lots);
  }

  closed({ data }: ExportedEvent): void {
    const both = [amountOf(data, 'forfeited'), this.available] as const;
    this.findings.expect('points/forfeit-differs', this.id, both);
    this.#lots.clear();
  }

  /** hours × points of an hour × coefficient, rounded down once. */
  #mustFollowFromHours(data: Fields): void {
    const basis = partOf(data, 'basis');
    if (!basis) return;
    const names = ['centiHours', 'pointsPerHour', 'coefficientHundredths'] as const;
    const product = names.reduce((sum, name) => sum * amountOf(basis, name), 1);
    const should = Math.floor(product / 10_000);
    const where = textOf(data, 'causeId');
    this.findings.expect('points/coefficient-differs', where, [amountOf(data, 'points'), should]);
  }

  /** What comes in repays a debt first; the rest is one lot. */
  #comeIn(data: Fields, points: number): void {
    const causeId = textOf(data, 'causeId');
    const repaid = amountOf(data, 'repaidDebt');
    this.#repay(repaid, points);
    const lot = partOf(data, 'lot');
    const brought = lot ? amountOf(lot, 'points') : 0;
    this.findings.expect('points/lot-differs', causeId, [brought, points - repaid]);
    if (!lot) return;
    this.#lotsEver += 1;
    const [lotId, expiresOn] = [textOf(lot, 'lotId'), textOf(lot, 'expiresOn')];
    this.#putIn({ lotId, causeId, expiresOn, nth: this.#lotsEver, points: brought });
  }

  #takeBack(data: Fields, amount: number, points: number): void {
    const causeId = textOf(data, 'causeId');
    const award = this.awards.get(causeId) ?? NO_AWARD;
    const before = [amountOf(data, 'before'), award.points] as const;
    this.findings.expect('points/correction-differs', causeId, before);
    const lapsed = Math.min(amount, award.lapsed);
    this.findings.expect('points/lapsed-differs', causeId, [amountOf(data, 'lapsed'), lapsed]);
    const ordered = inOrder(this.#lots.values());
    const own = ordered.filter((lot) => lot.causeId === causeId);
    const others = ordered.filter((lot) => lot.causeId !== causeId);
    const should = firstParts([...own, ...others], amount - lapsed);
    const taken = partsOf(data, 'taken');
    this.#mustBe(taken, should, causeId);
    const owed = amount - lapsed - sumOf(should);
    this.findings.expect('points/debt-differs', causeId, [amountOf(data, 'becameDebt'), owed]);
    this.#takeOut(taken);
    this.#debt += owed;
    const centiHours = hoursOf(data) ?? award.centiHours;
    this.awards.set(causeId, { ...award, points, lapsed: award.lapsed - lapsed, centiHours });
  }

  #repay(repaid: number, arrived: number): void {
    const should = Math.min(this.#debt, arrived);
    this.findings.expect('points/debt-not-repaid', this.id, [repaid, should]);
    this.#debt -= should;
  }

  #mustBe(parts: readonly Part[], should: readonly Part[], where: string): void {
    if (sameParts(parts, should)) return;
    this.findings.say('points/lots-out-of-order', `${this.id} ${where}`, textsOf(parts, should));
  }

  #resolve(redemptionId: string): KeptHold | undefined {
    const hold = this.#holds.get(redemptionId);
    if (!hold) this.findings.say('points/hold-not-open', redemptionId);
    this.#holds.delete(redemptionId);
    return hold;
  }

  #putIn(lot: KeptLot): void {
    const points = (this.#lots.get(lot.lotId)?.points ?? 0) + lot.points;
    this.#lots.set(lot.lotId, { ...lot, points });
  }

  #takeOut(parts: readonly Part[]): void {
    for (const { lotId, points } of parts) {
      const lot = this.#lots.get(lotId);
      if (!lot || lot.points < points) {
        this.findings.say('points/lot-overdrawn', `${this.id} ${lotId}`, points);
      } else if (lot.points === points) this.#lots.delete(lotId);
      else lot.points -= points;
    }
  }

  #lapse({ causeId }: KeptLot, points: number): void {
    const award = this.awards.get(causeId);
    if (award) this.awards.set(causeId, { ...award, lapsed: award.lapsed + points });
  }
}

const NO_AWARD: KeptAward = { points: 0, lapsed: 0, centiHours: undefined, takenBack: undefined };

function hoursOf(data: Fields): number | undefined {
  const basis = partOf(data, 'basis');
  return basis && amountOf(basis, 'centiHours');
}

function partsOf(data: Fields, name: string): Part[] {
  return listOf(data, name).map((part) => ({
    lotId: textOf(part, 'lotId'),
    points: amountOf(part, 'points'),
  }));
}

function textsOf(...sides: readonly (readonly Part[])[]): string {
  const texts = sides.map((parts) => parts.map(({ lotId, points }) => `${points} of ${lotId}`));
  return texts.map((parts) => parts.join(', ') || 'nothing').join('; should be ');
}

const SHANGHAI_MS = 8 * 3_600_000;

/** The day in Shanghai, which keeps no summer time since 1991. */
function dayOf(instant: string): string {
  const at = Date.parse(instant);
  return Number.isNaN(at) ? '' : new Date(at + SHANGHAI_MS).toISOString().slice(0, 10);
}
