import type { IdType } from '../../../kernel/id-types.js';
import { dateOf, listOf, plain } from './cells.js';
import { reject } from './exchange.rejections.js';
import type { Column, TableRow } from './table.js';

/** The columns of a roster (Order 67 art. 5). */
export type VolunteerColumn =
  | '姓名'
  | '证件类型'
  | '证件号码'
  | '性别'
  | '出生日期'
  | '联系电话'
  | '居住社区代码'
  | '居住地址'
  | '专业技能'
  | '服务类别'
  | '志愿者编号'
  | '监护人姓名'
  | '监护人电话';

export const VOLUNTEER_COLUMNS: readonly Column<VolunteerColumn>[] = [
  { name: '姓名', required: true },
  { name: '证件类型', required: true },
  { name: '证件号码', required: true, aliases: ['身份证号', '身份证号码', '身份证件号码'] },
  { name: '性别', required: true },
  { name: '出生日期', required: true, aliases: ['出生年月日'] },
  { name: '联系电话', required: true, aliases: ['联系方式', '手机号', '手机号码'] },
  { name: '居住社区代码', required: true, aliases: ['居住区划代码'] },
  { name: '居住地址', required: false, aliases: ['居住区域'] },
  { name: '专业技能', required: false },
  { name: '服务类别', required: true },
  { name: '志愿者编号', required: false },
  { name: '监护人姓名', required: false, aliases: ['监护人'] },
  { name: '监护人电话', required: false, aliases: ['监护人联系电话'] },
];

/** A row of a roster, its words turned into values; the rules about them are not ours. */
export interface RosterEntry {
  readonly name: string;
  readonly idType: IdType;
  readonly idNumber: string;
  readonly sex: string;
  /** As typed when it is no date: the rules will say so. */
  readonly birthDate: string;
  readonly phone: string;
  readonly divisionCode: string;
  readonly address: string;
  readonly skills: readonly string[];
  /** Names of categories. */
  readonly categories: readonly string[];
  readonly volunteerNo: string | null;
  readonly guardian: { readonly name: string; readonly phone: string } | null;
}

const ID_TYPES: Readonly<Record<string, IdType>> = {
  '': 'resident-id',
  居民身份证: 'resident-id',
  身份证: 'resident-id',
  港澳台居民居住证: 'hmt-residence-permit',
  港澳居民居住证: 'hmt-residence-permit',
  台湾居民居住证: 'hmt-residence-permit',
  护照: 'passport',
  外国人永久居留身份证: 'foreign-permanent-resident',
  外国人永久居留证: 'foreign-permanent-resident',
};

const SEXES: Readonly<Record<string, string>> = {
  男: 'male',
  男性: 'male',
  女: 'female',
  女性: 'female',
};

/** @throws Rejection `exchange/row-malformed`, `exchange/id-type-unknown` */
export function readVolunteerRow({ cells, overlong }: TableRow<VolunteerColumn>): RosterEntry {
  if (overlong) reject('exchange/row-malformed');
  const idType = ID_TYPES[plain(cells['证件类型'])] ?? reject('exchange/id-type-unknown');
  const volunteerNo = plain(cells['志愿者编号']);
  const guardian = cells['监护人姓名'];
  return {
    name: cells['姓名'],
    idType,
    idNumber: cells['证件号码'],
    sex: SEXES[plain(cells['性别'])] ?? '',
    birthDate: dateOf(cells['出生日期']) ?? cells['出生日期'],
    phone: cells['联系电话'],
    divisionCode: plain(cells['居住社区代码']),
    address: cells['居住地址'],
    skills: listOf(cells['专业技能']),
    categories: listOf(cells['服务类别']),
    volunteerNo: volunteerNo === '' ? null : volunteerNo,
    guardian: guardian === '' ? null : { name: guardian, phone: cells['监护人电话'] },
  };
}
