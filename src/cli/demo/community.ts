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
  registration: {
    idType: 'resident-id',
    address: '民生社区',
    skills: ['普通话'],
    serviceCategories: ['special-groups'],
    declaredTrue: true,
    privacyVersion: '2026-01',
  },
  course: {
    name: '急救员培训',
    content: '心肺复苏、止血包扎',
    hostUnit: '东胜区红十字会',
    centiHours: 200,
  },
  session: { place: '民生社区活动室' },
  award: { title: '最美邻居', grantingUnit: '民生社区居民委员会', level: 'organisation' },
  marks: { punctuality: 5, attitude: 5, skill: 4 },
} as const;

export interface DemoPerson {
  readonly name: string;
  readonly sex: 'male' | 'female';
  readonly birthDate: string;
  readonly idNumber: string;
  readonly phone: string;
}

/** The holder of the certificate first. The last character is a check digit (GB 11643). */
export const PEOPLE: readonly DemoPerson[] = [
  {
    name: '阿拉坦·其其格',
    sex: 'female',
    birthDate: '1956-03-08',
    idNumber: '150602195603080240',
    phone: '13800000001',
  },
  {
    name: '欧阳建国',
    sex: 'male',
    birthDate: '1952-11-20',
    idNumber: '150602195211200135',
    phone: '13800000002',
  },
  {
    name: '李𬶍',
    sex: 'male',
    birthDate: '1960-07-01',
    idNumber: '150602196007010136',
    phone: '13800000003',
  },
];
