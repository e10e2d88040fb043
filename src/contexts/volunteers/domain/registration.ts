import { ageOn, type AgePolicy, agePolicyOn } from '../../../kernel/age-policy.js';
import { isLocalDate, type LocalDate } from '../../../kernel/calendar.js';
import { isDivisionCode } from '../../../kernel/identifier.js';
import type { IdType } from '../../../kernel/id-types.js';
import { type AgeBand, ageBandOf } from './age-bands.policy.js';
import {
  birthDateIn,
  checkDigitFits,
  hasIdForm,
  normaliseIdNumber,
  type Sex,
  sexIn,
} from './id-number.js';
import { hasForbidden, isName, normaliseName } from './person-name.js';
import type { ServiceCategory } from '../../../kernel/service-categories.js';
import { reject } from './volunteers.rejections.js';

/** What is asked of a person (Order 67 art. 5), as it was typed. */
export interface Person {
  readonly name: string;
  /** `male` or `female`; anything else is refused in its turn, not before. */
  readonly sex: string;
  readonly birthDate: string;
  readonly idType: IdType;
  readonly idNumber: string;
  readonly divisionCode: string;
  readonly address: string;
  readonly phone: string;
  readonly skills: readonly string[];
  readonly guardian: Guardian | null;
}

/** Who answers for a minor. */
export interface Guardian {
  readonly name: string;
  readonly phone: string;
}

export interface Registration {
  readonly person: Person;
  readonly serviceCategories: readonly ServiceCategory[];
  readonly consent: Consent;
  /** As given by another platform; null to be given one. Never the ID number. */
  readonly volunteerNo: string | null;
  readonly stationId: string | null;
  readonly organisationId: string | null;
}

/** PIPL art. 13–17, 31. `on-file`: the station declares that it holds the signed paper. */
export type Consent =
  | 'on-file'
  | {
      /** That the particulars are true. */
      readonly declaredTrue: boolean;
      /** The version of the privacy notice agreed to; empty when it was not. */
      readonly privacyVersion: string;
      readonly guardianAgrees: boolean;
    };

/** The personal document of a volunteer, as the vault keeps it (a type, so that it counts as JSON). */
export type Profile = {
  readonly name: string;
  readonly sex: Sex;
  readonly birthDate: LocalDate;
  readonly idType: IdType;
  readonly idNumber: string;
  readonly divisionCode: string;
  readonly address: string;
  readonly phone: string;
  readonly skills: readonly string[];
  readonly guardian: { readonly name: string; readonly phone: string } | null;
  readonly volunteerNo: string;
};

export interface Examined {
  readonly profile: Omit<Profile, 'volunteerNo'>;
  readonly ageBand: AgeBand;
  readonly guardianConsent: boolean | null;
  readonly consentVersion: string;
}

const VOLUNTEER_NO = /^[\p{L}\p{N}][\p{L}\p{N}._/-]{0,31}$/u;
const PHONE = /^\+?\d[\d -]{4,19}$/;
const ADDRESS_CHARACTERS_MAX = 200;
const BORN_FROM = '1900-01-01';

/**
 * Everything that can be said of a registration before asking whether the person is registered
 * already. A registration is refused under the first rule it breaks, in this order.
 *
 * @throws Rejection `volunteers/*`
 */
export function examine(
  { person, consent, volunteerNo }: Registration,
  today: LocalDate,
  agePolicy: AgePolicy = agePolicyOn(today),
): Examined {
  const name = nameOf(person.name);
  const idNumber = idNumberOf(person, today);
  const birthDate = birthDateOf(person, idNumber, today);
  const sex = sexOf(person, idNumber);
  const ageBand = ageBandOf(ageOn(birthDate, today), agePolicy);
  if (!ageBand) return reject('volunteers/too-young');
  if (volunteerNo !== null) checkVolunteerNo(volunteerNo, idNumber);
  return {
    profile: {
      ...{ name, sex, birthDate, idNumber, idType: person.idType },
      ...contactOf(person),
      guardian: ageBand === 'adult' ? null : guardianOf(person.guardian, consent),
    },
    ...consentOf(consent, ageBand),
  };
}

function nameOf(text: string): string {
  const name = normaliseName(text);
  if (name === '') reject('volunteers/name-missing');
  if (!isName(name)) reject('volunteers/name-malformed');
  return name;
}

function idNumberOf({ idType, idNumber }: Person, today: LocalDate): string {
  const number = normaliseIdNumber(idNumber);
  if (!hasIdForm(idType, number)) reject('volunteers/id-number-malformed');
  if (idType !== 'resident-id') return number;
  if (!checkDigitFits(number)) reject('volunteers/id-number-check-digit');
  const born = birthDateIn(number);
  if (!born || born > today || born < BORN_FROM) reject('volunteers/id-number-malformed');
  return number;
}

function birthDateOf({ birthDate, idType }: Person, number: string, today: LocalDate): LocalDate {
  if (idType === 'resident-id') {
    if (birthDate === '') reject('volunteers/birth-date-malformed');
    if (birthDate !== birthDateIn(number)) reject('volunteers/birth-date-contradicts-id-number');
    return birthDate;
  }
  if (!isLocalDate(birthDate) || birthDate > today || birthDate < BORN_FROM) {
    return reject('volunteers/birth-date-malformed');
  }
  return birthDate;
}

function sexOf({ sex, idType }: Person, number: string): Sex {
  if (sex !== 'male' && sex !== 'female') return reject('volunteers/sex-malformed');
  if (idType === 'resident-id' && sex !== sexIn(number)) {
    return reject('volunteers/sex-contradicts-id-number');
  }
  return sex;
}

/** The number is shown to others, so it must not be what it stands in for. */
function checkVolunteerNo(volunteerNo: string, idNumber: string): void {
  if (!VOLUNTEER_NO.test(volunteerNo)) reject('volunteers/volunteer-no-malformed');
  if (volunteerNo.toUpperCase().includes(idNumber)) reject('volunteers/volunteer-no-malformed');
}

function contactOf(person: Person): Pick<Profile, 'divisionCode' | 'address' | 'phone' | 'skills'> {
  const phone = person.phone.normalize('NFKC').trim();
  const address = person.address.normalize('NFC').trim();
  if (!isDivisionCode(person.divisionCode)) reject('volunteers/division-code-malformed');
  if (!PHONE.test(phone)) reject('volunteers/phone-malformed');
  if ([...address].length > ADDRESS_CHARACTERS_MAX || hasForbidden(address)) {
    reject('volunteers/address-malformed');
  }
  const skills = person.skills.map((skill) => skill.normalize('NFC').trim());
  if (skills.some(hasForbidden)) reject('volunteers/skill-malformed');
  return { divisionCode: person.divisionCode, address, phone, skills };
}

function guardianOf(guardian: Guardian | null, consent: Consent): Profile['guardian'] {
  if (!guardian) return consent === 'on-file' ? null : reject('volunteers/guardian-missing');
  const name = normaliseName(guardian.name);
  const phone = guardian.phone.normalize('NFKC').trim();
  if (!isName(name) || (phone !== '' && !PHONE.test(phone))) reject('volunteers/guardian-missing');
  return { name, phone };
}

function consentOf(
  consent: Consent,
  ageBand: AgeBand,
): Pick<Examined, 'ageBand' | 'guardianConsent' | 'consentVersion'> {
  const minor = ageBand !== 'adult';
  if (consent === 'on-file') {
    return { ageBand, guardianConsent: minor || null, consentVersion: consent };
  }
  const { declaredTrue, privacyVersion, guardianAgrees } = consent;
  if (!declaredTrue || privacyVersion === '') reject('volunteers/consent-missing');
  if (minor && !guardianAgrees) reject('volunteers/guardian-consent-missing');
  return { ageBand, guardianConsent: minor || null, consentVersion: privacyVersion };
}
