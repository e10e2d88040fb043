/** Front door: what others may know of households and their drops. */
export { JoinHousehold } from './domain/household.commands.js';
export type {
  DropAnnulled,
  DropCorrected,
  DropInspected,
  HouseholdClosed,
  HouseholdEvent,
  HouseholdMemberLeft,
} from './domain/household.events.js';
import type { HouseholdEvent } from './domain/household.events.js';
import type { MembershipEvent } from './domain/membership.events.js';
export { greenAccountsRejections } from './domain/green-accounts.rejections.js';
export { ReleaseMembership } from './domain/membership.commands.js';
export type { MembershipClaimed, MembershipEvent } from './domain/membership.events.js';
export { greenAccountsProjection } from './green-accounts.projection.js';
export type GreenAccountsEvent = HouseholdEvent | MembershipEvent;
