import { MasterKey } from '../platform/master-key.js';
import type { ReadFilter } from '../vault/read-list.js';
import { Vault } from '../vault/vault.js';
import { existingConfig } from './open-app.js';
import { EXIT, type ExitCode, type Terminal, UsageError } from './terminal.js';

const ROWS_MAX = 100_000;
const INSTANT = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}:\d{2}\.\d{3}Z)?$/;

export interface BreachOptions {
  readonly reader: string | undefined;
  readonly person: string | undefined;
  readonly from: string | undefined;
  readonly until: string | undefined;
}

/**
 * `shizhang breach-report`: who read what of whom, how often, first and last. No values, so it may
 * be handed on; the service may run meanwhile.
 */
export function breachReportCommand(options: BreachOptions, terminal: Terminal): ExitCode {
  const config = existingConfig();
  const filter = filterOf(options);
  const vault = new Vault(config.dataDir, MasterKey.load(config));
  try {
    const rows = vault.reads.summary(filter, ROWS_MAX);
    for (const { account, subject, kind, reads, firstAt, lastAt } of rows) {
      terminal.say(`${account}  ${subject}  ${kind}  ${reads}×  ${firstAt} – ${lastAt}`);
    }
    const readers = new Set(rows.map(({ account }) => account)).size;
    const persons = new Set(rows.map(({ subject }) => subject)).size;
    terminal.say(`breach-report: ${readers} readers, ${persons} persons`);
    terminal.result({ readers, persons, complete: rows.length < ROWS_MAX, rows });
    return EXIT.ok;
  } finally {
    vault.close();
  }
}

/** A day as `--until` belongs to the report whole: texts of its instants come before the tilde. */
function filterOf({ reader, person, from, until }: BreachOptions): ReadFilter {
  for (const text of [from, until]) {
    if (text !== undefined && !INSTANT.test(text)) throw new UsageError(`no date: ${text}`);
  }
  return { account: reader, subject: person, from, until: until && `${until}~` };
}
