import { centiHours } from '../../../kernel/centi-hours.js';
import type { LocalDate } from '../../../kernel/calendar.js';

/**
 * What is certified: the frozen facts of one 志愿服务记录证明 (Order 67, articles 14 and 15), as plain
 * JSON. Everything on the paper is drawn from it, its canonical JSON travels inside the PDF, and its
 * SHA-256 stands in the signed QR code. It holds only records that were effective at `logPosition`.
 */
export interface CertificateContent {
  readonly format: 1;
  /** Left out on a paper in Chinese alone. */
  readonly language?: 'zh-en';
  /** At least 16 random bytes, base64url: nobody can guess the content from its hash. */
  readonly salt: string;
  readonly number: string;
  /** The number of the certificate whose place it takes. */
  readonly replaces?: string;
  readonly issuedOn: LocalDate;
  /** The position in the ledger up to which effective records are listed. */
  readonly logPosition: string;
  readonly holder: CertificateHolder;
  readonly period: { readonly from: LocalDate; readonly to: LocalDate };
  readonly rows: readonly CertificateRow[];
  readonly trainings?: readonly CertificateTraining[];
  readonly awards?: readonly CertificateAward[];
  readonly evaluation?: CertificateEvaluation;
  readonly issuer: CertificateIssuer;
  readonly totals: CertificateTotals;
  readonly mongolian?: MongolianTexts;
  readonly publicityUntil?: LocalDate;
  /** `https://<host>/v/<code>`, perhaps with a path before it; the code is unguessable. */
  readonly verifyUrl: string;
  /** Printed beside the number: a number alone reveals nothing online. */
  readonly checkCode: string;
}

export interface CertificateHolder {
  readonly name: string;
  /** As printed, e.g. 居民身份证. */
  readonly idType: string;
  readonly idNumber: string;
  readonly volunteerNo: string;
  readonly stars?: { readonly level: 1 | 2 | 3 | 4 | 5; readonly scheme: string };
}

/** In Traditional Mongolian script; at least one of them. */
export interface MongolianTexts {
  /** The title as the issuer words it. */
  readonly title?: string;
  /** The name as the holder writes it. */
  readonly holderName?: string;
}

/** Mongolian letters and marks, spaces, and the narrow space before suffixes. */
export const MONGOLIAN_TEXT = /^[\u1820-\u18aa](?:[\u1800-\u18aa\u202f ]|\u200c|\u200d){0,99}$/;

/** Evidence grades, best first; derived from a record's events by rule, never entered. */
export const GRADES = ['A+', 'A', 'B', 'C', 'D'] as const;
export type Grade = (typeof GRADES)[number];

/** How the record came in; entered is by staff, and so is what two persons corrected. */
export const ENTRY_MODES = [
  'check-in',
  'entered',
  'back-entry',
  'self-reported',
  'imported',
] as const;
export type EntryMode = (typeof ENTRY_MODES)[number];

export interface CertificateRow {
  readonly recordId: string;
  readonly version: number;
  readonly date: LocalDate;
  /** `HH:MM` in Asia/Shanghai. */
  readonly startTime: string;
  readonly endTime: string;
  readonly activity: string;
  readonly place: string;
  readonly content: string;
  readonly category: string;
  readonly centiHours: number;
  readonly grade: Grade;
  /** The organisation that recorded it (记录单位). */
  readonly unit: string;
  readonly leader: string;
  readonly mode: EntryMode;
}

export interface CertificateTraining {
  readonly name: string;
  readonly centiHours: number;
  readonly host: string;
  readonly date: LocalDate;
}

export interface CertificateAward {
  readonly title: string;
  readonly date: LocalDate;
  readonly grantedBy: string;
}

export interface CertificateEvaluation {
  /** Mean of all ratings in hundredths, out of 500. */
  readonly meanHundredths: number;
  readonly ratings: number;
  readonly asOf: LocalDate;
}

export interface CertificateIssuer {
  readonly organisationId: string;
  readonly legalName: string;
  /** On a paper in two languages, when the issuer has one. */
  readonly englishName?: string;
  /** 统一社会信用代码 (GB 32100). */
  readonly creditCode?: string;
  /** The station that kept all the records, or else the issuer itself, and the 12-digit code. */
  readonly unitName: string;
  readonly unitCode: string;
  readonly personInCharge: string;
  readonly handler: string;
  readonly phone: string;
  /** Organisations whose records it certifies as their successor or delegate. */
  readonly sources?: readonly CertificateSource[];
}

export interface CertificateSource {
  readonly legalName: string;
  readonly kind: 'merged' | 'split' | 'dissolved' | 'delegated';
  readonly since: LocalDate;
}

export interface CertificateTotals {
  readonly centiHours: number;
  readonly services: number;
  readonly byGrade: Readonly<Record<Grade, number>>;
}

export const ROWS_MAX = 1000;

/** The longest texts of a row, in characters. */
export const ROW_TEXT_MAX = {
  activity: 100,
  place: 100,
  content: 300,
  category: 40,
  leader: 40,
} as const;

/** The total is the sum of the rows and nothing else; nobody can enter it. */
export function totalsOf(
  rows: readonly Pick<CertificateRow, 'centiHours' | 'grade'>[],
): CertificateTotals {
  const byGrade: Record<Grade, number> = { 'A+': 0, A: 0, B: 0, C: 0, D: 0 };
  let sum = 0;
  for (const row of rows) {
    byGrade[row.grade] += row.centiHours;
    sum += row.centiHours;
  }
  return { centiHours: centiHours(sum), services: rows.length, byGrade };
}

export function totalsAgree(content: Pick<CertificateContent, 'rows' | 'totals'>): boolean {
  const counted = totalsOf(content.rows);
  return (
    counted.centiHours === content.totals.centiHours &&
    counted.services === content.totals.services &&
    GRADES.every((grade) => counted.byGrade[grade] === content.totals.byGrade[grade])
  );
}
