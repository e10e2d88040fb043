import type { CommandMeta } from '../../../kernel/message.js';
import type { OrganisationKind } from './organisation.events.js';

export class RegisterOrganisation {
  readonly type = 'RegisterOrganisation';
  constructor(
    readonly data: {
      readonly organisationId: string;
      readonly legalName: string;
      readonly kind: OrganisationKind;
      readonly creditCode: string | null;
      readonly divisionCode: string;
      readonly phone: string;
    },
    readonly meta: CommandMeta,
  ) {}
}

export class NameSignatories {
  readonly type = 'NameSignatories';
  constructor(
    readonly data: { readonly organisationId: string },
    readonly meta: CommandMeta,
  ) {}
}

export type OrganisationCommand = RegisterOrganisation | NameSignatories;
