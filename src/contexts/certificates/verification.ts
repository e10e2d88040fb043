import { createHash } from 'node:crypto';
import { localDateOf, type Instant, type LocalDate } from '../../kernel/calendar.js';
import { BASE_PATH } from '../../kernel/public-address.js';
import type { CertificateContent } from './domain/certificate-content.js';
import { bytesOfDigits } from './signing/decimal-digits.js';
import { attachmentsOf } from './signing/pdf-attachments.js';
import { readPdfSignature } from './signing/pdf-signature.js';
import type { PublishedKey } from './signing/published-key.js';
import { signatureHolds } from './signing/signers.js';
import { readToken, type SignedToken, type TokenClaims } from './signing/token.js';
import { contentOf, differenceOf } from './verification-content.js';
import { keyVerdict } from './verification-keys.js';
import { judgeLog, type LogStanding } from './verification-log.js';
import { judgeSm2, type Sm2Standing } from './verification-sm2.js';

/**
 * From a QR code or a PDF to a verdict, without database or network: what it needs is handed in.
 * Verdicts are distinct and stable; only `valid` means that everything was checked and is good.
 */
export const VERDICTS = [
  'valid',
  'revoked',
  'superseded',
  'status-unknown',
  'unknown-issuer',
  'bad-signature',
  'malformed',
  'key-revoked-before-issue',
  'key-revoked-after-issue',
  'content-mismatch',
  'altered-after-signing',
  'not-in-log-yet',
  'unknown-log',
  'log-inconsistent',
] as const;
export type Verdict = (typeof VERDICTS)[number];

export type CertificateStatus =
  | 'valid'
  | 'revoked'
  | 'unknown'
  | 'holder-data-erased'
  /** Null while its records have changed and the successor is not issued yet. */
  | { readonly supersededBy: string | null };

export interface VerificationContext {
  readonly keys: readonly PublishedKey[];
  readonly now: Instant;
  /** The hosts whose QR codes are the product's own; without it every host is accepted. */
  readonly hosts?: readonly string[];
  /** Absent when the verifier is offline. */
  readonly statusOf?: (number: string) => CertificateStatus;
  /** Verifier keys of the logs that are trusted; without one, no file can be said to be in a log. */
  readonly logKeys?: readonly string[];
  readonly witnessKeys?: readonly string[];
}

export interface Verification {
  readonly verdict: Verdict;
  /** What exactly was wrong: a stable word for support, never personal data. */
  readonly reason?: string;
  /** Present once the issuer's signature holds. */
  readonly claims?: TokenClaims;
  readonly issuer?: { readonly organisationId: string; readonly organisationName: string };
  readonly keyId?: string;
  readonly status?: CertificateStatus;
  readonly supersededBy?: string | null;
  /** Told by whoever asks the ledger; a file alone can't know it. */
  readonly holderDataErased?: boolean;
  /** True when the QR code leads to a host that is not the product's: a phishing page, perhaps. */
  readonly foreignHost?: boolean;
  /** Of a PDF: what credential.json certifies. */
  readonly content?: CertificateContent;
  /** Of a PDF whose content holds: whether its issue stands in a log, by the proof in the file. */
  readonly log?: LogStanding;
  /** Of a PDF with a second signature, made with SM2: how that one stands. */
  readonly sm2?: Sm2Standing;
  /** Of a PDF with a timestamp that holds. Whose it is, and whether they are to be believed, is not judged. */
  readonly stampedAt?: Instant;
}

/** Larger files are refused unread. */
export const PDF_OCTETS_MAX = 20 * 1024 * 1024;
/** Any host: that it is a foreign one is a verdict of its own. */
const SCAN = new RegExp(`^https?://([A-Za-z0-9.-]+(?::\\d+)?)${BASE_PATH}/v/[\\w-]{1,64}#(\\d+)$`);

/** A token: its digits alone, or the whole text of the QR code. */
export function verifyToken(scanned: string, context: VerificationContext): Verification {
  const text = scanned.length > 4096 ? '' : scanned.trim();
  const match = SCAN.exec(text);
  const [host, digits] = match ? [match[1], match[2]] : [undefined, text];
  const token = tokenOf(digits ?? '');
  if (!token) return { verdict: 'malformed', reason: 'token' };
  const verification = judgeToken(token, context);
  const isForeign = host !== undefined && context.hosts?.includes(host) === false;
  return isForeign ? { ...verification, foreignHost: true } : verification;
}

/**
 * A PDF: the signature must cover the whole file and hold, the certificate inside must be published,
 * and the facts inside must agree with each other and with the token.
 */
export function verifyPdf(bytes: Uint8Array, context: VerificationContext): Verification {
  if (bytes.length > PDF_OCTETS_MAX) return { verdict: 'malformed', reason: 'too-large' };
  const pdf = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  if (pdf.toString('latin1', 0, 5) !== '%PDF-') return { verdict: 'malformed', reason: 'not-pdf' };
  try {
    return judgePdf(pdf, context);
  } catch {
    // The signature held, so the issuer itself wrote what cannot be read.
    return { verdict: 'malformed', reason: 'structure' };
  }
}

function judgePdf(pdf: Buffer, context: VerificationContext): Verification {
  const reading = readPdfSignature(pdf);
  if (reading.kind === 'unreadable') return { verdict: 'malformed', reason: reading.why };
  if (reading.kind === 'not-total') return { verdict: 'altered-after-signing', reason: 'appended' };
  const certificate = reading.cms.certificates[0]?.toString('base64');
  const key = context.keys.find((k) => k.algorithm === 'ES256' && k.certificate === certificate);
  if (!key) return { verdict: 'unknown-issuer', reason: 'certificate-not-published' };
  if (!signatureHolds(key, reading.attributes, reading.cms.signature)) {
    return { verdict: 'bad-signature', reason: 'document-signature', keyId: key.keyId };
  }
  if (!reading.intact) return { verdict: 'altered-after-signing', reason: 'digest' };
  const signedOn = reading.signedAt && localDateOf(reading.signedAt);
  if (signedOn === undefined) return { verdict: 'malformed', reason: 'signing-time' };
  const judged = judgeAttachments(attachmentsOf(pdf), { key, signedOn }, context);
  return reading.stampedAt === undefined ? judged : { ...judged, stampedAt: reading.stampedAt };
}

/** The key that signed the file, and the day on which it says it did. */
interface DocumentSignature {
  readonly key: PublishedKey;
  readonly signedOn: LocalDate;
}

function judgeAttachments(
  attachments: ReadonlyMap<string, Buffer>,
  by: DocumentSignature,
  context: VerificationContext,
): Verification {
  const credential = attachments.get('credential.json');
  const token = tokenOf(attachments.get('token.txt')?.toString('latin1') ?? '');
  if (!credential || !token) return { verdict: 'content-mismatch', reason: 'attachments' };
  const [proof, sm2] = [attachments.get('proof.tlog'), attachments.get('credential.sm2.json')];
  return judgeContents({ ...by, credential, token, proof, sm2 }, context);
}

interface Found extends DocumentSignature {
  readonly credential: Buffer;
  readonly token: SignedToken;
  readonly proof: Buffer | undefined;
  readonly sm2: Buffer | undefined;
}

function judgeContents(found: Found, context: VerificationContext): Verification {
  const { key, signedOn, credential, token } = found;
  const byToken = judgeToken(token, context);
  if (byToken.claims === undefined) return byToken;
  if (byToken.issuer?.organisationId !== key.organisationId) {
    return { verdict: 'content-mismatch', reason: 'issuer' };
  }
  const content = contentOf(credential);
  if (typeof content === 'string') return { verdict: 'content-mismatch', reason: content };
  const difference = differenceOf(content, credential, token.claims);
  if (difference) return { verdict: 'content-mismatch', reason: difference };
  if (content.issuer.organisationId !== key.organisationId) {
    return { verdict: 'content-mismatch', reason: 'issuer' };
  }
  const { issuedOn } = content;
  const facts = { credential, issuedOn, organisationId: key.organisationId };
  const sm2 = judgeSm2(found.sm2, facts, context.keys);
  if (sm2?.verdict === 'bad-signature') {
    return { verdict: 'content-mismatch', reason: 'sm2-signature', sm2 };
  }
  // Printed again, a file is signed later than the certificate was issued, by the key of that day.
  const judged = worseOf(byToken, keyVerdict(key, signedOn));
  const log = logOf(found, content, context);
  return { ...worseOf(judged, verdictOfLog(log, context)), content, log, ...(sm2 && { sm2 }) };
}

function logOf(
  { credential, token, proof }: Found,
  { number, issuer: { organisationId } }: CertificateContent,
  { logKeys = [], witnessKeys = [] }: VerificationContext,
): LogStanding {
  const contentHash = createHash('sha256').update(credential).digest('hex');
  const facts = { number, organisationId, tokenKeyId: token.keyId, contentHash };
  return judgeLog(proof, facts, { logKeys, witnessKeys });
}

/** A proof that is there must be right; one that is missing counts where a log is trusted. */
function verdictOfLog(
  { verdict }: LogStanding,
  { logKeys = [] }: VerificationContext,
): Judgement | undefined {
  const reason = `proof-${verdict}`;
  switch (verdict) {
    case 'included':
    case 'no-log-key':
      return undefined;
    case 'absent':
      return logKeys.length === 0 ? undefined : { verdict: 'not-in-log-yet', reason };
    case 'unknown-log':
      return { verdict, reason };
    default:
      return { verdict: 'log-inconsistent', reason };
  }
}

interface Judgement {
  readonly verdict: Verdict;
  readonly reason: string;
}

function worseOf(first: Verification, second: Judgement | undefined): Verification {
  return second && isStronger(second.verdict, first.verdict) ? { ...first, ...second } : first;
}

function judgeToken(token: SignedToken, context: VerificationContext): Verification {
  const { keyId, claims } = token;
  const key = context.keys.find((k) => k.algorithm === 'Ed25519' && k.keyId === keyId);
  if (!key) return { verdict: 'unknown-issuer', reason: 'key-not-published', keyId };
  if (!signatureHolds(key, token.signed, token.signature)) {
    return { verdict: 'bad-signature', reason: 'token-signature', keyId };
  }
  const { organisationId, organisationName } = key;
  const proven = { claims, keyId, issuer: { organisationId, organisationName } };
  const status = context.statusOf?.(claims.number);
  return { ...proven, ...judgeIssue({ key, issuedOn: claims.issuedOn, status }, context.now) };
}

export interface Issue {
  /** The key of its token, where it is known. */
  readonly key: PublishedKey | undefined;
  readonly issuedOn: LocalDate;
  readonly status: CertificateStatus | undefined;
}

/** What key, status and day say of an issue whose signature is good, or that the ledger holds. */
export function judgeIssue({ key, issuedOn, status }: Issue, now: Instant): Verification {
  const byStatus: Verification = statusVerdict(status);
  if (issuedOn > localDateOf(now)) {
    return { ...byStatus, verdict: 'content-mismatch', reason: 'issued-in-the-future' };
  }
  return worseOf(byStatus, key && keyVerdict(key, issuedOn));
}

function statusVerdict(
  status: CertificateStatus | undefined,
): Pick<Verification, 'verdict' | 'reason' | 'status' | 'supersededBy' | 'holderDataErased'> {
  if (status === undefined) return { verdict: 'status-unknown' };
  if (typeof status === 'object') {
    const { supersededBy } = status;
    return {
      ...{ verdict: 'superseded', status, supersededBy },
      ...(supersededBy === null && { reason: 'successor-pending' }),
    };
  }
  if (status === 'unknown') return { verdict: 'status-unknown', status };
  if (status === 'revoked') return { verdict: 'revoked', status };
  return { verdict: 'valid', status, ...(status !== 'valid' && { holderDataErased: true }) };
}

/** Which of two true verdicts a reader must hear first. */
function isStronger(verdict: Verdict, other: Verdict): boolean {
  const order: readonly Verdict[] = [
    'unknown-issuer',
    'key-revoked-before-issue',
    'log-inconsistent',
    'revoked',
    'superseded',
    'key-revoked-after-issue',
    'unknown-log',
    'not-in-log-yet',
    'status-unknown',
    'valid',
  ];
  return order.indexOf(verdict) < order.indexOf(other);
}

function tokenOf(digits: string): SignedToken | undefined {
  const bytes = bytesOfDigits(digits);
  return bytes && readToken(bytes);
}
