import type { Instant } from '../../../kernel/calendar.js';
import type { CommandMeta } from '../../../kernel/message.js';

interface Link {
  readonly linkId: string;
  readonly linkHash: string;
  readonly expiresAt: Instant;
}

/** For an account that has no password yet; a new invitation replaces the one before. */
export class OfferInvitation {
  readonly type = 'OfferInvitation';
  constructor(
    readonly data: Link & { readonly accountId: string },
    readonly meta: CommandMeta,
  ) {}
}

export class RequestRecovery {
  readonly type = 'RequestRecovery';
  constructor(
    readonly data: {
      readonly accountId: string;
      readonly recoveryId: string;
      readonly requester: string;
      readonly now: Instant;
      readonly expiresAt: Instant;
    },
    readonly meta: CommandMeta,
  ) {}
}

export class ApproveRecovery {
  readonly type = 'ApproveRecovery';
  constructor(
    readonly data: Link & {
      readonly accountId: string;
      readonly recoveryId: string;
      readonly approver: string;
      readonly now: Instant;
    },
    readonly meta: CommandMeta,
  ) {}
}

/** By whoever runs the server: where one administrator alone has lost password or phone. */
export class OpenConsoleRecovery {
  readonly type = 'OpenConsoleRecovery';
  constructor(
    readonly data: Link & { readonly accountId: string },
    readonly meta: CommandMeta,
  ) {}
}

export class UsePasswordLink {
  readonly type = 'UsePasswordLink';
  constructor(
    readonly data: {
      readonly accountId: string;
      readonly linkHash: string;
      /** The password document laid into the vault beforehand. */
      readonly credentialId: string;
      readonly now: Instant;
    },
    readonly meta: CommandMeta,
  ) {}
}

export class SetSecondFactor {
  readonly type = 'SetSecondFactor';
  constructor(
    readonly data: { readonly accountId: string; readonly factorId: string },
    readonly meta: CommandMeta,
  ) {}
}

export class RemoveSecondFactor {
  readonly type = 'RemoveSecondFactor';
  constructor(
    readonly data: { readonly accountId: string },
    readonly meta: CommandMeta,
  ) {}
}

export type RecoveryCommand =
  | OfferInvitation
  | RequestRecovery
  | ApproveRecovery
  | OpenConsoleRecovery
  | UsePasswordLink
  | SetSecondFactor
  | RemoveSecondFactor;
