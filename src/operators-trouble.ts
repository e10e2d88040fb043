import { EventStoreError } from './event-store/event-store.js';
import { type Config, ConfigError, readConfig } from './platform/config.js';
import { fileTrouble } from './projections/file-trouble.js';

/**
 * The address belongs to somebody else, to nobody on this machine, or only to root.
 *
 * @throws ConfigError naming the variable; any other error as it is
 */
export function notListening({ host, port }: Pick<Config, 'host' | 'port'>, error: unknown): never {
  const code: unknown = error instanceof Error ? Reflect.get(error, 'code') : undefined;
  if (code === 'EADDRINUSE') {
    throw new ConfigError('PORT', `${host}:${port} is in use by another process`);
  }
  if (code === 'EACCES' || code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') {
    throw new ConfigError('HOST', `can't listen on ${host}:${port} (${code})`);
  }
  throw error;
}

/** What an operator can mend is told in one sentence; undefined for a bug, which shows its stack. */
export function sentenceOf(error: unknown): string | undefined {
  if (error instanceof ConfigError || error instanceof EventStoreError) return error.message;
  return fileTrouble(error, dataDirOf())?.message;
}

function dataDirOf(): string | null {
  try {
    return readConfig().dataDir;
  } catch {
    return null;
  }
}
