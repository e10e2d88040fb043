import type { CommandMeta } from '../../../kernel/message.js';

/** The set-up: there is none yet. */
export class AppointFirstAdministrator {
  readonly type = 'AppointFirstAdministrator';
  constructor(
    readonly data: { readonly accountId: string },
    readonly meta: CommandMeta,
  ) {}
}

export class AppointAdministrator {
  readonly type = 'AppointAdministrator';
  constructor(
    readonly data: { readonly accountId: string },
    readonly meta: CommandMeta,
  ) {}
}

export class DismissAdministrator {
  readonly type = 'DismissAdministrator';
  constructor(
    readonly data: { readonly accountId: string },
    readonly meta: CommandMeta,
  ) {}
}

export type AdministratorsCommand =
  AppointFirstAdministrator | AppointAdministrator | DismissAdministrator;
