/**
 * What a certificate lists beside hours (Order 67 art. 4: training, commendation, evaluation; and the
 * star that an issue may name): ids and figures only. Names and titles stand in the frozen content.
 */
export interface ListedExtras {
  readonly trainings: readonly ListedTraining[];
  /** Ids of awards. */
  readonly awards: readonly string[];
  readonly star: ListedStar | null;
  /** Of the services that the rows list; null when nobody evaluated any. */
  readonly evaluation: MeanMark | null;
}

export interface ListedTraining {
  readonly sessionId: string;
  readonly centiHours: number;
}

export interface ListedStar {
  readonly applicationId: string;
  readonly star: number;
}

export interface MeanMark {
  /** Mean of all marks in hundredths, 100 to 500, rounded down. */
  readonly meanHundredths: number;
  /** Evaluations it is the mean of: the last one of each evaluator and record. */
  readonly ratings: number;
}

/** As many of each kind as the paper has place for: the latest. */
export const EXTRAS_MAX = 100;
/** Stars that the paper has words for. */
export const STAR_MAX = 5;
const MARKS_PER_RATING = 3;

/** @param points sum of the three marks of all ratings */
export function meanMark(points: number, ratings: number): MeanMark | null {
  if (ratings === 0) return null;
  return { meanHundredths: Math.floor((points * 100) / (ratings * MARKS_PER_RATING)), ratings };
}

export function listsAny({ trainings, awards, star, evaluation }: ListedExtras): boolean {
  return trainings.length + awards.length > 0 || star !== null || evaluation !== null;
}
