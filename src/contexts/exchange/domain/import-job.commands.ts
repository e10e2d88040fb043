import type { CommandMeta } from '../../../kernel/message.js';
import type { ImportCompleted, ImportStarted, RowsRefused } from './import-job.events.js';

export class StartImport {
  readonly type = 'StartImport';
  constructor(
    readonly data: ImportStarted['data'],
    readonly meta: CommandMeta,
  ) {}
}

export class RefuseRows {
  readonly type = 'RefuseRows';
  constructor(
    readonly data: RowsRefused['data'],
    readonly meta: CommandMeta,
  ) {}
}

export class CompleteImport {
  readonly type = 'CompleteImport';
  constructor(
    readonly data: ImportCompleted['data'],
    readonly meta: CommandMeta,
  ) {}
}

export type ImportJobCommand = StartImport | RefuseRows | CompleteImport;
