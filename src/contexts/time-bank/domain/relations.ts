import { reject } from './time-bank.rejections.js';

export interface Kinship {
  readonly relation: string;
  /** SHA-256 (hex) of the document that shows it. */
  readonly evidenceHash: string;
}

const SHA_256 = /^[0-9a-f]{64}$/;

/** Which kinship counts is a matter of the terms in force; that it was shown is one of every terms. */
export function requireKinship(
  { relation, evidenceHash }: Kinship,
  accepted: readonly string[],
  policyVersion: string,
): void {
  if (!accepted.includes(relation)) {
    reject('time-bank/relation-not-accepted', {
      ...{ relation, accepted: accepted.join(', '), policyVersion },
    });
  }
  if (!SHA_256.test(evidenceHash)) reject('time-bank/evidence-missing');
}
