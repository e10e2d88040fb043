/** Invented people with valid ID numbers (GB 11643), a different one for each index. */
export interface InventedPerson {
  readonly name: string;
  readonly sex: 'male' | 'female';
  readonly birthDate: string;
  readonly idNumber: string;
  readonly phone: string;
}

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const FAMILY = '王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗';
const GIVEN = '伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平';
const DAYS = 15_000;
const DAY_MS = 86_400_000;

const DIVISION = '150602001003';

/** @param area six digits; another area gives other people for the same index */
export function personAt(index: number, area = '150102'): InventedPerson {
  const birth = new Date(Date.UTC(1945, 0, 1) + (index % DAYS) * DAY_MS);
  const birthDate = birth.toISOString().slice(0, 10);
  const sex = index % 2 === 0 ? 'female' : 'male';
  const sequence = Math.floor(index / DAYS) * 2 + (sex === 'male' ? 1 : 0);
  const body = `${area}${birthDate.replaceAll('-', '')}${String(sequence).padStart(3, '0')}`;
  return {
    name: `${FAMILY[index % 20] ?? ''}${GIVEN[Math.floor(index / 20) % 20] ?? ''}`,
    sex,
    birthDate,
    idNumber: `${body}${checkDigit(body)}`,
    phone: `139${String(index).padStart(8, '0')}`,
  };
}

/** The body that registers the person. */
export function registrationOf(person: InventedPerson): object {
  return {
    ...person,
    idType: 'resident-id',
    divisionCode: DIVISION,
    serviceCategories: ['special-groups'],
    declaredTrue: true,
    privacyVersion: '2026-01',
  };
}

/** A roster as a spreadsheet program saves it. */
export function rosterOf(people: readonly InventedPerson[]): Buffer {
  const head = '姓名,证件类型,证件号码,性别,出生日期,联系电话,居住社区代码,专业技能,服务类别';
  const rows = people.map(({ name, idNumber, sex, birthDate, phone }) =>
    [
      ...[name, '居民身份证', idNumber, sex === 'male' ? '男' : '女', birthDate, phone],
      ...[DIVISION, '普通话', '宣传教育'],
    ].join(','),
  );
  return Buffer.from(`\uFEFF${[head, ...rows].join('\r\n')}\r\n`);
}

function checkDigit(body: string): string {
  const sum = WEIGHTS.reduce((total, weight, i) => total + weight * Number(body[i]), 0);
  return '10X98765432'[sum % 11] ?? '';
}
