import { addMonths, type LocalDate } from '../../../kernel/calendar.js';
import { type Policy, policyOn } from '../../../kernel/policy.js';
import type { HoursBasis } from './points-account.events.js';

/**
 * Points for hours: hours × points of an hour × coefficient, by class of service. Local scoring
 * standards fix the way (find the class, look up, multiply), not the figures: those are an
 * operator's data. A coefficient touches points and never an hour.
 */
export interface VolunteerPointsPolicy extends Policy {
  readonly validMonths: number;
  /** By service category; `other` stands for every class that is not listed. */
  readonly classes: Readonly<
    Record<string, { readonly pointsPerHour: number; readonly coefficientHundredths: number }>
  >;
}

/** `volunteer-points` in an operator's policy file. */
export const VOLUNTEER_POINTS_POLICIES: readonly [
  VolunteerPointsPolicy,
  ...VolunteerPointsPolicy[],
] = [
  {
    version: 'volunteer-points/2021-02',
    effectiveFrom: '2021-02-01',
    validMonths: 24,
    classes: {
      other: { pointsPerHour: 10, coefficientHundredths: 100 },
      health: { pointsPerHour: 10, coefficientHundredths: 120 },
      legal: { pointsPerHour: 10, coefficientHundredths: 120 },
      'special-groups': { pointsPerHour: 10, coefficientHundredths: 120 },
      fire: { pointsPerHour: 10, coefficientHundredths: 150 },
      rescue: { pointsPerHour: 10, coefficientHundredths: 150 },
    },
  },
];

/** Hours and coefficient are both hundredths. */
const HUNDREDTHS_TWICE = 10_000;

export interface Served {
  readonly centiHours: number;
  readonly category: string;
  /** The day of the service; its policy counts. */
  readonly date: LocalDate;
  /** The day on which the points come in: from here they are valid. */
  readonly on: LocalDate;
}

export interface PointsForHours {
  readonly points: number;
  readonly basis: HoursBasis;
  readonly version: string;
  readonly expiresOn: LocalDate;
}

/** Rounded down, once per record: 3.33 h × 10 × 1.20 = 39.96 gives 39. */
export function pointsForHours(
  { centiHours, category, date, on }: Served,
  policies: readonly VolunteerPointsPolicy[] = VOLUNTEER_POINTS_POLICIES,
): PointsForHours {
  const policy = policyOn(date, policies);
  const serviceClass = Object.hasOwn(policy.classes, category) ? category : 'other';
  const rate = policy.classes[serviceClass] ?? { pointsPerHour: 0, coefficientHundredths: 0 };
  const { pointsPerHour, coefficientHundredths } = rate;
  const product = centiHours * pointsPerHour * coefficientHundredths;
  const points = (product - (product % HUNDREDTHS_TWICE)) / HUNDREDTHS_TWICE;
  return {
    points,
    basis: { centiHours, serviceClass, pointsPerHour, coefficientHundredths },
    version: policy.version,
    expiresOn: addMonths(on, policy.validMonths),
  };
}
