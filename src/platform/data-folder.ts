import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Config, ConfigError } from './config.js';

/** A start makes them in this order, so who finds a later one without an earlier one has lost it. */
const [LEDGER, VAULT, CHECKPOINTS] = ['ledger.db', 'vault.db', 'log/checkpoints.db'] as const;

type Place = Pick<Config, 'dataDir' | 'eventStore'>;

/**
 * Makes the folder of a first start. One that was in use must have what cannot be made again: an
 * empty ledger beside an old vault would print a set-up link and contradict what the log has signed.
 *
 * @throws ConfigError when it can't be made, or a precious file of it is missing
 */
export function prepareDataFolder({ dataDir, eventStore }: Place): void {
  if (dataDir === null) return;
  makeFolder(dataDir);
  const has = (file: string): boolean => existsSync(join(dataDir, file));
  if (eventStore === 'sqlite' && !has(LEDGER) && (has(VAULT) || has(CHECKPOINTS))) {
    throw new ConfigError('DATA_DIR', `${dataDir} was in use, and ${LEDGER} is gone: restore it`);
  }
  if (!has(VAULT) && has(CHECKPOINTS)) {
    throw new ConfigError(
      'DATA_DIR',
      `${dataDir} was in use, and ${VAULT} is gone: restore it; ` +
        `to go on without names for ever, put an empty file in its place`,
    );
  }
}

/**
 * For commands that look at what is there: a mistyped folder would be told to be clean.
 *
 * @throws ConfigError when nobody ever started the service on it
 */
export function requireDataFolder({ dataDir, eventStore }: Place): void {
  if (dataDir === null) return;
  const mark = eventStore === 'sqlite' ? LEDGER : VAULT;
  if (existsSync(join(dataDir, mark))) return;
  throw new ConfigError('DATA_DIR', `there is no ${mark} in ${dataDir}: is it the right folder?`);
}

function makeFolder(dataDir: string): void {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new ConfigError('DATA_DIR', `${dataDir} can't be used: ${why}`, { cause });
  }
}
