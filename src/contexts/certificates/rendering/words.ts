import { ID_TYPE_NAMES, type IdType } from '../../../kernel/id-types.js';
import { SERVICE_CATEGORIES, type ServiceCategory } from '../../../kernel/service-categories.js';
import type { EntryMode, Grade } from '../domain/certificate-content.js';

/** A text of the paper in both languages; a Chinese paper prints the Chinese alone. */
export interface Words {
  readonly zh: string;
  readonly en: string;
}

/** The labels of the paper. Sentences stand in `wording.ts` and `english-wording.ts`. */
export const WORDS = {
  title: { zh: '志愿服务记录证明', en: 'CERTIFICATE OF VOLUNTEER SERVICE RECORD' },
  scan: { zh: '扫码核验真伪', en: 'Scan to verify' },
  checkCode: { zh: '核验码', en: 'Check code' },
  number: { zh: '证明编号', en: 'Certificate no.' },
  issuedOn: { zh: '出具日期', en: 'Date of issue' },
  name: { zh: '姓名', en: 'Name' },
  volunteerNo: { zh: '志愿者编号', en: 'Volunteer no.' },
  idType: { zh: '证件类型', en: 'ID document' },
  idNumber: { zh: '证件号码', en: 'ID number' },
  period: { zh: '服务期间', en: 'Period' },
  stars: { zh: '星级', en: 'Stars' },
  totalHours: { zh: '服务时间合计', en: 'Total hours of service' },
  services: { zh: '服务次数', en: 'Number of services' },
  days: { zh: '服务天数', en: 'Days of service' },
  volunteerStars: { zh: '志愿者星级', en: 'Volunteer stars' },
  byGrade: { zh: '按证据等级（小时）', en: 'Hours by evidence grade' },
  records: { zh: '服务记录明细', en: 'Records of service' },
  extras: { zh: '培训、表彰与评价', en: 'Training, commendation, evaluation' },
  training: { zh: '培训情况', en: 'Training' },
  awards: { zh: '表彰奖励', en: 'Awards' },
  issuer: { zh: '出具单位', en: 'Issuer' },
  creditCode: { zh: '统一社会信用代码', en: 'Social credit code' },
  phone: { zh: '联系电话', en: 'Telephone' },
  unit: { zh: '记录单位', en: 'Recorded by' },
  personInCharge: { zh: '负责人', en: 'In charge' },
  handler: { zh: '经办人', en: 'Handled by' },
  signature: { zh: '签字', en: 'Signature' },
  seal: { zh: '盖章处', en: 'Seal' },
  notes: { zh: '说明', en: 'Notes' },
  free: { zh: '本证明免费出具', en: 'Issued free of charge' },
} as const satisfies Readonly<Record<string, Words>>;

export const MODE_WORDS: Readonly<Record<EntryMode, Words>> = {
  'check-in': { zh: '签到', en: 'On site' },
  entered: { zh: '录入', en: 'Entered' },
  'back-entry': { zh: '补录', en: 'Late' },
  imported: { zh: '导入', en: 'Import' },
};

export const GRADE_MEANINGS: Readonly<Record<Grade, Words>> = {
  'A+': {
    zh: '签到签退并经服务对象或第二台设备确认',
    en: 'signed in and out, and confirmed by the person served or by a second device',
  },
  A: { zh: '在规定时间地点签到并签退', en: 'signed in and out at the set time and place' },
  B: {
    zh: '一端可靠，另一端存疑或按公开规则计；或两端存疑',
    en: 'firm at one end only, the other in doubt or reckoned by a public rule; or both in doubt',
  },
  C: {
    zh: '事后录入，有材料和理由，经第二人审核',
    en: 'entered afterwards with evidence and reason, reviewed by a second person',
  },
  D: {
    zh: '仅凭陈述录入，或由旧系统、表格导入',
    en: 'entered on a statement alone, or imported from an older system or a table',
  },
};

const ID_TYPES_EN: Readonly<Record<IdType, string>> = {
  'resident-id': 'Resident identity card',
  'hmt-residence-permit': 'Residence permit (Hong Kong, Macao, Taiwan)',
  passport: 'Passport',
  'foreign-permanent-resident': 'Permanent residence card for foreigners',
};

const CATEGORIES_EN: Readonly<Record<ServiceCategory, string>> = {
  community: 'Community',
  poverty: 'Poverty relief',
  schooling: 'Schooling',
  health: 'Health',
  legal: 'Legal aid',
  environment: 'Environment',
  science: 'Science',
  culture: 'Culture and arts',
  'public-safety': 'Public safety',
  civility: 'Civility',
  traffic: 'Traffic',
  fire: 'Fire service',
  rescue: 'Emergency rescue',
  'anti-drug': 'Drug prevention',
  sport: 'Sport',
  tourism: 'Tourism',
  'special-groups': 'Special care',
  events: 'Large events',
  overseas: 'Overseas',
  tax: 'Tax service',
  epidemic: 'Epidemic control',
  other: 'Other',
};

/** The kind of document by its printed name; a name nobody knows has no English. */
export function idTypeWords(name: string): Words {
  return { zh: name, en: englishOf(ID_TYPE_NAMES, ID_TYPES_EN, name) };
}

/** A category of the product; what another platform called it stays as it stands. */
export function categoryWords(name: string): Words {
  return { zh: name, en: englishOf(SERVICE_CATEGORIES, CATEGORIES_EN, name) };
}

function englishOf<Code extends string>(
  chinese: Readonly<Record<Code, string>>,
  english: Readonly<Record<Code, string>>,
  name: string,
): string {
  for (const code in chinese) if (chinese[code] === name) return english[code];
  return '';
}
