import { type Instant, localPartsOf } from '../../../kernel/calendar.js';
import { formatHours } from '../../../kernel/centi-hours.js';
import type { IdType } from '../../../kernel/id-types.js';
import { isServiceCategory, SERVICE_CATEGORIES } from '../../../kernel/service-categories.js';
import { SERVICE_RECORD_COLUMNS, type ServiceText } from './service-record-row.js';
import { VOLUNTEER_COLUMNS } from './volunteer-row.js';

/** What an export says of a record beside the columns that an import reads. */
const MORE_COLUMNS = ['状态', '证据等级', '录入日期'] as const;

export const VOLUNTEER_HEADINGS: readonly string[] = VOLUNTEER_COLUMNS.map(({ name }) => name);
export const RECORD_HEADINGS: readonly string[] = [
  ...SERVICE_RECORD_COLUMNS.map(({ name }) => name),
  ...MORE_COLUMNS,
];

/**
 * The national platform's states of hours 时长状态: 0 applied for, 1 not signed out, 2 effective,
 * 3 deleted, 4 refused, 5 not yet effective. An objection keeps a record from its effect.
 */
const STATES: Readonly<Record<string, readonly [code: string, name: string]>> = {
  submitted: ['0', '申请中'],
  'signed-in': ['1', '未签退'],
  effective: ['2', '已生效'],
  voided: ['3', '已删除'],
  rejected: ['4', '已拒绝'],
  publicised: ['5', '未生效'],
  objected: ['5', '未生效'],
};

const MODES: Readonly<Record<string, string>> = {
  'sign-in': '签到签退',
  entry: '团队录入',
  'back-entry': '补录',
  'self-report': '本人申请',
  import: '批量导入',
};

const ID_TYPES: Readonly<Record<IdType, string>> = {
  'resident-id': '居民身份证',
  'hmt-residence-permit': '港澳台居民居住证',
  passport: '护照',
  'foreign-permanent-resident': '外国人永久居留身份证',
};

/** Particulars of a person, in full or masked by who hands them over. */
export interface ExportedPerson {
  readonly name: string;
  readonly sex: string;
  readonly birthDate: string;
  readonly idType: IdType;
  readonly idNumber: string;
  readonly divisionCode: string;
  readonly address: string;
  readonly phone: string;
  readonly skills: readonly string[];
  readonly guardian: { readonly name: string; readonly phone: string } | null;
  readonly volunteerNo: string;
}

export interface ExportedRecord {
  readonly date: string;
  readonly startsAt: Instant;
  /** Null while somebody is signed in. */
  readonly endsAt: Instant | null;
  readonly centiHours: number;
  readonly status: string;
  readonly grade: string | null;
  readonly mode: string;
  readonly recordedOn: string;
}

/** In the order of VOLUNTEER_HEADINGS. */
export function volunteerCells(
  person: ExportedPerson,
  categories: readonly string[],
): readonly string[] {
  const { guardian } = person;
  return [
    person.name,
    ID_TYPES[person.idType],
    person.idNumber,
    person.sex === 'female' ? '女' : '男',
    person.birthDate,
    person.phone,
    person.divisionCode,
    person.address,
    person.skills.join('、'),
    categories.map(categoryName).join('、'),
    person.volunteerNo,
    guardian?.name ?? '',
    guardian?.phone ?? '',
  ];
}

/** In the order of RECORD_HEADINGS. */
export function recordCells(
  record: ExportedRecord,
  person: Pick<ExportedPerson, 'volunteerNo' | 'idNumber'>,
  text: ServiceText,
): readonly string[] {
  const [code, state] = STATES[record.status] ?? ['', record.status];
  const { endsAt, centiHours } = record;
  return [
    ...[person.volunteerNo, person.idNumber, text.project, text.activity, record.date],
    ...[timeOf(record.startsAt), endsAt === null ? '' : timeOf(endsAt), text.place, text.content],
    ...[endsAt === null ? '' : formatHours(centiHours), text.unit, text.leader],
    ...[MODES[record.mode] ?? record.mode, code, state, record.grade ?? '', record.recordedOn],
  ];
}

/** Whole seconds, each end cut off: the interval never shrinks below the hours it came to. */
function timeOf(at: Instant): string {
  const { time } = localPartsOf(at);
  return time.endsWith(':00') ? time.slice(0, 5) : time;
}

function categoryName(category: string): string {
  return isServiceCategory(category) ? SERVICE_CATEGORIES[category] : category;
}
