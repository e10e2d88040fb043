import type { Decider } from '../../../kernel/decider.js';
import { unreachable } from '../../../kernel/rejection.js';
import { isDeliverable } from './deliverable.policy.js';
import type { EndpointCommand, RegisterEndpoint } from './endpoint.commands.js';
import type { EndpointEvent } from './endpoint.events.js';
import { reject } from './webhooks.rejections.js';

export const ENDPOINTS_MAX = 10;

export interface Endpoint {
  status: 'none' | 'active' | 'suspended' | 'removed';
  organisationId: string;
}

export const endpoint: Decider<EndpointCommand, Endpoint, EndpointEvent> = {
  category: 'webhook',
  streamId: ({ data }) => data.endpointId,
  initialState: () => ({ status: 'none', organisationId: '' }),
  decide(command, state) {
    if (command.type === 'RegisterEndpoint') return register(command.data, state);
    const known = state.status !== 'none' && state.organisationId === command.data.organisationId;
    // Of another organisation is as unknown as none: ids of others tell nothing.
    if (!known) reject('webhooks/endpoint-unknown');
    return change(command, state);
  },
  evolve(state, event) {
    switch (event.type) {
      case 'webhooks.EndpointRegistered':
        return { status: 'active', organisationId: event.data.organisationId };
      case 'webhooks.EndpointRemoved':
        return { ...state, status: 'removed' };
      case 'webhooks.EndpointSuspended':
        return { ...state, status: 'suspended' };
      case 'webhooks.EndpointResumed':
        return { ...state, status: 'active' };
      default:
        return state;
    }
  },
};

function register(data: RegisterEndpoint['data'], state: Endpoint): EndpointEvent[] {
  const { endpointId, organisationId, registered } = data;
  if (state.status !== 'none') reject('webhooks/already-registered');
  const eventTypes = [...new Set(data.eventTypes)];
  if (eventTypes.length === 0) reject('webhooks/no-event-types');
  const unknown = eventTypes.find((type) => !isDeliverable(type));
  if (unknown !== undefined) reject('webhooks/event-type-unknown', { eventType: unknown });
  if (registered >= ENDPOINTS_MAX) reject('webhooks/too-many-endpoints', { most: ENDPOINTS_MAX });
  return [
    { type: 'webhooks.EndpointRegistered', data: { endpointId, organisationId, eventTypes } },
  ];
}

function change(
  command: Exclude<EndpointCommand, RegisterEndpoint>,
  { status }: Endpoint,
): EndpointEvent[] {
  const { endpointId, organisationId } = command.data;
  switch (command.type) {
    case 'RemoveEndpoint':
      if (status === 'removed') return [];
      return [{ type: 'webhooks.EndpointRemoved', data: { endpointId, organisationId } }];
    case 'SuspendEndpoint':
      if (status !== 'active') return [];
      return [{ type: 'webhooks.EndpointSuspended', data: command.data }];
    case 'ResumeEndpoint':
      if (status === 'removed') reject('webhooks/endpoint-removed');
      if (status === 'active') return [];
      return [{ type: 'webhooks.EndpointResumed', data: { endpointId, organisationId } }];
    default:
      return unreachable(command);
  }
}
