import { canonicalJson } from '../../kernel/canonical-json.js';
import { parseProof } from '../../log/tlog-proof.js';
import { type ProofResult, type ProofTrust, verifyProof } from '../../log/verify-proof.js';

/**
 * How a PDF's `proof.tlog` stands. Apart from the words of `verifyProof`: the file carries none, the
 * proof is good for something else, or nobody gave the verifier a key of a log.
 */
export type LogVerdict = ProofResult['verdict'] | 'absent' | 'other-event' | 'no-log-key';

export interface LogStanding extends Omit<ProofResult, 'verdict'> {
  readonly verdict: LogVerdict;
}

/** What the issue event must say for its leaf to be that of this certificate. */
export interface IssueFacts {
  readonly number: string;
  readonly organisationId: string;
  readonly tokenKeyId: string;
  /** SHA-256 (hex) of credential.json. */
  readonly contentHash: string;
}

const ISSUED = 'certificates.CertificateIssued';
const STREAM = 'certificate-';
const FACTS = ['number', 'organisationId', 'tokenKeyId', 'contentHash'] as const;

/** Whether the issue of this certificate stands in a log, by the proof and the keys alone. */
export function judgeLog(
  proof: Uint8Array | undefined,
  facts: IssueFacts,
  trust: ProofTrust,
): LogStanding {
  if (!proof) return { verdict: 'absent' };
  const text = Buffer.from(proof).toString('utf8');
  const leaf = parseProof(text)?.extra;
  if (!leaf) return { verdict: 'malformed' };
  if (!isIssueOf(leaf, facts)) return { verdict: 'other-event' };
  const result = verifyProof(leaf, text, trust);
  const isUntold = result.verdict === 'unknown-log' && trust.logKeys.length === 0;
  return isUntold ? { verdict: 'no-log-key' } : result;
}

function isIssueOf(leaf: Uint8Array, facts: IssueFacts): boolean {
  const event = eventOf(Buffer.from(leaf).toString('utf8'));
  const data = recordOf(event?.['data']);
  if (!event || !data || event['type'] !== ISSUED) return false;
  const isItsStream = event['stream'] === `${STREAM}${String(data['certificateId'])}`;
  return isItsStream && FACTS.every((name) => data[name] === facts[name]);
}

/** A leaf is canonical JSON (docs/adr/0028), so it can't say one thing twice. */
function eventOf(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return canonicalJson(value) === text ? recordOf(value) : undefined;
  } catch {
    return undefined;
  }
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> | undefined {
  const isRecord = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isRecord ? (value as Readonly<Record<string, unknown>>) : undefined;
}
