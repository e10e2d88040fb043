/**
 * The evidence grade: how an hour is known. A pure function of the evidence that events carry, so
 * nobody can set it and anybody can compute it again. It is printed beside every hour.
 */
export type Grade = 'A+' | 'A' | 'B' | 'C' | 'D';

/** How one end of an interval is known. */
export type EndEvidence =
  | { readonly kind: 'rotating-code'; readonly window: number }
  | { readonly kind: 'station-device'; readonly deviceId: string; readonly sequence: number }
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
  /** Typed in by staff, or reported by the volunteer, with a stated reason. */
  | { readonly kind: 'entered'; readonly proofHash: string | null }
  | { readonly kind: 'imported'; readonly fileHash: string; readonly row: number };

export function gradeOf(evidence: Evidence): Grade {
  switch (evidence.kind) {
    case 'signed': {
      const oneEndOnly = evidence.in.kind === 'policy' || evidence.out.kind === 'policy';
      if (oneEndOnly) return 'B';
      return evidence.confirmed ? 'A+' : 'A';
    }
    case 'entered':
      return 'C';
    case 'imported':
      return 'D';
  }
}
