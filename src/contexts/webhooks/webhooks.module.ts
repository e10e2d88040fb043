import { Module, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { Server } from 'node:http';
import { commandHandlers } from '../../cqrs/command-handlers.js';
import { Clock } from '../../platform/clock.js';
import { AddressGuard, NameResolver, SystemNameResolver } from './delivery/address-guard.js';
import { Courier } from './delivery/courier.js';
import { OutboxFollower } from './delivery/outbox-follower.js';
import { Outbox } from './delivery/outbox.js';
import { Targets } from './delivery/targets.js';
import { WebhookSender } from './delivery/webhook-sender.js';
import {
  RegisterEndpoint,
  RemoveEndpoint,
  ResumeEndpoint,
  SuspendEndpoint,
} from './domain/endpoint.commands.js';
import { endpoint } from './domain/endpoint.decider.js';
import { EndpointDesk } from './endpoint-desk.handlers.js';
import { WebhooksController } from './webhooks.controller.js';
import { WebhooksQueries } from './webhooks.queries.js';

@Module({
  controllers: [WebhooksController],
  providers: [
    WebhooksQueries,
    EndpointDesk,
    Targets,
    Outbox,
    OutboxFollower,
    WebhookSender,
    AddressGuard,
    { provide: NameResolver, useClass: SystemNameResolver },
    {
      provide: Courier,
      inject: [AddressGuard, Targets, Clock],
      useFactory: (guard: AddressGuard, targets: Targets, clock: Clock) =>
        new Courier(guard, targets, clock),
    },
    ...commandHandlers(endpoint, [
      RegisterEndpoint,
      RemoveEndpoint,
      SuspendEndpoint,
      ResumeEndpoint,
    ]),
  ],
})
export class WebhooksModule implements OnApplicationBootstrap, OnModuleDestroy {
  constructor(
    private readonly host: HttpAdapterHost,
    private readonly follower: OutboxFollower,
    private readonly sender: WebhookSender,
  ) {}

  /**
   * Only a service that listens tells anybody anything: a command that looks into a copy of the data
   * folder must not send what the real one sends.
   */
  onApplicationBootstrap(): void {
    const server = this.host.httpAdapter?.getHttpServer() as Server | undefined;
    server?.once('listening', () => {
      this.follower.start(() => this.sender.wake());
      this.sender.wake();
    });
  }

  async onModuleDestroy(): Promise<void> {
    await this.follower.stop();
    await this.sender.stop();
  }
}
