import { createHash } from 'node:crypto';
import { canonicalJson } from '../../kernel/canonical-json.js';
import { GRADES, type CertificateContent } from './domain/certificate-content.js';
import { contentProblem } from './domain/content-check.js';
import type { TokenClaims } from './signing/token.js';

/** The content, or the path of what is wrong with it. */
export function contentOf(credential: Buffer): CertificateContent | string {
  let value: unknown;
  try {
    value = JSON.parse(credential.toString('utf8'));
  } catch {
    return 'json';
  }
  return contentProblem(value) ?? (value as CertificateContent);
}

/** The first thing that content and token say differently. */
export function differenceOf(
  content: CertificateContent,
  credential: Buffer,
  claims: TokenClaims,
): string | undefined {
  const hash = createHash('sha256').update(credential).digest();
  if (!hash.equals(claims.credentialHash)) return 'credential-hash';
  if (!credential.equals(Buffer.from(canonicalJson(content), 'utf8'))) return 'not-canonical';
  const pairs: readonly (readonly [string, unknown, unknown])[] = [
    ['number', content.number, claims.number],
    ['holder', content.holder.name, claims.name],
    ['issuedOn', content.issuedOn, claims.issuedOn],
    ['from', content.period.from, claims.period.from],
    ['to', content.period.to, claims.period.to],
    ['services', content.totals.services, claims.services],
    ...GRADES.map((g) => [g, content.totals.byGrade[g], claims.byGrade[g]] as const),
  ];
  return pairs.find(([, inside, signed]) => inside !== signed)?.[0];
}
