import { Injectable } from '@nestjs/common';
import { DeciderExecutor, type Receipt } from '../../cqrs/decider-executor.js';
import { Dispatcher } from '../../cqrs/dispatcher.js';
import type { CommandMeta } from '../../kernel/message.js';
import { Rejection } from '../../kernel/rejection.js';
import { deriveId } from '../../platform/ids.js';
import { AddressGuard, AddressRefused } from './delivery/address-guard.js';
import { Courier, type Outcome } from './delivery/courier.js';
import { type DeliveryState, Outbox } from './delivery/outbox.js';
import { Targets } from './delivery/targets.js';
import { messageId } from './delivery/webhook-sender.js';
import { bodyOf } from './domain/deliverable.policy.js';
import { RegisterEndpoint, RemoveEndpoint } from './domain/endpoint.commands.js';
import { endpoint } from './domain/endpoint.decider.js';
import type { RegisterEndpointDto } from './webhooks.dto.js';
import { type EndpointRow, WebhooksQueries } from './webhooks.queries.js';

export interface EndpointView extends EndpointRow {
  readonly status: 'active' | 'suspended';
  /** Without its path, which may carry a key. */
  readonly host: string | null;
  readonly delivery: DeliveryState;
}

export interface NewEndpoint {
  readonly endpointId: string;
  /** Null when it was removed meanwhile. */
  readonly secret: string | null;
}

/** What a manager does with endpoints: rules decide, the vault keeps where and with what secret. */
@Injectable()
export class EndpointDesk {
  constructor(
    private readonly dispatcher: Dispatcher,
    private readonly executor: DeciderExecutor,
    private readonly queries: WebhooksQueries,
    private readonly targets: Targets,
    private readonly guard: AddressGuard,
    private readonly courier: Courier,
    private readonly outbox: Outbox,
  ) {}

  /**
   * Address first, then the fact: who follows the ledger finds where to send. A repeat of the request
   * is answered with the same secret.
   *
   * @throws Rejection `webhooks/url-…`, `webhooks/host-unknown`, `webhooks/address-not-public`, and
   *   those of RegisterEndpoint
   */
  async register(
    organisationId: string,
    { url, eventTypes }: RegisterEndpointDto,
    meta: CommandMeta,
  ): Promise<{ receipt: Receipt; created: NewEndpoint }> {
    const endpointId = deriveId(meta.commandId, 'webhook');
    const whose = { organisationId, endpointId };
    const { state } = await this.executor.load(endpoint, endpointId);
    const isNew = state.status === 'none';
    if (isNew) {
      await this.#checkAddress(url);
      this.targets.keep(whose, url);
    }
    const registered = this.queries.count(organisationId);
    const command = new RegisterEndpoint({ ...whose, eventTypes, registered }, meta);
    const receipt = await this.dispatcher.dispatch(command).catch((error: unknown) => {
      if (isNew && error instanceof Rejection) this.targets.forget(whose);
      throw error;
    });
    const secret = this.targets.find(whose)?.secret ?? null;
    return { receipt, created: { endpointId, secret } };
  }

  async remove(organisationId: string, endpointId: string, meta: CommandMeta): Promise<Receipt> {
    const whose = { organisationId, endpointId };
    const receipt = await this.dispatcher.dispatch(new RemoveEndpoint(whose, meta));
    this.targets.forget(whose);
    return receipt;
  }

  /** One message now, past the queue; also to an endpoint that is suspended. */
  test({ organisationId, endpointId }: EndpointRow, meta: CommandMeta): Promise<Outcome> {
    const id = messageId(meta.commandId, endpointId);
    const body = bodyOf('webhooks.Test', meta.at, { organisationId, endpointId });
    return this.courier.carry({ organisationId, endpointId, id, body });
  }

  viewOf(row: EndpointRow): EndpointView {
    const url = this.targets.find(row)?.url;
    return {
      ...row,
      status: row.suspendedAt === null ? 'active' : 'suspended',
      host: url === undefined ? null : new URL(url).origin,
      delivery: this.outbox.stateOf(row.endpointId),
    };
  }

  async #checkAddress(text: string): Promise<void> {
    const url = this.guard.urlOf(text);
    try {
      await this.guard.addressesOf(url);
    } catch (error) {
      if (!(error instanceof AddressRefused)) throw error;
      throw new Rejection(`webhooks/${error.why}`, {}, { cause: error });
    }
  }
}
