import type { CommandMeta } from '../../../kernel/message.js';
import type { SampleDrawn } from './inspection.events.js';

export class DrawSample {
  readonly type = 'DrawSample';
  constructor(
    readonly data: SampleDrawn['data'] & { readonly asked: number },
    readonly meta: CommandMeta,
  ) {}
}
