import type { CommandMeta } from '../../../kernel/message.js';
import type {
  BatchCompleted,
  BatchItemRefused,
  BatchResumed,
  BatchStarted,
  BatchStopped,
} from './batch.events.js';

export class StartBatch {
  readonly type = 'StartBatch';
  constructor(
    readonly data: BatchStarted['data'],
    readonly meta: CommandMeta,
  ) {}
}

export class RefuseItem {
  readonly type = 'RefuseItem';
  constructor(
    readonly data: BatchItemRefused['data'],
    readonly meta: CommandMeta,
  ) {}
}

export class StopBatch {
  readonly type = 'StopBatch';
  constructor(
    readonly data: BatchStopped['data'],
    readonly meta: CommandMeta,
  ) {}
}

export class ResumeBatch {
  readonly type = 'ResumeBatch';
  constructor(
    readonly data: BatchResumed['data'],
    readonly meta: CommandMeta,
  ) {}
}

export class CompleteBatch {
  readonly type = 'CompleteBatch';
  constructor(
    readonly data: BatchCompleted['data'],
    readonly meta: CommandMeta,
  ) {}
}

export type BatchCommand = StartBatch | RefuseItem | StopBatch | ResumeBatch | CompleteBatch;
