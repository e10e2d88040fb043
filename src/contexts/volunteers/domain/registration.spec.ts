import { Rejection } from '../../../kernel/rejection.js';
import { AGE_POLICIES, ageOn } from '../../../kernel/age-policy.js';
import { ageBandOf } from './age-bands.policy.js';
import { examine, type Registration } from './registration.js';
import { serviceCategoryOf } from '../../../kernel/service-categories.js';

const TODAY = '2026-11-21';
const GIVEN = { declaredTrue: true, privacyVersion: '2026-01', guardianAgrees: false };

function aRegistration(
  person: Partial<Registration['person']> = {},
  over: Partial<Registration> = {},
): Registration {
  return {
    person: {
      ...{ name: '张三', sex: 'female', birthDate: '1949-12-31' },
      ...{ idType: 'resident-id', idNumber: '11010519491231002x' },
      ...{ divisionCode: '150602001003', address: '民生路 1 号', phone: '13800138000' },
      ...{ skills: ['书法'], guardian: null },
      ...person,
    },
    serviceCategories: ['community'],
    consent: GIVEN,
    ...{ volunteerNo: null, stationId: null, organisationId: null },
    ...over,
  };
}

function codeOf(registration: Registration): string {
  try {
    examine(registration, TODAY);
    return 'accepted';
  } catch (error) {
    if (error instanceof Rejection) return error.code;
    throw error;
  }
}

/** A number with the right check digit, for a birth date and a sequence. */
function numberFor(date: string, sequence: string): string {
  const body = `150602${date.replaceAll('-', '')}${sequence}`;
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  const sum = weights.reduce((total, weight, i) => total + weight * Number(body[i]), 0);
  return body + '10X98765432'.charAt(sum % 11);
}

describe('examining a registration', () => {
  it('keeps the person and says of them only what events may hold', () => {
    expect(examine(aRegistration(), TODAY)).toEqual({
      profile: {
        name: '张三',
        sex: 'female',
        birthDate: '1949-12-31',
        idType: 'resident-id',
        idNumber: '11010519491231002X',
        divisionCode: '150602001003',
        address: '民生路 1 号',
        phone: '13800138000',
        skills: ['书法'],
        guardian: null,
      },
      ageBand: 'adult',
      guardianConsent: null,
      consentVersion: '2026-01',
    });
  });

  it.each([
    ['volunteers/name-missing', { name: ' \u3000' }],
    ['volunteers/name-malformed', { name: '张\u0007三' }],
    ['volunteers/id-number-malformed', { idNumber: '1101051949123100' }],
    ['volunteers/id-number-check-digit', { idNumber: '110105194912310021' }],
    ['volunteers/id-number-malformed', { idNumber: numberFor('1990-02-30', '002') }],
    ['volunteers/id-number-malformed', { idNumber: numberFor('2027-01-01', '002') }],
    ['volunteers/birth-date-contradicts-id-number', { birthDate: '1949-12-30' }],
    ['volunteers/birth-date-malformed', { birthDate: '' }],
    ['volunteers/sex-contradicts-id-number', { sex: 'male' }],
    ['volunteers/sex-malformed', { sex: '' }],
    ['volunteers/division-code-malformed', { divisionCode: '150602' }],
    ['volunteers/phone-malformed', { phone: '没有' }],
    ['volunteers/address-malformed', { address: '路'.repeat(201) }],
    ['volunteers/skill-malformed', { skills: ['\u0000'] }],
  ])('refuses with %s: %j', (code, person) => {
    expect(codeOf(aRegistration(person))).toBe(code);
  });

  it('names the first rule broken: name, check digit, birth date, sex', () => {
    const wrong = {
      name: '',
      idNumber: '110105194912310021',
      birthDate: '1950-01-01',
      sex: 'male',
    };
    expect(codeOf(aRegistration(wrong))).toBe('volunteers/name-missing');
    expect(codeOf(aRegistration({ ...wrong, name: '张三' }))).toBe(
      'volunteers/id-number-check-digit',
    );
    expect(codeOf(aRegistration({ birthDate: '1950-01-01', sex: 'male' }))).toBe(
      'volunteers/birth-date-contradicts-id-number',
    );
  });

  it('holds other ID types to their form only, but their birth date to the calendar', () => {
    const passport = { idType: 'passport', idNumber: 'e12345678', sex: 'male' } as const;
    expect(codeOf(aRegistration(passport))).toBe('accepted');
    expect(codeOf(aRegistration({ ...passport, birthDate: '1990-02-30' }))).toBe(
      'volunteers/birth-date-malformed',
    );
    expect(codeOf(aRegistration({ ...passport, birthDate: '2026-11-22' }))).toBe(
      'volunteers/birth-date-malformed',
    );
  });

  it('never takes the ID number for a volunteer number', () => {
    const withNumber = (volunteerNo: string) => codeOf(aRegistration({}, { volunteerNo }));
    expect(withNumber('1520190000001')).toBe('accepted');
    expect(withNumber('11010519491231002x')).toBe('volunteers/volunteer-no-malformed');
    expect(withNumber('N11010519491231002X')).toBe('volunteers/volunteer-no-malformed');
    expect(withNumber('=1+1')).toBe('volunteers/volunteer-no-malformed');
    expect(withNumber('1'.repeat(33))).toBe('volunteers/volunteer-no-malformed');
  });

  it('needs the declaration and the privacy notice', () => {
    const consent = { ...GIVEN, declaredTrue: false };
    expect(codeOf(aRegistration({}, { consent }))).toBe('volunteers/consent-missing');
    expect(codeOf(aRegistration({}, { consent: { ...GIVEN, privacyVersion: '' } }))).toBe(
      'volunteers/consent-missing',
    );
  });
});

describe('a minor', () => {
  const bornOn = (birthDate: string) => ({
    ...{ birthDate, sex: 'male', idNumber: numberFor(birthDate, '001') },
    guardian: { name: '林秀英', phone: '13800138000' },
  });
  const agreed = { consent: { ...GIVEN, guardianAgrees: true } };

  it('under six is not registered, on the sixth birthday is', () => {
    expect(codeOf(aRegistration(bornOn('2020-11-22'), agreed))).toBe('volunteers/too-young');
    expect(codeOf(aRegistration(bornOn('2020-11-21'), agreed))).toBe('accepted');
  });

  it('needs a guardian who agrees', () => {
    const born = bornOn('2012-01-01');
    expect(codeOf(aRegistration(born))).toBe('volunteers/guardian-consent-missing');
    expect(codeOf(aRegistration({ ...born, guardian: null }, agreed))).toBe(
      'volunteers/guardian-missing',
    );
    expect(examine(aRegistration(born, agreed), TODAY)).toMatchObject({
      ageBand: '14-17',
      guardianConsent: true,
      profile: { guardian: { name: '林秀英' } },
    });
  });

  it('of a roster counts on the paper that the station holds', () => {
    const registration = aRegistration(
      { ...bornOn('2014-01-01'), guardian: null },
      {
        consent: 'on-file',
      },
    );
    expect(examine(registration, TODAY)).toMatchObject({
      ageBand: '6-13',
      guardianConsent: true,
      consentVersion: 'on-file',
    });
  });

  it('of an adult keeps no guardian', () => {
    const guardian = { name: '林秀英', phone: '' };
    expect(examine(aRegistration({ guardian }), TODAY).profile.guardian).toBeNull();
  });
});

describe('age', () => {
  it.each([
    ['2010-11-21', 16],
    ['2010-11-22', 15],
    ['2008-02-29', 18],
  ])('of who was born on %s is %i', (born, age) => {
    expect(ageOn(born, TODAY)).toBe(age);
  });

  it('falls into bands', () => {
    const bandOf = (age: number) => ageBandOf(age, AGE_POLICIES[0]);
    expect([5, 6, 13, 14, 17, 18].map(bandOf)).toEqual([
      ...[undefined, '6-13', '6-13', '14-17', '14-17', 'adult'],
    ]);
  });
});

describe('a service category', () => {
  it('is known by its code, its name, and by names of older platforms', () => {
    expect(['rescue', '应急救援', '扶贫帮困', '从未见过'].map(serviceCategoryOf)).toEqual([
      ...['rescue', 'rescue', 'poverty', 'other'],
    ]);
  });
});
