import type { DomainEvent } from '../../../kernel/message.js';

/**
 * An organisation that may record and certify (O67 art. 14, 26): a registered volunteer
 * organisation, or a residents' or village committee. Names of organisations are not personal data;
 * the people who sign for it stand in the vault.
 */
export type OrganisationKind =
  | 'residents-committee'
  | 'village-committee'
  | 'volunteer-organisation'
  | 'charity'
  | 'public-institution'
  | 'other';

export type OrganisationRegistered = DomainEvent<
  'stations.OrganisationRegistered',
  {
    readonly organisationId: string;
    readonly legalName: string;
    readonly kind: OrganisationKind;
    /** Unified social credit code, GB 32100-2015; committees of old may have none. */
    readonly creditCode: string | null;
    /** False when the code's check character does not fit: early pilot codes are legal all the same. */
    readonly creditCodeChecked: boolean;
    /** 12 digits. Kept as it was at the time: communities merge, split and are renamed. */
    readonly divisionCode: string;
    readonly phone: string;
  }
>;

/** Who signs its certificates: person in charge 负责人 and handler 经办人. Their names: vault. */
export type SignatoriesNamed = DomainEvent<
  'stations.SignatoriesNamed',
  { readonly organisationId: string; readonly version: number }
>;

export type OrganisationEvent = OrganisationRegistered | SignatoriesNamed;
