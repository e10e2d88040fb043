import type { CommandMeta } from '../../../kernel/message.js';

export class OpenStation {
  readonly type = 'OpenStation';
  constructor(
    readonly data: {
      readonly stationId: string;
      readonly organisationId: string;
      readonly kind: 'station' | 'point';
      readonly name: string;
      readonly divisionCode: string;
      readonly address: string;
    },
    readonly meta: CommandMeta,
  ) {}
}

export class CloseStation {
  readonly type = 'CloseStation';
  constructor(
    readonly data: { readonly stationId: string },
    readonly meta: CommandMeta,
  ) {}
}

export type StationCommand = OpenStation | CloseStation;
