import { LogKeys } from '../log/log-keys.js';
import { MasterKey } from '../platform/master-key.js';
import { existingConfig } from './open-app.js';
import { EXIT, type ExitCode, type Terminal, UsageError } from './terminal.js';

/** `shizhang log-keys [add | retire VKEY]`: keys of the log follow one another (docs/adr/0029). */
export function logKeysCommand([action, vkey]: readonly string[], terminal: Terminal): ExitCode {
  const config = existingConfig();
  const keys = new LogKeys(config.dataDir, MasterKey.load(config));
  const now = new Date().toISOString();
  try {
    if (action === 'add') keys.add(now);
    else if (action === 'retire' && vkey) keys.retire(vkey, now);
    else if (action !== undefined) throw new UsageError('log-keys [add | retire VKEY]');
  } catch (error) {
    if (error instanceof RangeError) throw new UsageError(error.message, { cause: error });
    throw error;
  }
  for (const key of keys.published()) {
    terminal.say(`${key.vkey}  ${key.retiredAt ? `retired ${key.retiredAt}` : 'signs'}`);
  }
  terminal.result({ origin: keys.origin ?? null, keys: keys.published() });
  return EXIT.ok;
}
