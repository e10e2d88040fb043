import type { Decider } from '../../../kernel/decider.js';
import { unreachable } from '../../../kernel/rejection.js';
import type { ImportJobCommand } from './import-job.commands.js';
import type { ImportJobEvent } from './import-job.events.js';

export interface ImportJob {
  /** 0 before the first one. */
  readonly run: number;
  readonly running: boolean;
}

/** The life of one file: started and completed, once per run. What comes too late is quiet. */
export const importJob: Decider<ImportJobCommand, ImportJob, ImportJobEvent> = {
  category: 'import',
  streamId: ({ data }) => data.importId,
  initialState: () => ({ run: 0, running: false }),
  decide(command, { run, running }) {
    const current = running && command.data.run === run;
    switch (command.type) {
      case 'StartImport':
        if (running || command.data.run !== run + 1) return [];
        return [{ type: 'exchange.ImportStarted', data: command.data }];
      case 'RefuseRows':
        return current ? [{ type: 'exchange.RowsRefused', data: command.data }] : [];
      case 'CompleteImport':
        return current ? [{ type: 'exchange.ImportCompleted', data: command.data }] : [];
      default:
        return unreachable(command);
    }
  },
  evolve(state, event) {
    switch (event.type) {
      case 'exchange.ImportStarted':
        return { run: event.data.run, running: true };
      case 'exchange.ImportCompleted':
        return { ...state, running: false };
      default:
        return state;
    }
  },
};
