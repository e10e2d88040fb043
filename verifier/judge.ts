import {
  type Verification,
  type VerificationContext,
  verifyPdf,
  verifyToken,
} from '../src/contexts/certificates/verification.js';
import type { Trust } from './trust.js';

/** A PDF, or the text of a QR code as it was scanned, pasted or typed. */
export type Given = { readonly pdf: Uint8Array } | { readonly qr: string };

/** The verdict of a service or the command line, by the same code, without any of their surroundings. */
export function judge(given: Given, trust: Trust, now: string): Verification {
  const { keys, logKeys, hosts, statuses } = trust;
  const context: VerificationContext = {
    ...{ keys, logKeys, now },
    ...(hosts.length > 0 && { hosts }),
    ...(statuses && { statusOf: (number: string) => statuses[number] ?? 'unknown' }),
  };
  return 'pdf' in given ? verifyPdf(given.pdf, context) : verifyToken(digitsIn(given.qr), context);
}

/** Digits typed from paper come in groups and lines; in an address nothing is moved. */
function digitsIn(text: string): string {
  return /^[\d\s]+$/.test(text) ? text.replace(/\s/g, '') : text;
}
