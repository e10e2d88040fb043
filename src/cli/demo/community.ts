/** The demonstration community. Every person is invented; the ID numbers belong to nobody. */
export const COMMUNITY = {
  organisation: {
    legalName: '东胜区交通街道民生社区居民委员会',
    kind: 'residents-committee',
    divisionCode: '150602001003',
    phone: '0477-8123456',
  },
  signatories: { personInCharge: '王秀兰', handler: '高娃' },
  station: { kind: 'station', name: '民生社区志愿服务站', address: '交通街道民生路 8 号' },
  project: { name: '邻里守望·助老', categories: ['special-groups'], regular: true },
  activity: {
    title: '独居老人探访',
    place: '民生社区 3 号楼',
    content: '陪老人聊天、量血压、打扫房间',
    category: 'special-groups',
    leader: '高娃',
  },
} as const;

export interface DemoPerson {
  readonly name: string;
  readonly sex: 'male' | 'female';
  readonly birthDate: string;
  readonly idNumber: string;
  readonly phone: string;
}

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/** The holder of the certificate first. Check digits: GB 11643. */
export const PEOPLE: readonly DemoPerson[] = [
  person('阿拉坦·其其格', 'female', '1956-03-08', '150602', '13800000001'),
  person('欧阳建国', 'male', '1952-11-20', '150602', '13800000002'),
  person('李𬶍', 'male', '1960-07-01', '150602', '13800000003'),
];

function person(
  name: string,
  sex: DemoPerson['sex'],
  birthDate: string,
  area: string,
  phone: string,
): DemoPerson {
  const sequence = sex === 'male' ? '013' : '024';
  const body = `${area}${birthDate.replaceAll('-', '')}${sequence}`;
  return { name, sex, birthDate, idNumber: `${body}${checkDigit(body)}`, phone };
}

function checkDigit(body: string): string {
  const sum = WEIGHTS.reduce((total, weight, i) => total + weight * Number(body[i]), 0);
  return '10X98765432'[sum % 11] ?? '';
}
