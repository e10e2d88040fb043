import type { CommandMeta } from '../../../kernel/message.js';

export class RegisterEndpoint {
  readonly type = 'RegisterEndpoint';
  constructor(
    readonly data: {
      readonly endpointId: string;
      readonly organisationId: string;
      readonly eventTypes: readonly string[];
      /** How many the organisation has; two at the same moment may pass the limit by one. */
      readonly registered: number;
    },
    readonly meta: CommandMeta,
  ) {}
}

export class RemoveEndpoint {
  readonly type = 'RemoveEndpoint';
  constructor(
    readonly data: { readonly endpointId: string; readonly organisationId: string },
    readonly meta: CommandMeta,
  ) {}
}

export class SuspendEndpoint {
  readonly type = 'SuspendEndpoint';
  constructor(
    readonly data: {
      readonly endpointId: string;
      readonly organisationId: string;
      readonly failure: string;
      readonly tries: number;
    },
    readonly meta: CommandMeta,
  ) {}
}

export class ResumeEndpoint {
  readonly type = 'ResumeEndpoint';
  constructor(
    readonly data: { readonly endpointId: string; readonly organisationId: string },
    readonly meta: CommandMeta,
  ) {}
}

export type EndpointCommand = RegisterEndpoint | RemoveEndpoint | SuspendEndpoint | ResumeEndpoint;
