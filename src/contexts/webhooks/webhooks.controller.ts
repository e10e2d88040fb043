import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Param,
  ParseUUIDPipe,
  Post,
  Query,
} from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Dispatcher } from '../../cqrs/dispatcher.js';
import { Permit, Who } from '../../http/auth.guard.js';
import { type Page, pageOf } from '../../http/page.js';
import type { Principal } from '../../http/principal.js';
import { Meta } from '../../http/request-meta.js';
import { Written } from '../../http/written.js';
import type { CommandMeta } from '../../kernel/message.js';
import type { Outcome } from './delivery/courier.js';
import { ResumeEndpoint } from './domain/endpoint.commands.js';
import { EndpointDesk, type EndpointView, type NewEndpoint } from './endpoint-desk.handlers.js';
import { RegisterEndpointDto } from './webhooks.dto.js';
import { WebhooksQueries } from './webhooks.queries.js';

@ApiTags('webhooks')
@Controller('api/v1/organisations/:organisationId/webhooks')
export class WebhooksController {
  constructor(
    private readonly dispatcher: Dispatcher,
    private readonly desk: EndpointDesk,
    private readonly queries: WebhooksQueries,
  ) {}

  /** The only answer that ever holds the secret; the same key gives the same secret again. */
  @Post()
  @Permit('webhooks.manage')
  async register(
    @Param('organisationId', ParseUUIDPipe) organisationId: string,
    @Body() body: RegisterEndpointDto,
    @Who() who: Principal,
    @Meta() meta: CommandMeta,
  ): Promise<Written<NewEndpoint>> {
    this.#require(who, organisationId);
    const { receipt, created } = await this.desk.register(organisationId, body, meta);
    return new Written(receipt, created, true);
  }

  @Get()
  @Permit('webhooks.manage')
  list(
    @Param('organisationId', ParseUUIDPipe) organisationId: string,
    @Who() who: Principal,
    @Query('after') after?: string,
  ): Page<EndpointView> {
    this.#require(who, organisationId);
    const rows = this.queries.endpoints(organisationId, after);
    return pageOf(
      rows.map((row) => this.desk.viewOf(row)),
      ({ endpointId }) => endpointId,
    );
  }

  @Delete(':endpointId')
  @Permit('webhooks.manage')
  async remove(
    @Param('organisationId', ParseUUIDPipe) organisationId: string,
    @Param('endpointId', ParseUUIDPipe) endpointId: string,
    @Who() who: Principal,
    @Meta() meta: CommandMeta,
  ): Promise<Written<{ endpointId: string }>> {
    this.#require(who, organisationId);
    const receipt = await this.desk.remove(organisationId, endpointId, meta);
    return new Written(receipt, { endpointId });
  }

  /** Sends a `webhooks.Test` message at once and tells how that went. */
  @Post(':endpointId/test')
  @HttpCode(200)
  @Permit('webhooks.manage')
  test(
    @Param('organisationId', ParseUUIDPipe) organisationId: string,
    @Param('endpointId', ParseUUIDPipe) endpointId: string,
    @Who() who: Principal,
    @Meta() meta: CommandMeta,
  ): Promise<Outcome> {
    this.#require(who, organisationId);
    return this.desk.test(this.queries.endpoint(organisationId, endpointId), meta);
  }

  /** After a suspension: everything that waits is sent, the oldest first. */
  @Post(':endpointId/resume')
  @Permit('webhooks.manage')
  async resume(
    @Param('organisationId', ParseUUIDPipe) organisationId: string,
    @Param('endpointId', ParseUUIDPipe) endpointId: string,
    @Who() who: Principal,
    @Meta() meta: CommandMeta,
  ): Promise<Written<{ endpointId: string }>> {
    this.#require(who, organisationId);
    const command = new ResumeEndpoint({ organisationId, endpointId }, meta);
    return new Written(await this.dispatcher.dispatch(command), { endpointId });
  }

  #require(who: Principal, organisationId: string): void {
    who.require('webhooks.manage', this.queries.organisation(organisationId));
  }
}
