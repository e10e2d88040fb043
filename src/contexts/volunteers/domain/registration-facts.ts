import type { LocalDate } from '../../../kernel/calendar.js';
import type { AgeBand } from './age-bands.policy.js';
import type { ServiceCategory } from '../../../kernel/service-categories.js';

/**
 * What events may say of a registration: nothing that names the person. Name, sex, birth date, ID
 * number, address, phone, skills and guardian stand in the vault (PIPL art. 28, 51).
 */
export interface RegistrationFacts {
  /** Keyed hash of ID type and number: tells two people apart, and nobody without the key whom. */
  readonly identityHash: string;
  readonly volunteerId: string;
  readonly ageBand: AgeBand;
  /** True when a guardian agreed (Civil Code art. 19, PIPL art. 31); null for adults. */
  readonly guardianConsent: boolean | null;
  /** The privacy notice the person agreed to; `on-file` when the station holds it on paper. */
  readonly consentVersion: string;
  /** Division of residence, 12 digits: the community, no finer. */
  readonly divisionCode: string;
  readonly serviceCategories: readonly ServiceCategory[];
  /** The station or organisation that registered the person, where one did. */
  readonly stationId: string | null;
  readonly organisationId: string | null;
  readonly registeredOn: LocalDate;
}
