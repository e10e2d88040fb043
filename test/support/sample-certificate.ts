import {
  totalsOf,
  type CertificateContent,
  type CertificateRow,
  type EntryMode,
  type Grade,
} from '../../src/contexts/certificates/domain/certificate-content.js';
import { formatCertificateNumber } from '../../src/contexts/certificates/domain/certificate-number.js';

/** A certificate as the product freezes it, for tests and samples: `rows` records, any name. */
export function sampleContent(
  rows: number,
  name = '欧阳建国',
  more: Partial<CertificateContent> = {},
): CertificateContent {
  const list = Array.from({ length: rows }, (_, index) => sampleRow(index));
  return {
    format: 1,
    salt: 'c2FsdHNhbHRzYWx0c2FsdA',
    number: formatCertificateNumber({ divisionCode: '440305001001', year: 2026, serial: 1001 }),
    issuedOn: '2026-01-05',
    logPosition: '18342',
    holder: {
      name,
      idType: '居民身份证',
      idNumber: '440***********123X',
      volunteerNo: '4403051100012345',
      stars: { level: 3, scheme: '深圳市星级认定办法' },
    },
    period: { from: '2021-01-01', to: '2025-12-31' },
    rows: list,
    trainings: [
      { name: '心肺复苏与急救技能', centiHours: 800, host: '市红十字会', date: '2022-03-12' },
    ],
    awards: [{ title: '年度优秀志愿者', date: '2023-12-05', grantedBy: '粤海街道办事处' }],
    evaluation: { meanHundredths: 487, ratings: 16, asOf: '2026-01-01' },
    issuer: {
      organisationId: 'org-yuehai',
      legalName: '深圳市南山区粤海街道海珠社区居民委员会',
      creditCode: '54440305MEA1234567',
      unitName: '海珠社区志愿服务站',
      unitCode: '440305001001',
      personInCharge: '陈志强',
      handler: '李𬶍',
      phone: '0755-8601 2345',
    },
    totals: totalsOf(list),
    publicityUntil: '2026-01-12',
    verifyUrl: 'https://shizhang.example.org.cn/v/q3Zk7Yt0aB4nR1xW',
    checkCode: '5FA2 F476',
    ...more,
  };
}

const ACTIVITIES = [
  ['图书馆义务导读与书籍整理', '引导读者、整理书架、回答咨询', '南山图书馆二楼', '文化服务'],
  ['地铁站文明引导（早高峰）', '站厅秩序维护，协助老人和携带行李的乘客', '地铁1号线深大站', '交通'],
  ['海岸线净滩与垃圾分类宣传', '捡拾岸线垃圾 36 kg，向游客讲解分类', '深圳湾公园', '环境保护'],
  ['敬老院慰问与健康讲座', '陪伴 12 位老人，量血压，表演节目', '南山区福利中心', '为老服务'],
  ['社区助老·居家清洁与陪伴', '两户独居老人家的清洁、买菜和谈心', '海珠社区', '为老服务'],
] as const;
const GRADES_IN_TURN: readonly Grade[] = ['A', 'A+', 'A', 'B', 'A', 'C', 'A', 'D'];
const MODES: Readonly<Record<Grade, EntryMode>> = {
  'A+': 'check-in',
  A: 'check-in',
  B: 'entered',
  C: 'back-entry',
  D: 'imported',
};

function sampleRow(index: number): CertificateRow {
  const [activity, content, place, category] = ACTIVITIES[index % 5] ?? ACTIVITIES[0];
  const grade = GRADES_IN_TURN[index % 8] ?? 'A';
  const day = new Date(Date.UTC(2021, 0, 3 + Math.floor((index * 1800) / 1000)));
  return {
    recordId: `record-${index + 1}`,
    version: 1,
    date: day.toISOString().slice(0, 10),
    startTime: '09:00',
    endTime: '12:20',
    activity,
    place,
    content,
    category,
    centiHours: 250 + ((index * 37) % 300),
    grade,
    unit: '海珠社区志愿服务站',
    leader: '王秀英',
    mode: MODES[grade],
  };
}
