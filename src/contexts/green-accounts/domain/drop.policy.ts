import type { Policy } from '../../../kernel/policy.js';
import type { Measure, WasteKind } from './household.events.js';

export interface WasteRate {
  /** For a drop that was sorted right. */
  readonly passPoints: number;
  /** For each whole kilogram of it. */
  readonly pointsPerKilogram: number;
  readonly pointsPerPiece: number;
}

/** What a drop earns: versioned data; no text of law fixes these figures. */
export interface DropPolicy extends Policy {
  readonly rates: Readonly<Record<WasteKind, WasteRate>>;
  /** Drops of one day that earn. */
  readonly scoredDropsPerDay: number;
  /** Drops of one day that are written down at all. */
  readonly dropsPerDay: number;
  readonly pointsPerDay: number;
  readonly validMonths: number;
  readonly gramsMax: number;
  readonly piecesMax: number;
}

/** `green-account` in an operator's policy file. */
export const DROP_POLICIES: readonly [DropPolicy, ...DropPolicy[]] = [
  {
    version: 'green-account/2021-02',
    effectiveFrom: '2021-02-01',
    rates: {
      kitchen: { passPoints: 10, pointsPerKilogram: 0, pointsPerPiece: 0 },
      recyclable: { passPoints: 10, pointsPerKilogram: 2, pointsPerPiece: 0 },
      hazardous: { passPoints: 10, pointsPerKilogram: 0, pointsPerPiece: 1 },
      residual: { passPoints: 0, pointsPerKilogram: 0, pointsPerPiece: 0 },
    },
    scoredDropsPerDay: 2,
    dropsPerDay: 3,
    pointsPerDay: 60,
    validMonths: 24,
    gramsMax: 200_000,
    piecesMax: 1_000,
  },
];

/** What the other drops of the same day came to. */
export interface DaySoFar {
  readonly scored: number;
  readonly points: number;
}

export interface Drop extends Measure {
  readonly kind: WasteKind;
  readonly passed: boolean;
}

/** Never above what the day has left; a drop after those that count earns nothing. */
export function pointsOfDrop(drop: Drop, day: DaySoFar, policy: DropPolicy): number {
  if (!drop.passed || day.scored >= policy.scoredDropsPerDay) return 0;
  const rate = policy.rates[drop.kind];
  const kilograms = Math.floor((drop.grams ?? 0) / 1_000);
  const earned =
    rate.passPoints + kilograms * rate.pointsPerKilogram + (drop.pieces ?? 0) * rate.pointsPerPiece;
  return Math.max(0, Math.min(earned, policy.pointsPerDay - day.points));
}
