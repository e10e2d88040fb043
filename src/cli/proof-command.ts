import { readFileSync, statSync } from 'node:fs';
import { parseProof } from '../log/tlog-proof.js';
import { type ProofResult, verifyProof } from '../log/verify-proof.js';
import { EXIT, type ExitCode, type Terminal, UsageError } from './terminal.js';

export interface ProofOptions {
  /** Verifier keys of the log: the reader has them from somebody they trust. */
  readonly logKeys: readonly string[];
  readonly witnessKeys: readonly string[];
}

/** `shizhang proof FILE`: whether the event in a tlog-proof is in the log. No network, no data folder. */
export function proofCommand(
  file: string | undefined,
  trust: ProofOptions,
  terminal: Terminal,
): ExitCode {
  if (!file || !statSync(file, { throwIfNoEntry: false })?.isFile())
    throw new UsageError('proof needs a file that is there');
  if (trust.logKeys.length === 0) throw new UsageError('proof needs --log-key');
  const text = readFileSync(file, 'utf8');
  const leaf = parseProof(text)?.extra;
  const result: ProofResult = leaf ? verifyProof(leaf, text, trust) : { verdict: 'malformed' };
  report(result, terminal);
  if (leaf && result.verdict === 'included') terminal.say(Buffer.from(leaf).toString('utf8'));
  terminal.result(result);
  return result.verdict === 'included' ? EXIT.ok : EXIT.findings;
}

function report({ verdict, origin, index, size, cosigned = [] }: ProofResult, terminal: Terminal) {
  terminal.say(verdict);
  if (origin) terminal.say(`log: ${origin}, event ${index} of ${size}`);
  for (const { witness, at } of cosigned) {
    terminal.say(`witness: ${witness}, ${new Date(at * 1000).toISOString()}`);
  }
}
