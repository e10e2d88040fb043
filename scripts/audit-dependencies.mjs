#!/usr/bin/env node
/**
 * Advisories about what is installed for production. A registry without an audit endpoint, or none at
 * all, is no finding: then it says NOT RUN and why.
 */
import { spawnSync } from 'node:child_process';

const { stdout, stderr } = spawnSync(
  'npm',
  ['audit', '--omit=dev', '--audit-level=high', '--json'],
  { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024, timeout: 120_000 },
);
const counts = countsIn(stdout);
if (counts === undefined) {
  const why = `${stdout}\n${stderr}`.match(/(?:"summary"|"message"|code|error)[^\n]{0,200}/)?.[0];
  console.log(`NOT RUN: the registry answers no audit (${why ?? 'no answer'})`);
} else {
  const serious = counts.high + counts.critical;
  console.log(`advisories: ${JSON.stringify(counts)}`);
  if (serious > 0) console.log(stdout);
  process.exitCode = serious > 0 ? 1 : 0;
}

/** @returns undefined when the answer is no report */
function countsIn(text) {
  try {
    return JSON.parse(text).metadata?.vulnerabilities;
  } catch {
    return undefined;
  }
}
