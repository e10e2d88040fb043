import { freeze } from '../cqrs/frozen-state.js';
import {
  COMMANDS,
  digestOf,
  type SnapshotRow,
  type SnapshotTables,
} from '../cqrs/snapshot-tables.js';
import type { CommandRecord } from '../cqrs/stream-cache.js';
import type { EventStore } from '../event-store/event-store.js';
import { canonicalJson } from '../kernel/canonical-json.js';
import { categoryOf, type Decider, type SnapshotTerms } from '../kernel/decider.js';
import type { DomainEvent, Recorded } from '../kernel/message.js';
import type { Finding } from './finding.js';

/** A decider, as far as folding goes, whatever its state and events are. */
export type Fold = Pick<Decider<never, unknown, never>, 'category' | 'initialState'> & {
  readonly evolve: (state: never, event: never) => unknown;
  readonly snapshot?: Pick<SnapshotTerms<never>, 'version'> & { readonly byKey: readonly string[] };
};

export interface SnapshotSources {
  /** Absent when the file could not be used. */
  readonly tables: SnapshotTables | undefined;
  readonly folds: readonly Fold[];
}

/**
 * Every snapshot that would be used, against a fold of its stream from the start. One that is of
 * another code or another ledger is no finding: it is dropped when it is next asked for.
 */
export async function snapshotFindings(
  { tables, folds }: SnapshotSources,
  store: EventStore,
): Promise<readonly Finding[]> {
  if (!tables) return [];
  const findings: Finding[] = [];
  for (const stream of tables.streams()) {
    const fold = folds.find(({ category }) => category === categoryOf(stream));
    const row = tables.row(stream);
    if (!fold?.snapshot || !row || row.version !== fold.snapshot.version) continue;
    const folded = row.digest === digestOf(row) ? await refold(fold, row, store) : undefined;
    for (const member of folded ? differing(folded, row, tables) : []) {
      findings.push({
        ...{ code: 'snapshots/differs', where: `${stream}#${row.revision}` },
        detail: member,
      });
    }
  }
  return findings;
}

interface Folded {
  readonly rest: string;
  readonly members: ReadonlyMap<string, ReadonlyMap<string, unknown>>;
}

/** Undefined when the ledger does not have the event that the snapshot ends with. */
async function refold(
  fold: Fold,
  { stream, revision, mark }: SnapshotRow,
  store: EventStore,
): Promise<Folded | undefined> {
  const commands = new Map<string, CommandRecord>();
  let state = fold.initialState();
  let last: Recorded | undefined;
  for await (const page of store.readStream(stream, { limit: revision + 1 })) {
    for (const event of page) {
      state = fold.evolve(state as never, event as DomainEvent as never);
      note(commands, event);
      last = event;
    }
  }
  if (last?.revision !== revision || last.meta.nonce !== mark) return undefined;
  const byKey = fold.snapshot?.byKey ?? [];
  const members = byKey.map(
    (name) => [name, Reflect.get(state as object, name) as Map<string, unknown>] as const,
  );
  return {
    rest: freeze(state as object, byKey),
    members: new Map([...members, [COMMANDS, commands]]),
  };
}

function note(commands: Map<string, CommandRecord>, { meta, revision, position }: Recorded): void {
  const { commandId, inputHash } = meta;
  const first = commands.get(commandId)?.first ?? revision;
  commands.set(commandId, { inputHash, first, revision, position });
}

/** Names of what is not as it was folded. */
function differing({ rest, members }: Folded, row: SnapshotRow, tables: SnapshotTables): string[] {
  const counts = new Map(tables.members(row.id).map(({ member, entries }) => [member, entries]));
  const wrong = [...members].filter(([member, folded]) => {
    if ((counts.get(member) ?? 0) !== folded.size) return true;
    return [...folded].some(
      ([key, value]) => tables.value(row.id, member, key) !== JSON.stringify(value),
    );
  });
  const same = canonicalJson(JSON.parse(rest)) === canonicalJson(JSON.parse(row.state));
  return [...(same ? [] : ['state']), ...wrong.map(([member]) => member)];
}
