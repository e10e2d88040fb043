import type { LogVerdict } from '../../src/contexts/certificates/verification-log.js';
import type { Sm2Verdict } from '../../src/contexts/certificates/verification-sm2.js';
import type { Verdict } from '../../src/contexts/certificates/verification.js';

const STAMPED_AT = '2026-03-11T01:20:00.000Z';

/** What a verifier must say. A reason is named where another one would mean another mistake. */
export interface Expected {
  readonly verdict: Verdict;
  readonly reason?: string;
  readonly log?: LogVerdict;
  readonly foreignHost?: true;
  /** How the second signature, with SM2, stands. */
  readonly sm2?: Sm2Verdict;
  /** When the authority of a timestamp says it saw the signature. */
  readonly stampedAt?: string;
}

export interface Vector {
  readonly name: string;
  readonly about: string;
  /** One of both: a file to verify, or a file with the text of a QR code. */
  readonly pdf?: string;
  readonly qr?: string;
  /** With keys alone; with what `statuses.json` says as well. */
  readonly offline: Expected;
  readonly online: Expected;
}

interface Outcome {
  readonly name: string;
  readonly about: string;
  readonly offline: Expected;
  readonly online: Expected;
}

const UNKNOWN: Expected = { verdict: 'status-unknown', log: 'included' };
const VALID: Expected = { verdict: 'valid', log: 'included' };
const REVOKED: Expected = { verdict: 'revoked', log: 'included' };
const SUPERSEDED: Expected = { verdict: 'superseded', log: 'included' };

/** Where both are the same, something is wrong that no status can mend. */
function is(name: string, about: string, ...[offline, online = offline]: Verdicts): Outcome {
  return { name, about, offline, online };
}
type Verdicts = [offline: Expected, online?: Expected];

function because(verdict: Verdict, reason: string, log?: LogVerdict): Expected {
  return { verdict, reason, ...(log && { log }) };
}

function wrongProof(log: LogVerdict): Expected {
  return because('log-inconsistent', `proof-${log}`, log);
}

const early = because('key-revoked-before-issue', 'key-revoked', 'included');
const late = because('key-revoked-after-issue', 'key-revoked', 'included');
const lapsed = because('unknown-issuer', 'key-not-in-force', 'included');
const tomorrow = because('content-mismatch', 'issued-in-the-future', 'included');

/** As they were issued: each of them as a file and as a code. */
const CERTIFICATES: readonly Outcome[] = [
  is('good', 'nothing is wrong', UNKNOWN, VALID),
  is('revoked', 'revoked later', UNKNOWN, REVOKED),
  is('superseded', 'an hour was corrected, another took its place', UNKNOWN, SUPERSEDED),
  is('key-revoked-before-issue', 'signed with keys known to be stolen by then', early),
  is('key-revoked-after-issue', 'signed before the keys were stolen', late),
  is('key-expired', 'signed with keys that were no longer in force', lapsed),
  is('future', 'issued on a day that has not come', tomorrow),
];

const stranger = because('unknown-issuer', 'certificate-not-published');
const appended = because('altered-after-signing', 'appended');
const swapped = because('content-mismatch', 'credential-hash');
const absent = because('not-in-log-yet', 'proof-absent', 'absent');
const otherLog = because('unknown-log', 'proof-unknown-log', 'unknown-log');

const FILES: readonly Outcome[] = [
  is('unknown-issuer', 'the same name, keys that nobody published', stranger),
  is('altered', 'one bit of a page is changed', { verdict: 'altered-after-signing' }),
  is('truncated', 'the last third is missing', { verdict: 'malformed' }),
  is('appended', 'objects and a second signature behind the end', appended),
  is('attachments-swapped', 'the content of one, the token of another', swapped),
  is('proof-absent', 'signed by the issuer, no proof inside', absent),
  is('proof-malformed', 'a text that is no proof', wrongProof('malformed')),
  is('proof-other-event', 'the proof of another certificate', wrongProof('other-event')),
  is('proof-not-included', 'a hash of the proof is changed', wrongProof('not-included')),
  is('proof-bad-signature', 'the log signed another checkpoint', wrongProof('bad-signature')),
  is('proof-unknown-log', 'a good proof of a log that is not trusted', otherLog),
];

function withExtra(extra: Pick<Expected, 'sm2' | 'stampedAt'>): Verdicts {
  return [
    { ...UNKNOWN, ...extra },
    { ...VALID, ...extra },
  ];
}
const sm2Wrong: Expected = { ...because('content-mismatch', 'sm2-signature'), sm2: 'bad-signature' };

const EXTRAS: readonly Outcome[] = [
  is('sm2', 'the content signed with SM2 as well', ...withExtra({ sm2: 'holds' })),
  is('sm2-wrong', 'an SM2 signature of other bytes', sm2Wrong),
  is(
    ...(['sm2-unknown-key', 'an SM2 signature of a key that nobody published'] as const),
    ...withExtra({ sm2: 'unknown-issuer' }),
  ),
  is('stamped', 'with a timestamp (RFC 3161)', ...withExtra({ stampedAt: STAMPED_AT })),
  is('stamp-of-another', 'with the timestamp of something else', because('malformed', 'timestamp')),
];

const strangeToken = because('unknown-issuer', 'key-not-published');
const abroad: Expected = { verdict: 'status-unknown', foreignHost: true };
const validAbroad: Expected = { verdict: 'valid', foreignHost: true };

const CODES: readonly Outcome[] = [
  is('unknown-issuer', 'the same name, keys that nobody published', strangeToken),
  is('foreign-host', 'a good token in an address of somebody else', abroad, validAbroad),
  is('forged', 'signed by a stranger under the id of the issuer’s key', {
    verdict: 'bad-signature',
  }),
  is('digit-changed', 'one digit of the signature is another', { verdict: 'bad-signature' }),
  is('truncated', 'the last five digits are missing', { verdict: 'malformed' }),
  is('unknown-version', 'well signed, with a claim of a later version', { verdict: 'malformed' }),
  is('nonsense', 'words and no digits', { verdict: 'malformed' }),
];

/** A QR code has no room for a proof. */
function asCode({ name, about, offline, online }: Outcome): Outcome {
  const withoutLog = ({ log: _log, ...expected }: Expected): Expected => expected;
  return { name, about, offline: withoutLog(offline), online: withoutLog(online) };
}

function vector(kind: 'pdf' | 'qr', { name, about, offline, online }: Outcome): Vector {
  const file = kind === 'pdf' ? { pdf: `pdf/${name}.pdf` } : { qr: `qr/${name}.txt` };
  return { name: `${kind}/${name}`, about, ...file, offline, online };
}

export const VECTORS: readonly Vector[] = [
  ...[...CERTIFICATES, ...FILES, ...EXTRAS].map((outcome) => vector('pdf', outcome)),
  ...[...CERTIFICATES.map(asCode), ...CODES].map((outcome) => vector('qr', outcome)),
];
