import type { LocalDate } from '../../../kernel/calendar.js';
import { type Policy, policyOn } from '../../../kernel/policy.js';

/** Figures the texts on records leave open. */
export interface RecordPolicy extends Policy {
  /** Full working days a record stands in public before it takes effect (practice under M340). */
  readonly publicityWorkingDays: number;
  /** A code counts from so long before the shift begins. */
  readonly signInOpensMinutes: number;
  /** A sign-out counts until so long after the shift ends. */
  readonly signOutClosesMinutes: number;
  /** A forgotten sign-in is closed so long after a sign-out stopped counting: devices may sync. */
  readonly forgottenGraceMinutes: number;
  /** What a forgotten sign-in comes to: until the end of the shift, and at most this. */
  readonly forgottenMaxCentiHours: number;
  /** A beneficiary's code is good for so many days. */
  readonly confirmationCodeDays: number;
  /** Working days after the day of service within which it is recorded (Order 67 art. 11). */
  readonly recordWorkingDays: number;
  /** Working days within which an objection is decided (art. 13 says "in time"). */
  readonly objectionWorkingDays: number;
  /** A deadline counts as near so many working days before it. */
  readonly dueSoonWorkingDays: number;
  /** More hundredths of an hour than these in one day need a stated reason. */
  readonly longDayCentiHours: number;
  /** What a proof file may weigh. */
  readonly proofMegabytesMax: number;
}

/** `service-records` in an operator's policy file. */
export const RECORD_POLICIES: readonly [RecordPolicy, ...RecordPolicy[]] = [
  {
    version: 'service-records/2021-02',
    effectiveFrom: '2021-02-01',
    publicityWorkingDays: 3,
    signInOpensMinutes: 30,
    signOutClosesMinutes: 120,
    forgottenGraceMinutes: 720,
    forgottenMaxCentiHours: 400,
    confirmationCodeDays: 7,
    recordWorkingDays: 10,
    objectionWorkingDays: 10,
    dueSoonWorkingDays: 3,
    longDayCentiHours: 800,
    proofMegabytesMax: 10,
  },
];

export function recordPolicyOn(
  date: LocalDate,
  policies: readonly RecordPolicy[] = RECORD_POLICIES,
): RecordPolicy {
  return policyOn(date, policies);
}
