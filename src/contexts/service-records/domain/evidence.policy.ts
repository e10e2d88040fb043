/**
 * The evidence grade: how an hour is known. A pure function of the evidence that events carry, so
 * nobody can set it and anybody can compute it again. It is printed beside every hour.
 */
export type Grade = 'A+' | 'A' | 'B' | 'C' | 'D';

/** Why an end of an interval is known less firmly than its kind would have it. */
export const DOUBTS = [
  /** The device's clock differed from the server's by more than the policy allows. */
  'clock-off',
  /** The device's clock ran backwards between two scans. */
  'clock-went-back',
  /** It reached the server later than the policy allows. */
  'synced-late',
  /** The code was shown at another time than the scan says. */
  'code-time-differs',
  /** A printed card, and nobody at the device looked who carried it. */
  'card-unwitnessed',
  /** A printed card that was revoked after the scan and before it reached the server. */
  'card-revoked-since',
] as const;
export type Doubt = (typeof DOUBTS)[number];

/** How one end of an interval is known. */
export type EndEvidence =
  | {
      readonly kind: 'rotating-code';
      readonly window: number;
      /** Set when the volunteer's own phone kept the scan while it had no network. */
      readonly phone?: { readonly deviceId: string; readonly sequence: number };
      readonly doubts?: readonly Doubt[];
    }
  | {
      readonly kind: 'station-device';
      readonly deviceId: string;
      readonly sequence: number;
      /** The window of the rotating personal code; absent for a printed card. */
      readonly window?: number;
      readonly doubts?: readonly Doubt[];
    }
  /** Nobody signed out: closed by the stated policy. */
  | { readonly kind: 'policy' };

export type Evidence =
  | {
      readonly kind: 'signed';
      readonly in: EndEvidence;
      readonly out: EndEvidence;
      /** The beneficiary or a second device confirmed it. */
      readonly confirmed: boolean;
    }
  /** Typed in by staff within time, or put in place of something else by a correction. */
  | { readonly kind: 'entered'; readonly proofHash: string | null }
  /** Typed in from a document, with a truth declaration and two approvers (V14). */
  | { readonly kind: 'back-entered'; readonly proofHash: string }
  /** Stated by the volunteer. */
  | { readonly kind: 'self-reported'; readonly proofHash: string | null }
  | { readonly kind: 'imported'; readonly fileHash: string; readonly row: number };

export function gradeOf(evidence: Evidence): Grade {
  switch (evidence.kind) {
    case 'signed':
      return gradeOfSigned(evidence);
    // A second person has approved it in any case; without a document that is word against word.
    case 'entered':
    case 'back-entered':
    case 'self-reported':
      return evidence.proofHash === null ? 'D' : 'C';
    case 'imported':
      return 'D';
  }
}

/** Every doubt about either end, once: what a reviewer is shown. */
export function doubtsOf(evidence: Evidence): readonly (Doubt | 'closed-by-policy')[] {
  if (evidence.kind !== 'signed') return [];
  const ends = [evidence.in, evidence.out];
  return [...new Set(ends.flatMap(doubtsOfEnd))];
}

/** A confirmation proves that the service took place, not when it ended: it lifts an A only. */
function gradeOfSigned({
  in: from,
  out: to,
  confirmed,
}: Extract<Evidence, { kind: 'signed' }>): Grade {
  const firmness = firmnessOf(from) + firmnessOf(to);
  if (firmness === 2 * FIRM) return confirmed ? 'A+' : 'A';
  return firmness >= FIRM ? 'B' : 'C';
}

const FIRM = 2;
const DOUBTFUL = 1;
const UNKNOWN = 0;

/** One firm end is worth two doubtful ones; two ends that nobody saw are worth no more than a word. */
function firmnessOf(end: EndEvidence): number {
  if (end.kind === 'policy') return UNKNOWN;
  return (end.doubts ?? []).length === 0 ? FIRM : DOUBTFUL;
}

function doubtsOfEnd(end: EndEvidence): readonly (Doubt | 'closed-by-policy')[] {
  return end.kind === 'policy' ? ['closed-by-policy'] : (end.doubts ?? []);
}
