import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createApp } from '../bootstrap.js';
import { pointsFolds } from '../contexts/points/index.js';
import { timeBankFolds } from '../contexts/time-bank/index.js';
import { SnapshotFile } from '../cqrs/snapshot-file.js';
import { EventStore } from '../event-store/event-store.js';
import { fsck, type FsckReport, settle } from '../fsck/fsck.js';
import { CheckpointBook } from '../log/checkpoint-book.js';
import { LogKeys } from '../log/log-keys.js';
import { LogTree } from '../log/log-tree.js';
import { SystemClock } from '../platform/clock.js';
import { type Config, readConfig } from '../platform/config.js';
import { requireDataFolder } from '../platform/data-folder.js';
import { createLogger } from '../platform/logger.js';
import { Databases } from '../projections/databases.js';
import { ProcessRunner } from '../projections/process-runner.js';
import { Projector } from '../projections/projector.js';
import { Vault } from '../vault/vault.js';

interface OpenOptions {
  readonly rebuild?: boolean;
  /** A data folder nobody started the service on yet will do. */
  readonly mayBeNew?: boolean;
}

/** The service without its port: commands use the same wiring as the service itself. */
export async function withApp<T>(
  work: (app: NestFastifyApplication) => Promise<T>,
  { mayBeNew = false, ...options }: OpenOptions = {},
): Promise<T> {
  const config = mayBeNew ? configOfCommand() : existingConfig();
  const logger = createLogger(config.logLevel);
  const app = await createApp({ config, clock: new SystemClock(), logger, ...options });
  try {
    return await work(app);
  } finally {
    await app.close();
  }
}

/** Waits until read models and processes have come to the head of the ledger. */
export function settleApp(app: NestFastifyApplication): Promise<void> {
  return settle(app.get(EventStore), app.get(Projector), app.get(ProcessRunner));
}

export function fsckApp(
  app: NestFastifyApplication,
  onProgress?: (events: number) => void,
): Promise<FsckReport> {
  return fsck(
    {
      store: app.get(EventStore),
      databases: app.get(Databases),
      vault: app.get(Vault),
      projector: app.get(Projector),
      processes: app.get(ProcessRunner),
      log: {
        tree: app.get(LogTree, { strict: false }),
        book: app.get(CheckpointBook, { strict: false }),
        keys: app.get(LogKeys, { strict: false }),
      },
      snapshots: {
        tables: app.get(SnapshotFile).tables(),
        folds: [...timeBankFolds, ...pointsFolds],
      },
    },
    onProgress,
  );
}

/** @throws ConfigError when there is no such data folder: nothing is made in its place */
export function existingConfig(): Config {
  const config = configOfCommand();
  requireDataFolder(config);
  return config;
}

function configOfCommand(): Config {
  return readConfig({ LOG_LEVEL: 'warn', ...process.env });
}
