import type { Instant, LocalDate } from '../../../kernel/calendar.js';
import type { DomainEvent } from '../../../kernel/message.js';
import type { Claim } from './membership.events.js';

/** The four kinds of household waste 生活垃圾四分类 (GB/T 19095). */
export const WASTE_KINDS = ['kitchen', 'recyclable', 'hazardous', 'residual'] as const;
export type WasteKind = (typeof WASTE_KINDS)[number];

/** A household 户 keeps one green account; its address stands in the vault, down to the community here. */
export type HouseholdRegistered = DomainEvent<
  'green-accounts.HouseholdRegistered',
  {
    readonly householdId: string;
    readonly stationId: string;
    readonly organisationId: string;
    readonly divisionCode: string;
    /** Printed on the card: what a person reads out or types. */
    readonly code: string;
  }
>;

export type HouseholdMemberJoined = DomainEvent<'green-accounts.HouseholdMemberJoined', Claim>;

/** Also when somebody came too late to join: whoever has left belongs to no household. */
export type HouseholdMemberLeft = DomainEvent<'green-accounts.HouseholdMemberLeft', Claim>;

export type HouseholdClosed = DomainEvent<
  'green-accounts.HouseholdClosed',
  {
    readonly householdId: string;
    readonly members: readonly Omit<Claim, 'householdId'>[];
    readonly on: LocalDate;
  }
>;

/** What was brought: weighed in grams or counted in pieces. */
export interface Measure {
  readonly grams: number | null;
  readonly pieces: number | null;
}

/** Somebody of another household looked at what was dropped. */
export type DropInspected = DomainEvent<
  'green-accounts.DropInspected',
  Measure & {
    readonly dropId: string;
    readonly householdId: string;
    readonly stationId: string;
    readonly kind: WasteKind;
    readonly passed: boolean;
    readonly inspectorId: string;
    readonly at: Instant;
    readonly on: LocalDate;
    /** 0 when it did not pass, or came after those of the day that count. */
    readonly points: number;
    readonly pointsExpireOn: LocalDate;
  }
>;

/** Looked at again, by somebody else: points follow what it says now. */
export type DropCorrected = DomainEvent<
  'green-accounts.DropCorrected',
  Measure & {
    readonly dropId: string;
    readonly householdId: string;
    readonly stationId: string;
    readonly version: number;
    readonly passed: boolean;
    readonly correctorId: string;
    readonly on: LocalDate;
    readonly points: number;
    readonly pointsExpireOn: LocalDate;
  }
>;

export const ANNUL_REASONS = ['fraud', 'did-not-take-place', 'entered-in-error'] as const;
export type AnnulReason = (typeof ANNUL_REASONS)[number];

export type DropAnnulled = DomainEvent<
  'green-accounts.DropAnnulled',
  {
    readonly dropId: string;
    readonly householdId: string;
    readonly reason: AnnulReason;
    readonly annullerId: string;
  }
>;

export type HouseholdEvent =
  | HouseholdRegistered
  | HouseholdMemberJoined
  | HouseholdMemberLeft
  | HouseholdClosed
  | DropInspected
  | DropCorrected
  | DropAnnulled;
