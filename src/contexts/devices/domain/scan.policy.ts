import { type Instant, instantOf, type LocalDate, millis } from '../../../kernel/calendar.js';
import { type Policy, policyOn } from '../../../kernel/policy.js';
import type { ScanDirection } from './scan-log.events.js';

/** How far clocks and networks may be off before a scan is doubted or refused. */
export interface ScanPolicy extends Policy {
  /** Between a device's clock and the server's, and backwards from one scan to the next. */
  readonly clockSkewSeconds: number;
  /** Between a code on a screen and the scan of it. */
  readonly codeSkewSeconds: number;
  /** Beyond this it is no slow clock any more, but an old picture. */
  readonly codeRefusedSeconds: number;
  /** Until then a scan counts as sent at once: whoever shows an old code can show a new one. */
  readonly atOnceSeconds: number;
  readonly stationLateMinutes: number;
  readonly phoneLateMinutes: number;
  /** Later than this, staff enters the hour with a reason. */
  readonly refusedAfterDays: number;
  readonly enrolmentCodeMinutes: number;
}

/** `devices` in an operator's policy file. */
export const SCAN_POLICIES: readonly [ScanPolicy, ...ScanPolicy[]] = [
  {
    version: 'devices/2021-02',
    effectiveFrom: '2021-02-01',
    clockSkewSeconds: 120,
    codeSkewSeconds: 90,
    codeRefusedSeconds: 600,
    atOnceSeconds: 60,
    stationLateMinutes: 1_440,
    phoneLateMinutes: 15,
    refusedAfterDays: 10,
    enrolmentCodeMinutes: 15,
  },
];

export function scanPolicyOn(
  date: LocalDate,
  policies: readonly ScanPolicy[] = SCAN_POLICIES,
): ScanPolicy {
  return policyOn(date, policies);
}

/** The code that was scanned, as the server knows it. */
export type ScannedCode =
  /** It changes every half minute; this is when that began. */
  | { readonly kind: 'rotating'; readonly shownAt: Instant }
  | {
      readonly kind: 'card';
      readonly revokedAt: Instant | null;
      /** Somebody at the device looked who carried it. */
      readonly witnessed: boolean;
    };

export interface ScanFacts {
  readonly by: 'station' | 'phone';
  readonly direction: ScanDirection;
  readonly code: ScannedCode;
  /** By the device's clock: the scan, the sending, and the scan before it (null when unknown). */
  readonly deviceAt: Instant;
  readonly sentAt: Instant;
  readonly previousAt: Instant | null;
  /** By the server's clock. */
  readonly receivedAt: Instant;
}

export type ScanDoubt =
  | 'clock-off'
  | 'clock-went-back'
  | 'synced-late'
  | 'code-time-differs'
  | 'card-unwitnessed'
  | 'card-revoked-since';

export type ScanVerdict =
  | { readonly ok: true; readonly at: Instant; readonly doubts: readonly ScanDoubt[] }
  | {
      readonly ok: false;
      readonly reason:
        | 'devices/scanned-after-sending'
        | 'devices/too-late'
        | 'devices/code-old'
        | 'devices/card-revoked';
    };

const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** Windows of rotating codes last so long. */
const WINDOW_MS = 30_000;

/**
 * What a scan is worth. The server's clock is the only one that is believed: a device whose clock is
 * off is put right by what it said when it sent, and doubted. Where two times are possible, the one
 * that makes the hour shorter counts.
 */
export function judgeScan(facts: ScanFacts, policy: ScanPolicy): ScanVerdict {
  const { deviceAt, sentAt, receivedAt, code } = facts;
  if (millis(deviceAt) > millis(sentAt)) return refused('devices/scanned-after-sending');
  const skew = millis(receivedAt) - millis(sentAt);
  const isOff = Math.abs(skew) > policy.clockSkewSeconds * SECOND_MS;
  const at = Math.min(millis(deviceAt) + (isOff ? skew : 0), millis(receivedAt));
  const late = millis(receivedAt) - at;
  if (late > policy.refusedAfterDays * DAY_MS) return refused('devices/too-late');
  const known = { ...facts, at, late };
  const doubts: ScanDoubt[] = [
    ...(isOff ? (['clock-off'] as const) : []),
    ...(wentBack(facts, policy) ? (['clock-went-back'] as const) : []),
    ...(isLate(known, policy) ? (['synced-late'] as const) : []),
  ];
  return code.kind === 'card'
    ? judgeCard(code, at, doubts)
    : judgeRotating({ ...known, shownAt: millis(code.shownAt) }, policy, doubts);
}

type Known = ScanFacts & { readonly at: number; readonly late: number };

function judgeCard(
  { revokedAt, witnessed }: Extract<ScannedCode, { kind: 'card' }>,
  at: number,
  doubts: readonly ScanDoubt[],
): ScanVerdict {
  if (revokedAt !== null && at >= millis(revokedAt)) return refused('devices/card-revoked');
  return {
    ok: true,
    at: instantOf(at),
    doubts: [
      ...doubts,
      ...(witnessed ? [] : (['card-unwitnessed'] as const)),
      ...(revokedAt === null ? [] : (['card-revoked-since'] as const)),
    ],
  };
}

function judgeRotating(
  { at, late, shownAt, direction }: Known & { readonly shownAt: number },
  policy: ScanPolicy,
  doubts: readonly ScanDoubt[],
): ScanVerdict {
  const apart = Math.max(shownAt - at, at - (shownAt + WINDOW_MS), 0);
  const most = late <= policy.atOnceSeconds * SECOND_MS ? 'codeSkewSeconds' : 'codeRefusedSeconds';
  if (apart > policy[most] * SECOND_MS) return refused('devices/code-old');
  if (apart <= policy.codeSkewSeconds * SECOND_MS) return { ok: true, at: instantOf(at), doubts };
  const shorter = direction === 'in' ? Math.max(at, shownAt) : Math.min(at, shownAt);
  return { ok: true, at: instantOf(shorter), doubts: [...doubts, 'code-time-differs'] };
}

function wentBack({ previousAt, deviceAt }: ScanFacts, { clockSkewSeconds }: ScanPolicy): boolean {
  if (previousAt === null) return false;
  return millis(previousAt) - millis(deviceAt) > clockSkewSeconds * SECOND_MS;
}

function isLate({ by, late }: Known, policy: ScanPolicy): boolean {
  const minutes = by === 'phone' ? policy.phoneLateMinutes : policy.stationLateMinutes;
  return late > minutes * MINUTE_MS;
}

function refused(reason: Extract<ScanVerdict, { ok: false }>['reason']): ScanVerdict {
  return { ok: false, reason };
}
