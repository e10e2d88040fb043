import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import {
  CertificatesQueries,
  type CertificateView,
} from '../contexts/certificates/certificates.queries.js';
import type { PublishedKey } from '../contexts/certificates/signing/published-key.js';
import {
  type CertificateStatus,
  PDF_OCTETS_MAX,
  type Verification,
  verifyPdf,
  verifyToken,
} from '../contexts/certificates/verification.js';
import { formatHours } from '../kernel/centi-hours.js';
import { readConfig } from '../platform/config.js';
import { Databases } from '../projections/databases.js';
import { EXIT, type ExitCode, type Terminal, UsageError } from './terminal.js';

export interface VerifyOptions {
  /** A published key list (`GET /api/v1/keys`), for verifying where there is no data folder. */
  readonly keysFile: string | undefined;
  /** Text or digits of a QR code instead of a file. */
  readonly qr: string | undefined;
}

/** What the verifier holds certificates against. */
interface Trust {
  readonly keys: readonly PublishedKey[];
  readonly statusOf?: (number: string) => CertificateStatus;
}

/**
 * `shizhang verify FILE.pdf`: signature and content from the file alone; keys from a key list or
 * the data folder; the status only where the data folder knows it. No network, ever.
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
  if (!existsSync(file)) throw new UsageError(`no such file: ${file}`);
  const { size } = statSync(file);
  // One byte more than is allowed is enough to be told so, without reading it all.
  return size > PDF_OCTETS_MAX ? Buffer.alloc(PDF_OCTETS_MAX + 1) : readFileSync(file);
}

function trustFrom({ keysFile }: VerifyOptions): Trust {
  if (keysFile) return { keys: JSON.parse(readFileSync(keysFile, 'utf8')) as PublishedKey[] };
  const { dataDir } = readConfig();
  if (!dataDir || !existsSync(join(dataDir, 'read.db'))) return { keys: [] };
  // Stays open for the life of the process: the verdict asks for the status of one number.
  const queries = new CertificatesQueries(new Databases(dataDir, 'look'));
  return { keys: queries.keys(), statusOf: (number) => statusOf(queries.byNumber(number)) };
}

function statusOf(certificate: CertificateView | undefined): CertificateStatus {
  switch (certificate?.status) {
    case 'issued':
      return 'valid';
    case 'revoked':
      return 'revoked';
    case 'stale':
    case 'superseded':
      return { supersededBy: certificate.supersededBy };
    default:
      return 'unknown';
  }
}

function report(verification: Verification, terminal: Terminal): void {
  const { verdict, reason, claims, issuer } = verification;
  terminal.say(`${verdict}${reason ? ` (${reason})` : ''}`);
  if (issuer) terminal.say(`issuer: ${issuer.organisationName}`);
  if (claims) {
    const total = Object.values(claims.byGrade).reduce((sum, part) => sum + part, 0);
    terminal.say(`number: ${claims.number}`);
    terminal.say(`holder: ${claims.name}`);
    terminal.say(`period: ${claims.period.from} to ${claims.period.to}`);
    terminal.say(`hours: ${formatHours(total)}`);
  }
  const { content: _content, claims: _claims, ...rest } = verification;
  const printed = claims && {
    ...claims,
    credentialHash: Buffer.from(claims.credentialHash).toString('hex'),
  };
  terminal.result({ ...rest, ...(printed ? { claims: printed } : {}) });
}
