import {
  Module,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
  type OnModuleDestroy,
  Optional,
} from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { mkdirSync } from 'node:fs';
import type { Server } from 'node:http';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { EventStore } from '../event-store/event-store.js';
import { HealthSigns } from '../http/health-signs.js';
import { Clock } from '../platform/clock.js';
import type { Config } from '../platform/config.js';
import { MasterKey } from '../platform/master-key.js';
import { CONFIG, LOGGER } from '../platform/tokens.js';
import { CheckpointBook } from './checkpoint-book.js';
import { LogFollower } from './log-follower.js';
import { LogKeys } from './log-keys.js';
import { LogTree } from './log-tree.js';
import { LogController } from './log.controller.js';
import { TransparencyLog } from './transparency-log.js';
import { readWitnesses } from './witness-list.js';
import { WitnessPush } from './witness-push.js';

/** The transparency log: a Merkle tree over the ledger, signed and published. */
@Module({
  controllers: [LogController],
  providers: [
    { provide: LogTree, inject: [CONFIG], useFactory: (c: Config) => new LogTree(folderOf(c)) },
    {
      provide: CheckpointBook,
      inject: [CONFIG],
      useFactory: (config: Config) => new CheckpointBook(folderOf(config)),
    },
    {
      provide: LogKeys,
      inject: [CONFIG, MasterKey],
      useFactory: ({ dataDir }: Config, masterKey: MasterKey) => new LogKeys(dataDir, masterKey),
    },
    {
      provide: LogFollower,
      inject: [EventStore, LogTree, CheckpointBook, LogKeys, Clock, CONFIG],
      useFactory: follower,
    },
    {
      provide: WitnessPush,
      inject: [LogTree, CheckpointBook, LOGGER, CONFIG],
      useFactory: witnessPush,
    },
    {
      provide: TransparencyLog,
      inject: [EventStore, LogTree, CheckpointBook, LogKeys, LogFollower, WitnessPush],
      useFactory: log,
    },
  ],
  exports: [TransparencyLog, LogTree, CheckpointBook, LogKeys],
})
export class LogModule implements OnApplicationBootstrap, OnModuleDestroy, OnApplicationShutdown {
  constructor(
    private readonly host: HttpAdapterHost,
    private readonly follower: LogFollower,
    private readonly push: WitnessPush,
    private readonly log: TransparencyLog,
    private readonly tree: LogTree,
    private readonly book: CheckpointBook,
    private readonly clock: Clock,
    @Optional() private readonly signs?: HealthSigns,
  ) {}

  /**
   * Only a service that listens signs: a command that looks into a copy of the data folder must not
   * say anything in the name of the log.
   */
  onApplicationBootstrap(): void {
    this.signs?.add('log', () => this.#sign());
    const server = this.host.httpAdapter?.getHttpServer() as Server | undefined;
    server?.once('listening', () => {
      this.follower.start(() => this.push.push());
      this.push.push();
    });
  }

  async onModuleDestroy(): Promise<void> {
    await Promise.all([this.follower.stop(), this.push.stop()]);
  }

  onApplicationShutdown(): void {
    this.tree.close();
    this.book.close();
  }

  async #sign() {
    const { size, signedAt, failure, witnesses } = this.log.state();
    const lagSeconds = await this.log.lagSeconds(this.clock.now());
    const troubled = witnesses.filter(({ trouble }) => trouble !== null);
    const trouble = troubled.map((w) => `${w.name}: ${w.trouble}`).join('; ') || null;
    return { failing: failure !== null, size, signedAt, lagSeconds, failure, witnesses: trouble };
  }
}

function folderOf({ dataDir }: Config): string | null {
  if (dataDir === null) return null;
  const folder = join(dataDir, 'log');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return folder;
}

/** The address without its scheme (C2SP tlog-tiles), unless the operator has chosen a name. */
function originOf({ logOrigin, publicUrl }: Config): string {
  return logOrigin ?? `${publicUrl.replace(/^https?:\/\//, '').replaceAll('+', '%2B')}/log`;
}

function follower(
  ...[store, tree, book, keys, clock, config]: [
    EventStore,
    LogTree,
    CheckpointBook,
    LogKeys,
    Clock,
    Config,
  ]
): LogFollower {
  return new LogFollower({ store, tree, book, keys, clock, origin: originOf(config) });
}

function log(
  ...[store, tree, book, keys, follower, push]: [
    EventStore,
    LogTree,
    CheckpointBook,
    LogKeys,
    LogFollower,
    WitnessPush,
  ]
): TransparencyLog {
  return new TransparencyLog({ store, tree, book, keys, follower, push });
}

function witnessPush(
  ...[tree, book, logger, { dataDir }]: [LogTree, CheckpointBook, Logger, Config]
): WitnessPush {
  return new WitnessPush({ tree, book, logger }, readWitnesses(dataDir));
}
