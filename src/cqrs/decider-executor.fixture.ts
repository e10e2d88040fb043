import { EventCodec } from '../event-store/codec.js';
import {
  type Appended,
  EventStoreError,
  type ExpectedRevision,
  type NewEvent,
} from '../event-store/event-store.js';
import { SqliteEventStore } from '../event-store/sqlite/sqlite-event-store.js';
import { canonicalJson } from '../kernel/canonical-json.js';
import type { Decider } from '../kernel/decider.js';
import {
  type Command,
  type CommandMeta,
  type DomainEvent,
  type Recorded,
  SYSTEM_ACTOR,
} from '../kernel/message.js';
import { Rejection } from '../kernel/rejection.js';
import { sha256Hex } from '../platform/ids.js';
import { DeciderExecutor } from './decider-executor.js';

type Pour = Command<'Pour', { readonly pot: string; readonly cups: number }>;
type Poured = DomainEvent<'tea.Poured', { readonly cups: number }>;
interface Pot {
  cups: number;
}

export const CUPS_MAX = 1_000;

/** A pot that holds so many cups; pouring none is quiet, pouring too many is refused. */
export const pot: Decider<Pour, Pot, Poured> = {
  category: 'pot',
  streamId: ({ data }) => data.pot,
  initialState: () => ({ cups: 0 }),
  decide: ({ data: { cups } }, state) => {
    if (cups === 0) return [];
    if (state.cups + cups > CUPS_MAX) throw new Rejection('tea/pot-full', { cups: state.cups });
    const poured = { type: 'tea.Poured', data: { cups: 1 }, policies: { tea: '2026-1' } } as const;
    return Array.from({ length: cups }, () => poured);
  },
  evolve: (state, { data }) => {
    state.cups += data.cups;
    return state;
  },
};

let ids = 0;
export function pour(cups: number, meta: Partial<CommandMeta> = {}): Pour {
  ids += 1;
  const data = { pot: '1', cups };
  return {
    type: 'Pour',
    data,
    meta: {
      commandId: `command-${ids}`,
      inputHash: sha256Hex(canonicalJson(data)),
      correlationId: 'c',
      actor: SYSTEM_ACTOR,
      channel: 'api',
      at: '2026-02-15T02:25:00.000Z',
      ...meta,
    },
  };
}

/** The real store with a line that can break: before the append, or after it and before the answer. */
class UnreliableStore extends SqliteEventStore {
  readonly breaks: ('before' | 'after')[] = [];
  appends = 0;

  override async append(
    stream: string,
    expected: ExpectedRevision,
    events: readonly NewEvent[],
  ): Promise<Appended> {
    this.appends += 1;
    const broken = this.breaks.shift();
    if (broken !== 'before') {
      const appended = await super.append(stream, expected, events);
      if (broken === undefined) return appended;
    }
    throw new EventStoreError('unknown-outcome', 'the line broke');
  }
}

export let store: UnreliableStore;
export let executor: DeciderExecutor;

/** An empty store and an executor on it for every test of the file. */
export function stageExecutor(): void {
  beforeEach(() => {
    store = new UnreliableStore(':memory:', new EventCodec());
    executor = new DeciderExecutor(store);
  });
  afterEach(() => store.close());
}

/** All that was ever poured. */
export async function recorded(): Promise<Recorded[]> {
  const events: Recorded[] = [];
  for await (const page of store.readStream('pot-1')) events.push(...page);
  return events;
}
