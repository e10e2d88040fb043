import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { statusOf } from '../contexts/certificates/certificate-status.js';
import {
  CertificatesQueries,
  type CertificateView,
} from '../contexts/certificates/certificates.queries.js';
import { GRADES } from '../contexts/certificates/domain/certificate-content.js';
import type { PublishedKey } from '../contexts/certificates/signing/published-key.js';
import type { TokenClaims } from '../contexts/certificates/signing/token.js';
import {
  type CertificateStatus,
  PDF_OCTETS_MAX,
  type Verification,
  type VerificationContext,
  verifyPdf,
  verifyToken,
} from '../contexts/certificates/verification.js';
import type { LogStanding } from '../contexts/certificates/verification-log.js';
import { PrivacyQueries } from '../contexts/privacy/privacy.queries.js';
import type { LogKeysView } from '../log/log.controller.js';
import { logKeysIn } from '../log/log-keys.js';
import { parseKey } from '../log/signed-note.js';
import { formatHours } from '../kernel/centi-hours.js';
import { readConfig } from '../platform/config.js';
import { Databases } from '../projections/databases.js';
import { EXIT, type ExitCode, type Terminal, UsageError } from './terminal.js';

export interface VerifyOptions {
  /** A published key list (`GET /api/v1/keys`), for verifying where there is no data folder. */
  readonly keysFile: string | undefined;
  /** Verifier keys of logs, and a file with them as the log publishes them (`GET /log/keys`). */
  readonly logKeys: readonly string[];
  readonly logKeysFile: string | undefined;
  readonly witnessKeys: readonly string[];
  /** The host that genuine QR codes lead to. */
  readonly host: string | undefined;
  /** Text or digits of a QR code instead of a file. */
  readonly qr: string | undefined;
}

/** What the verifier holds certificates against. */
type Trust = Omit<VerificationContext, 'now'>;

/**
 * `shizhang verify FILE.pdf`: signature, content and inclusion in the log from the file alone; keys
 * from lists or the data folder; the status only where the data folder knows it. No network, ever.
 */
export function verifyCommand(
  file: string | undefined,
  options: VerifyOptions,
  terminal: Terminal,
): ExitCode {
  const trust = trustFrom(options);
  const context = { ...trust, now: new Date().toISOString() };
  const verification =
    options.qr === undefined ? verifyPdf(readPdf(file), context) : verifyToken(options.qr, context);
  report(verification, terminal);
  return verification.verdict === 'valid' ? EXIT.ok : EXIT.findings;
}

function readPdf(file: string | undefined): Buffer {
  if (!file) throw new UsageError('verify needs a file');
  const stat = statSync(file, { throwIfNoEntry: false });
  if (!stat?.isFile()) throw new UsageError(`no such file: ${file}`);
  const { size } = stat;
  // One byte more than is allowed is enough to be told so, without reading it all.
  return size > PDF_OCTETS_MAX ? Buffer.alloc(PDF_OCTETS_MAX + 1) : readFileSync(file);
}

function trustFrom({ keysFile, logKeysFile, host, ...options }: VerifyOptions): Trust {
  const { logKeys, witnessKeys } = options;
  const listed = logKeysFile === undefined ? [] : logKeysOf(logKeysFile);
  const hosts = host === undefined ? {} : { hosts: [host] };
  const given = { logKeys: [...logKeys, ...listed], witnessKeys, ...hosts };
  for (const key of [...given.logKeys, ...witnessKeys]) {
    if (!parseKey(key)) throw new UsageError(`not a verifier key: ${key}`);
  }
  if (keysFile) return { keys: jsonOf<readonly PublishedKey[]>(keysFile), ...given };
  const { dataDir } = readConfig();
  if (!dataDir || !existsSync(join(dataDir, 'read.db'))) return { keys: [], ...given };
  // Stays open for the life of the process: the verdict asks for the status of one number.
  const databases = new Databases(dataDir, 'look');
  const queries = new CertificatesQueries(databases);
  const privacy = new PrivacyQueries(databases);
  return {
    keys: queries.keys(),
    statusOf: (number) => statusIn(queries.byNumber(number), privacy),
    ...given,
    logKeys: [...given.logKeys, ...logKeysIn(dataDir)],
  };
}

/** Only the ledger knows that a holder was forgotten; a file, or a status list, can't say so. */
function statusIn(
  certificate: CertificateView | undefined,
  privacy: PrivacyQueries,
): CertificateStatus {
  const status = statusOf(certificate);
  if (!certificate || status !== 'valid') return status;
  const isErased = privacy.erasure(certificate.volunteerId)?.stage === 'done';
  return isErased ? 'holder-data-erased' : status;
}

function logKeysOf(file: string): readonly string[] {
  const { keys } = jsonOf<LogKeysView>(file);
  if (!Array.isArray(keys)) throw new UsageError(`not a list of log keys: ${file}`);
  return keys.map(({ vkey }) => vkey);
}

function jsonOf<T>(file: string): T {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as T;
  } catch (cause) {
    throw new UsageError(`not a JSON file: ${file}`, { cause });
  }
}

function report(verification: Verification, terminal: Terminal): void {
  const { verdict, reason, claims, issuer, foreignHost } = verification;
  terminal.say(`${verdict}${reason ? ` (${reason})` : ''}`);
  if (foreignHost) terminal.say('warning: the code leads to a foreign host');
  if (issuer) terminal.say(`issuer: ${issuer.organisationName}`);
  if (claims) {
    terminal.say(`number: ${claims.number}`);
    terminal.say(`holder: ${claims.name}`);
    terminal.say(`period: ${claims.period.from} to ${claims.period.to}`);
    terminal.say(`services: ${claims.services}`);
    terminal.say(`hours: ${hoursOf(claims)}`);
    terminal.say(`issued on: ${claims.issuedOn}`);
  }
  reportBeside(verification, terminal);
  const { content: _content, claims: _claims, ...rest } = verification;
  const printed = claims && {
    ...claims,
    credentialHash: Buffer.from(claims.credentialHash).toString('hex'),
  };
  terminal.result({ ...rest, ...(printed ? { claims: printed } : {}) });
}

function hoursOf({ byGrade }: TokenClaims): string {
  const total = GRADES.reduce((sum, grade) => sum + byGrade[grade], 0);
  const grades = GRADES.filter((grade) => byGrade[grade] > 0);
  const parts = grades.map((grade) => `${grade} ${formatHours(byGrade[grade])}`);
  return `${formatHours(total)} (${parts.join(' · ')})`;
}

function reportBeside({ holderDataErased, log, sm2, stampedAt }: Verification, to: Terminal): void {
  if (holderDataErased) to.say('holder: personal data erased at their request');
  if (log) reportLog(log, to);
  if (sm2) to.say(`SM2 signature: ${sm2.verdict}`);
  if (stampedAt) to.say(`timestamp: ${stampedAt}, by an authority that is not judged here`);
}

function reportLog({ verdict, origin, index, size, cosigned = [] }: LogStanding, to: Terminal) {
  const place = origin === undefined ? '' : `, ${origin}, event ${index} of ${size}`;
  to.say(`log: ${verdict}${place}`);
  for (const { witness, at } of cosigned) {
    to.say(`witness: ${witness}, ${new Date(at * 1000).toISOString()}`);
  }
}
