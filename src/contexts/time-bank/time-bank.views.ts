import type { Part } from './domain/parts.js';
import type { Why } from './domain/explanations.js';

/** What reads of the time bank answer with. All amounts in hundredths of an hour. */
export interface Balances {
  /** What can be spent: earned + gifted + granted. */
  readonly available: number;
  readonly held: number;
  readonly debt: number;
  /** Earned over a cap: donate it or keep it as honour. */
  readonly overflow: number;
}

export interface AccountView extends Balances {
  readonly volunteerId: string;
  readonly earned: number;
  readonly gifted: number;
  readonly granted: number;
  /** Kept as honour, never spent. */
  readonly honour: number;
  readonly standing: string;
  readonly honourOnly: boolean;
  readonly claimUntil: string | null;
  /** By origin: whose credit it is, and until when. */
  readonly parts: readonly Part[];
}

export interface BalanceOnDate extends Balances {
  readonly volunteerId: string;
  readonly asOf: string;
}

export interface EntryView {
  readonly revision: number;
  readonly at: string;
  readonly kind: string;
  /** The record, hold or transfer that caused it. */
  readonly cause: string;
  readonly change: number;
  readonly available: number;
  readonly held: number;
  readonly debt: number;
  readonly why: Why;
}

export interface HoldView {
  readonly holdId: string;
  readonly volunteerId: string;
  readonly stationId: string | null;
  readonly providerId: string | null;
  readonly centiHours: number;
  readonly heldAt: string;
  readonly expiresAt: string;
  readonly status: 'open' | 'settled' | 'cancelled' | 'expired';
  readonly settled: number;
}

/** Something a person should know before a limit stops them. */
export interface Warning extends Why {
  readonly code: string;
}

export interface PoolView {
  readonly divisionCode: string;
  readonly balance: number;
  /** The organisation that vouches for credit saved here. */
  readonly guarantor: { readonly organisationId: string; readonly name: string } | null;
}

export interface PoolEntryView {
  readonly revision: number;
  readonly at: string;
  readonly kind: string;
  readonly cause: string;
  readonly change: number;
  readonly balance: number;
  readonly ground: string | null;
  readonly approver: string | null;
}

export interface AcceptanceView {
  readonly pair: string;
  readonly first: string;
  readonly second: string;
  readonly status: 'none' | 'proposed' | 'agreed' | 'ended';
  readonly proposedBy: string | null;
  readonly limitCentiHours: number;
  readonly nextNettingOn: string | null;
  /** What the first is owed by the second; negative when it owes. */
  readonly position: number;
}

/** An agreement, with what both stations should know before its limit. */
export interface WarnedAcceptanceView extends AcceptanceView {
  /** `creditor` is the station that is owed so much, or where so much is held. */
  readonly warnings: readonly (Warning & { readonly creditor: string })[];
}

/** Where all credit ever issued is, as of a day, and how much of it was used. */
export interface SupplyView {
  readonly asOf: string | null;
  readonly issued: number;
  readonly available: number;
  readonly gifted: number;
  readonly granted: number;
  readonly held: number;
  readonly debt: number;
  readonly overflow: number;
  readonly honour: number;
  readonly pool: number;
  readonly inTransit: number;
  readonly retired: number;
  readonly carried: number;
  readonly writtenOff: number;
  /** In accounts that are frozen or left by the dead, now; part of the above. */
  readonly frozen: number;
  /** What stations owe each other now, not yet netted. */
  readonly clearing: number;
  /** Ever redeemed for a service, donated, granted, given. */
  readonly redeemed: number;
  readonly donated: number;
  readonly grantedEver: number;
  readonly giftedEver: number;
  /** Redeemed for each hundred ever issued; null before the first hour. */
  readonly redemptionPercent: number | null;
}
