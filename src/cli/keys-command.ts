import { join } from 'node:path';
import { EventCodec } from '../event-store/codec.js';
import { SqliteEventStore } from '../event-store/sqlite/sqlite-event-store.js';
import { MasterRotation } from './master-rotation.js';
import { existingConfig } from './open-app.js';
import { EXIT, type ExitCode, type Terminal, UsageError } from './terminal.js';

/** `shizhang keys rotate-master`: a new master key; the service must be stopped. */
export async function keysCommand(
  [action]: readonly string[],
  terminal: Terminal,
): Promise<ExitCode> {
  if (action !== 'rotate-master') throw new UsageError('keys rotate-master');
  const config = existingConfig();
  const rotation = new MasterRotation(config, process.env['NEW_MASTER_KEY'] || undefined);
  // The lock of the ledger keeps the service away meanwhile.
  const lock =
    config.eventStore === 'sqlite'
      ? new SqliteEventStore(join(config.dataDir ?? '.', 'ledger.db'), new EventCodec())
      : undefined;
  try {
    const { generation } = rotation.run(({ rewrapped }) =>
      terminal.progress(`keys: ${rewrapped} wrapped anew`),
    );
    terminal.progressDone();
    terminal.say(
      config.masterKey === undefined
        ? `keys: rotated (${generation}); back up keys/ anew, apart from the rest`
        : `keys: rotated (${generation}); set MASTER_KEY to the new key from now on`,
    );
    terminal.result({ generation });
    return EXIT.ok;
  } finally {
    await lock?.close();
  }
}
