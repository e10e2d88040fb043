import {
  type DynamicModule,
  Global,
  Inject,
  Module,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { DeciderExecutor } from './cqrs/decider-executor.js';
import { Dispatcher } from './cqrs/dispatcher.js';
import { SnapshotFile } from './cqrs/snapshot-file.js';
import { Snapshots } from './cqrs/snapshots.js';
import { EventCodec } from './event-store/codec.js';
import { EventStore } from './event-store/event-store.js';
import { SqliteEventStore } from './event-store/sqlite/sqlite-event-store.js';
import type { WorkingDayCalendar } from './kernel/calendar.js';
import { loadCalendar } from './platform/calendar.js';
import { Clock } from './platform/clock.js';
import type { Config } from './platform/config.js';
import { prepareDataFolder } from './platform/data-folder.js';
import { MasterKey } from './platform/master-key.js';
import { PolicyBook } from './platform/policy-book.js';
import { CALENDAR, CONFIG, LOGGER } from './platform/tokens.js';
import type { Process } from './processes/process.js';
import { Databases } from './projections/databases.js';
import { ProcessRunner } from './projections/process-runner.js';
import type { Projection } from './projections/projection.js';
import { Projector } from './projections/projector.js';
import { Vault } from './vault/vault.js';

export interface CoreOptions {
  readonly config: Config;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly projections: readonly Projection[];
  readonly processes: readonly Process[];
  /** Without one: the policies the product ships with. */
  readonly policies?: PolicyBook;
  /** Throw the read models and snapshots away first. */
  readonly rebuild?: boolean;
}

/** Event store, databases, vault, keys, clock, and the loops over the store: one of each. */
@Global()
@Module({})
export class CoreModule implements OnApplicationShutdown {
  constructor(
    @Inject(Projector) private readonly projector: Projector,
    @Inject(ProcessRunner) private readonly processes: ProcessRunner,
    @Inject(EventStore) private readonly store: EventStore,
    @Inject(Databases) private readonly databases: Databases,
    @Inject(Vault) private readonly vault: Vault,
    @Inject(Snapshots) private readonly snapshots: Snapshots,
  ) {}

  /** In order: nobody reads any more, then the store, then the files. */
  async onApplicationShutdown(): Promise<void> {
    await Promise.all([this.processes.stop(), this.projector.stop()]);
    await this.store.close();
    this.databases.close();
    this.snapshots.close();
    this.vault.close();
  }

  static async create(options: CoreOptions): Promise<DynamicModule> {
    const { config, clock, logger, projections, processes } = options;
    prepareDataFolder(config);
    // The ledger first: its lock is what refuses a second process on the same folder.
    const store = await openEventStore(config, logger);
    const databases = new Databases(config.dataDir, options.rebuild ? 'rebuild' : 'own');
    const masterKey = MasterKey.load(config);
    const vault = openVault(config, masterKey);
    const snapshots = new SnapshotFile(config.dataDir, {
      anew: options.rebuild ?? false,
      onTrouble: (error) => logger.warn({ err: error }, 'snapshots.db is not used'),
    });
    const projector = new Projector(store, databases.read, projections);
    return {
      module: CoreModule,
      imports: [CqrsModule.forRoot()],
      providers: [
        { provide: CONFIG, useValue: config },
        { provide: LOGGER, useValue: logger },
        {
          provide: CALENDAR,
          useValue: loadCalendar(
            config.dataDir ? join(config.dataDir, 'calendar') : undefined,
          ) satisfies WorkingDayCalendar,
        },
        { provide: Clock, useValue: clock },
        { provide: PolicyBook, useValue: options.policies ?? new PolicyBook() },
        { provide: MasterKey, useValue: masterKey },
        { provide: EventStore, useValue: store },
        { provide: Databases, useValue: databases },
        { provide: Vault, useValue: vault },
        { provide: SnapshotFile, useValue: snapshots },
        { provide: Snapshots, useExisting: SnapshotFile },
        { provide: Projector, useValue: projector },
        Dispatcher,
        DeciderExecutor,
        {
          provide: ProcessRunner,
          inject: [Dispatcher],
          useFactory: (dispatcher: Dispatcher) =>
            new ProcessRunner(store, databases.work, processes, (c) => dispatcher.dispatch(c)),
        },
      ],
      exports: [
        CqrsModule,
        CONFIG,
        LOGGER,
        CALENDAR,
        Clock,
        PolicyBook,
        MasterKey,
        EventStore,
        Databases,
        Vault,
        SnapshotFile,
        Snapshots,
        Projector,
        ProcessRunner,
        Dispatcher,
        DeciderExecutor,
      ],
    };
  }
}

function openVault({ dataDir }: Config, masterKey: MasterKey): Vault {
  const vault = new Vault(dataDir, masterKey);
  vault.requireItsKey();
  return vault;
}

async function openEventStore(config: Config, logger: Logger): Promise<EventStore> {
  const codec = new EventCodec();
  if (config.eventStore === 'esdb' && config.eventStoreUrl) {
    const { EsdbEventStore } = await import('./event-store/esdb/esdb-event-store.js');
    return EsdbEventStore.connect(config.eventStoreUrl, codec, {
      onTrouble: ({ message }) => logger.warn({ store: 'esdb' }, message),
    });
  }
  const path = config.dataDir ? join(config.dataDir, 'ledger.db') : ':memory:';
  return new SqliteEventStore(path, codec);
}
