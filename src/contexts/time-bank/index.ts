/** Front door: what other contexts may know of time credit. */
export { timeBankFolds } from './domain/folds.js';
export { ClearSpend } from './domain/acceptance.commands.js';
export type { AcceptanceEvent } from './domain/acceptance.events.js';
export {
  CorrectIssue,
  HoldCredit,
  IssueCredit,
  type RecordWorth,
  ReleaseHold,
  ReverseIssue,
  SettleHold,
} from './domain/account.commands.js';
export type {
  AccountEvent,
  CreditHeld,
  CreditIssued,
  HoldReleased,
  HoldSettled,
  IssueCorrected,
  IssueForestalled,
  IssueReversed,
} from './domain/account.events.js';
export { CREDIT_POLICIES, type CreditPolicy, creditPolicyOn } from './domain/credit.policy.js';
export type { Movement } from './domain/movement.js';
export type { Part } from './domain/parts.js';
export { PutIntoPool } from './domain/pool.commands.js';
export type { PoolEvent, PoolGranted, PoolReceived } from './domain/pool.events.js';
export type { LedgerAccount, Posting } from './domain/postings.js';
export type { AccountClosed } from './domain/standing.events.js';
export { timeBankRejections } from './domain/time-bank.rejections.js';
export { ReceiveCredit } from './domain/transfer.commands.js';
export type {
  CreditDonated,
  CreditGifted,
  CreditReceived,
  GrantLapsed,
} from './domain/transfer.events.js';
export { timeBankProjection } from './time-bank.projection.js';
