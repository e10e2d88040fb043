import { reject } from './time-bank.rejections.js';

/** Which kinship counts is a matter of the terms in force. */
export function requireRelation(
  relation: string,
  accepted: readonly string[],
  policyVersion: string,
): void {
  if (accepted.includes(relation)) return;
  reject('time-bank/relation-not-accepted', {
    ...{ relation, accepted: accepted.join(', '), policyVersion },
  });
}
