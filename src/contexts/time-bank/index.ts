/** Front door: what other contexts may know of time credit. */
export { IssueCredit, ReverseIssue } from './domain/account.commands.js';
export type {
  AccountEvent,
  CreditHeld,
  CreditIssued,
  HoldReleased,
  HoldSettled,
  IssueReversed,
  LedgerAccount,
  Posting,
} from './domain/account.events.js';
export { CREDIT_POLICIES, type CreditPolicy, creditPolicyOn } from './domain/credit.policy.js';
export { timeBankRejections } from './domain/time-bank.rejections.js';
export { timeBankProjection } from './time-bank.projection.js';
