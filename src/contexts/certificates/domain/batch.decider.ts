import type { Decider } from '../../../kernel/decider.js';
import { unreachable } from '../../../kernel/rejection.js';
import type { BatchCommand, RefuseItem } from './batch.commands.js';
import type { BatchEvent, BatchStarted } from './batch.events.js';
import { reject } from './certificates.rejections.js';

export const BATCH_MAX = 1000;

export interface Batch {
  status: 'none' | 'running' | 'stopped' | 'completed';
  /** What was asked, from the start on. */
  asked: BatchStarted['data'] | undefined;
  readonly refused: Set<string>;
}

/** The life of one batch. What comes too late of its own work is quiet; people are told. */
export const certificateBatch: Decider<BatchCommand, Batch, BatchEvent> = {
  category: 'certificateBatch',
  streamId: ({ data }) => data.batchId,
  initialState: () => ({ status: 'none', asked: undefined, refused: new Set() }),
  decide(command, state) {
    if (command.type === 'StartBatch') return start(command.data, state.status);
    if (state.status === 'none') reject('certificates/batch-unknown');
    switch (command.type) {
      case 'RefuseItem':
        return refuseItem(command.data, state);
      case 'CompleteBatch':
        if (state.status !== 'running') return [];
        return [{ type: 'certificates.BatchCompleted', data: command.data }];
      case 'StopBatch':
        requireStatus('running', state, 'certificates/batch-not-running');
        return [{ type: 'certificates.BatchStopped', data: command.data }];
      case 'ResumeBatch':
        requireStatus('stopped', state, 'certificates/batch-not-stopped');
        return [{ type: 'certificates.BatchResumed', data: command.data }];
      default:
        return unreachable(command);
    }
  },
  evolve(state, event) {
    switch (event.type) {
      case 'certificates.BatchStarted':
        state.asked = event.data;
        state.status = 'running';
        return state;
      case 'certificates.BatchItemRefused':
        state.refused.add(event.data.volunteerId);
        return state;
      case 'certificates.BatchStopped':
        state.status = 'stopped';
        return state;
      case 'certificates.BatchResumed':
        state.status = 'running';
        return state;
      case 'certificates.BatchCompleted':
        state.status = 'completed';
        return state;
      default:
        return state;
    }
  },
};

function start(data: BatchStarted['data'], status: Batch['status']): BatchEvent[] {
  if (status !== 'none') reject('certificates/batch-exists');
  if (data.to < data.from) reject('certificates/period-backwards');
  const volunteerIds = [...new Set(data.volunteerIds)];
  if (volunteerIds.length === 0) reject('certificates/batch-empty');
  if (volunteerIds.length > BATCH_MAX) reject('certificates/batch-too-large', { max: BATCH_MAX });
  return [{ type: 'certificates.BatchStarted', data: { ...data, volunteerIds } }];
}

function refuseItem(data: RefuseItem['data'], { status, refused }: Batch): BatchEvent[] {
  if (status !== 'running' || refused.has(data.volunteerId)) return [];
  return [{ type: 'certificates.BatchItemRefused', data }];
}

function requireStatus(
  wanted: Batch['status'],
  { status }: Batch,
  code: 'certificates/batch-not-running' | 'certificates/batch-not-stopped',
): void {
  if (status !== wanted) reject(code, { status });
}
