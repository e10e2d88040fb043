import type { CommandMeta } from '../../../kernel/message.js';
import type { DrawAnnounced } from './inspection.events.js';

export class AnnounceDraw {
  readonly type = 'AnnounceDraw';
  constructor(
    readonly data: DrawAnnounced['data'],
    readonly meta: CommandMeta,
  ) {}
}

/** By the log's first checkpoint over the announcement. */
export class DrawSample {
  readonly type = 'DrawSample';
  constructor(
    readonly data: {
      readonly inspectionId: string;
      readonly checkpoint: { readonly size: number; readonly root: string };
      readonly populationHash: string;
      readonly recordIds: readonly string[];
    },
    readonly meta: CommandMeta,
  ) {}
}

export type InspectionCommand = AnnounceDraw | DrawSample;
