import { maskIdNumber, maskName, maskPhone } from '../../kernel/masking.js';
import type { Profile } from './domain/registration.js';
import type { VolunteerRow } from './volunteers.queries.js';

/** A volunteer as staff see them. Without a profile the person was erased. */
export interface VolunteerView extends VolunteerRow {
  readonly masked: boolean;
  readonly erased: boolean;
  readonly profile: ShownProfile | null;
}

export type ShownProfile =
  | Profile
  | Pick<Profile, 'volunteerNo' | 'name' | 'sex' | 'idType' | 'idNumber' | 'phone' | 'skills'>;

export function fullView(row: VolunteerRow, profile: Profile | undefined): VolunteerView {
  return { ...row, masked: false, erased: !profile, profile: profile ?? null };
}

/** What day-to-day work needs: enough to tell people apart, not enough to misuse. */
export function maskedView(row: VolunteerRow, profile: Profile | undefined): VolunteerView {
  if (!profile) return { ...row, masked: true, erased: true, profile: null };
  const { volunteerNo, name, sex, idType, idNumber, phone, skills } = profile;
  return {
    ...row,
    masked: true,
    erased: false,
    profile: {
      ...{ volunteerNo, sex, idType, skills },
      name: maskName(name),
      idNumber: maskIdNumber(idNumber),
      phone: maskPhone(phone),
    },
  };
}
