import type { LocalDate } from '../../../kernel/calendar.js';
import { type Policy, policyOn } from '../../../kernel/policy.js';

/** From when on something is looked at. None of these figures is law: they are where to look first. */
export interface AnomalyPolicy extends Policy {
  /** Two organisations less than this apart in time: nobody gets from one to the other. */
  readonly travelMinutes: number;
  readonly burstMinutes: number;
  readonly burstCentiHours: number;
  /** Hours of the clock in Shanghai between which hardly anybody serves. */
  readonly nightFromHour: number;
  readonly nightToHour: number;
  readonly devicePeople: number;
  readonly deviceSeconds: number;
  readonly roundRecordsMin: number;
  readonly roundPercent: number;
  readonly pairRecordsMin: number;
  readonly pairPercent: number;
  /** Recorded more than so many days after the service. */
  readonly backEntryDays: number;
  readonly backEntryCentiHours: number;
}

/** `anomalies` in an operator's policy file. */
export const ANOMALY_POLICIES: readonly [AnomalyPolicy, ...AnomalyPolicy[]] = [
  {
    version: 'anomalies/2021-02',
    effectiveFrom: '2021-02-01',
    travelMinutes: 10,
    burstMinutes: 10,
    burstCentiHours: 4_000,
    nightFromHour: 23,
    nightToHour: 5,
    devicePeople: 10,
    deviceSeconds: 30,
    roundRecordsMin: 10,
    roundPercent: 90,
    pairRecordsMin: 20,
    pairPercent: 95,
    backEntryDays: 10,
    backEntryCentiHours: 10_000,
  },
];

export function anomalyPolicyOn(
  date: LocalDate,
  policies: readonly AnomalyPolicy[] = ANOMALY_POLICIES,
): AnomalyPolicy {
  return policyOn(date, policies);
}
