import { formatHours } from '../../../kernel/centi-hours.js';
import type { LocalDate } from '../../../kernel/calendar.js';
import type { CertificateContent, CertificateSource } from '../domain/certificate-content.js';
import { GRADE_MEANINGS } from './words.js';

const MONTHS =
  'January February March April May June July August September October November December';

/** `2026-01-05` → 5 January 2026. */
export function englishDate(date: LocalDate): string {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  return `${day} ${MONTHS.split(' ')[month - 1] ?? ''} ${year}`;
}

export function englishStatement({ holder, period, totals }: CertificateContent): string {
  const services = totals.services === 1 ? 'once' : `${totals.services} times`;
  return (
    `This is to certify that ${holder.name} took part in volunteer service ${services} from ` +
    `${englishDate(period.from)} to ${englishDate(period.to)}, for ` +
    `${formatHours(totals.centiHours)} hours in total, travel not counted. All records listed ` +
    'were publicised and are in effect, and what they say agrees with what was recorded.'
  );
}

/** Zone F in English; the hashes and key ids stand in the Chinese notes beside it. */
export function englishNotes(content: CertificateContent, site: string): readonly string[] {
  const grades = Object.entries(GRADE_MEANINGS).map(([grade, { en }]) => `${grade} ${en}`);
  const replaced = content.replaces
    ? `This certificate takes the place of ${content.replaces}, which counts no more. `
    : '';
  const publicity = content.publicityUntil
    ? `The issue is publicised at the issuer until ${englishDate(content.publicityUntil)}; ` +
      'the certificate is valid meanwhile. '
    : '';
  return [
    'Issued under the Measures for Volunteer Service Records and Certificates (Trial) (Ministry of ' +
      'Civil Affairs, Order No. 67) and the Regulations on Volunteer Service (State Council, ' +
      'Decree No. 685). Issued free of charge.',
    `To verify: scan the QR code; or open ${site} and enter the certificate number and the check ` +
      `code ${content.checkCode}; or call ${content.issuer.phone}. The QR code and the integrity ` +
      'signature of the file can be verified offline; whether the certificate was revoked or ' +
      'superseded can only be told online.',
    `Grades follow from how a record came about and cannot be chosen: ${grades.join('; ')}.`,
    'How recorded: On site, signed in and out; Entered, by staff afterwards, or corrected by two ' +
      'persons; Late, after the time limit, from a document, approved by two; Own, stated by the ' +
      'volunteer, reviewed; Import, taken over from existing records.',
    `${replaced}Listed are the records in effect up to ledger position ${content.logPosition}; the total is ` +
      'the sum of the rows. When a record is corrected, a new certificate takes the place of this ' +
      `one. ${publicity}Hours of service are not a currency and may not be bought or sold. Whoever ` +
      'forges or alters a certificate, or uses such a one, is liable under the law.',
    ...englishSources(content.issuer.sources ?? []),
    'The integrity signature proves that the content is unchanged; where a seal is needed, the ' +
      'issuer affixes it in the box. Where the two languages differ, the Chinese text prevails.',
  ];
}

const SOURCE = {
  merged: 'merged',
  split: 'was split',
  dissolved: 'was dissolved',
} as const;

function englishSources(sources: readonly CertificateSource[]): readonly string[] {
  if (sources.length === 0) return [];
  const clauses = sources.map(({ kind, legalName, since }) =>
    kind === 'delegated'
      ? `${legalName} has entrusted the issuer since ${englishDate(since)} with certifying what it recorded`
      : `${legalName} ${SOURCE[kind]} on ${englishDate(since)}, and its records passed to the issuer`,
  );
  return [`${clauses.join('; ')}.`];
}
