import { isCentiHours } from '../../../kernel/centi-hours.js';
import { isLocalDate } from '../../../kernel/calendar.js';
import { isDivisionCode } from '../../../kernel/identifier.js';
import { PUBLIC_ADDRESS } from '../../../kernel/public-address.js';
import {
  ENTRY_MODES,
  GRADES,
  MONGOLIAN_TEXT,
  ROW_TEXT_MAX,
  ROWS_MAX,
  totalsAgree,
  type CertificateContent,
} from './certificate-content.js';
import { isCertificateNumber } from './certificate-number.js';

/**
 * Is this JSON a certificate's content? Answers with the path of the first thing that is wrong, or
 * undefined. It judges what a stranger put into a file as well as what the product froze, so every
 * member is checked, unknown members are wrong, and nothing throws.
 */
export function contentProblem(value: unknown): string | undefined {
  const problem = shapeProblem(value, CONTENT, '');
  if (problem !== undefined) return problem;
  // The shape says exactly what the type says, so this is the one place that may name it.
  const content = value as CertificateContent;
  if (content.period.from > content.period.to) return 'period';
  const outside = content.rows.findIndex((row) => !within(row.date, content.period));
  if (outside >= 0) return `rows.${outside}.date`;
  return totalsAgree(content) ? undefined : 'totals';
}

type Check = (value: unknown) => boolean;
type Shape =
  | { readonly is: Check; readonly optional?: true }
  | { readonly members: Readonly<Record<string, Shape>>; readonly optional?: true }
  | { readonly each: Shape; readonly from: number; readonly to: number; readonly optional?: true };

function shapeProblem(value: unknown, shape: Shape, path: string): string | undefined {
  if (value === undefined && shape.optional) return undefined;
  if ('is' in shape) return shape.is(value) ? undefined : path || '(root)';
  if ('each' in shape) return listProblem(value, shape, path);
  return isRecord(value) ? membersProblem(value, shape, path) : path || '(root)';
}

function membersProblem(
  value: Readonly<Record<string, unknown>>,
  shape: Extract<Shape, { members: unknown }>,
  path: string,
): string | undefined {
  const stranger = Object.keys(value).find((key) => !Object.hasOwn(shape.members, key));
  if (stranger !== undefined) return join(path, stranger);
  for (const [key, member] of Object.entries(shape.members)) {
    const problem = shapeProblem(value[key], member, join(path, key));
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function listProblem(
  value: unknown,
  shape: Extract<Shape, { each: Shape }>,
  path: string,
): string | undefined {
  if (!Array.isArray(value) || value.length < shape.from || value.length > shape.to) return path;
  for (const [index, item] of value.entries()) {
    const problem = shapeProblem(item, shape.each, join(path, String(index)));
    if (problem !== undefined) return problem;
  }
  return undefined;
}

const text = (longest: number): Shape => ({
  is: (v) => typeof v === 'string' && v !== '' && v.isWellFormed() && [...v].length <= longest,
});
const optionalText = (longest: number): Shape => ({
  is: (v) => typeof v === 'string' && v.isWellFormed() && [...v].length <= longest,
});
const matching = (pattern: RegExp): Shape => ({
  is: (v) => typeof v === 'string' && pattern.test(v),
});
const oneOf = (values: readonly unknown[]): Shape => ({ is: (v) => values.includes(v) });
const count = (from: number): Shape => ({
  is: (v) => Number.isSafeInteger(v) && Number(v) >= from,
});
const mongolianText: Shape = { ...matching(MONGOLIAN_TEXT), optional: true };
const hours: Shape = { is: (v) => isCentiHours(v) && v >= 0 };
const date: Shape = { is: isLocalDate };
const time = matching(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/);

const ROW: Shape = {
  members: {
    recordId: text(100),
    version: count(0),
    date,
    startTime: time,
    endTime: time,
    activity: text(ROW_TEXT_MAX.activity),
    place: optionalText(ROW_TEXT_MAX.place),
    content: optionalText(ROW_TEXT_MAX.content),
    category: optionalText(ROW_TEXT_MAX.category),
    centiHours: { is: (v) => isCentiHours(v) && v > 0 && v <= 2400 },
    grade: oneOf(GRADES),
    unit: text(100),
    leader: optionalText(ROW_TEXT_MAX.leader),
    mode: oneOf(ENTRY_MODES),
  },
};

const HOLDER: Shape = {
  members: {
    name: text(60),
    idType: text(40),
    idNumber: text(40),
    volunteerNo: text(40),
    stars: {
      members: { level: oneOf([1, 2, 3, 4, 5]), scheme: text(60) },
      optional: true,
    },
  },
};

const ISSUER: Shape = {
  members: {
    organisationId: text(100),
    legalName: text(100),
    englishName: { ...text(200), optional: true },
    creditCode: { ...matching(/^[0-9A-Z]{18}$/), optional: true },
    unitName: text(100),
    unitCode: { is: isDivisionCode },
    personInCharge: text(60),
    handler: text(60),
    phone: text(60),
    sources: {
      each: {
        members: {
          legalName: text(100),
          kind: oneOf(['merged', 'split', 'dissolved', 'delegated']),
          since: date,
        },
      },
      from: 1,
      to: 20,
      optional: true,
    },
  },
};

const TRAINING: Shape = {
  members: { name: text(100), centiHours: hours, host: text(100), date },
};
const AWARD: Shape = { members: { title: text(100), date, grantedBy: text(100) } };
const EVALUATION: Shape = {
  members: {
    meanHundredths: { is: (v) => Number.isSafeInteger(v) && Number(v) >= 0 && Number(v) <= 500 },
    ratings: count(1),
    asOf: date,
  },
};

const CONTENT: Shape = {
  members: {
    format: oneOf([1]),
    language: { ...oneOf(['zh-en']), optional: true },
    salt: matching(/^[\w-]{22,86}$/),
    number: { is: isCertificateNumber },
    replaces: { is: isCertificateNumber, optional: true },
    issuedOn: date,
    logPosition: text(60),
    holder: HOLDER,
    period: { members: { from: date, to: date } },
    rows: { each: ROW, from: 1, to: ROWS_MAX },
    trainings: { each: TRAINING, from: 0, to: 100, optional: true },
    awards: { each: AWARD, from: 0, to: 100, optional: true },
    evaluation: { ...EVALUATION, optional: true },
    issuer: ISSUER,
    totals: {
      members: {
        centiHours: hours,
        services: count(1),
        byGrade: { members: { 'A+': hours, A: hours, B: hours, C: hours, D: hours } },
      },
    },
    mongolian: {
      members: { title: mongolianText, holderName: mongolianText },
      optional: true,
    },
    publicityUntil: { ...date, optional: true },
    verifyUrl: matching(new RegExp(`^${PUBLIC_ADDRESS}/v/[\\w-]{8,64}$`)),
    checkCode: matching(/^[0-9A-Z -]{4,24}$/),
  },
};

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function within(day: string, period: { from: string; to: string }): boolean {
  return period.from <= day && day <= period.to;
}

function join(path: string, key: string): string {
  return path === '' ? key : `${path}.${key}`;
}
