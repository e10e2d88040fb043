import type { Command, DomainEvent } from './message.js';
import type { Recall } from './recall.js';

/**
 * The shape of all decision logic: pure, no clock, no randomness, no I/O.
 *
 * `decide` looks and answers with facts, or throws a Rejection before any fact. A repeat that has
 * nothing left to do answers with no events. `evolve` owns the state it is given and may change it
 * in place (a fold over 100 000 events must not copy 100 000 times); `decide` must not.
 */
export interface Decider<C extends Command, State, E extends DomainEvent> {
  /** Stream category: camelCase, no hyphen (stores split names at the first hyphen). */
  readonly category: string;
  /** The id part of the stream this command speaks to. */
  readonly streamId: (command: C) => string;
  readonly initialState: () => State;
  readonly decide: (command: C, state: State) => readonly E[];
  readonly evolve: (state: State, event: E) => State;
  /** Of streams that grow long: their fold is put away, so that a start need not repeat it. */
  readonly snapshot?: SnapshotTerms<State>;
}

export interface SnapshotTerms<State> {
  /** Raised with every change of the fold or of the state's shape: what was put away is dropped. */
  readonly version: number;
  /** Members kept key by key; all others are put away whole, so they must stay small. */
  readonly byKey: readonly RecallsOf<State>[];
}

type RecallsOf<State> = {
  [Name in keyof State & string]: State[Name] extends Recall<unknown> ? Name : never;
}[keyof State & string];

export function streamName(category: string, id: string): string {
  return `${category}-${id}`;
}

/** The category of a stream name: everything before the first hyphen. */
export function categoryOf(stream: string): string {
  const hyphen = stream.indexOf('-');
  return hyphen < 0 ? stream : stream.slice(0, hyphen);
}

/** The id part of a stream name: everything after the first hyphen. */
export function idOf(stream: string): string {
  return stream.slice(stream.indexOf('-') + 1);
}

export function fold<State, E extends DomainEvent>(
  decider: Pick<Decider<never, State, E>, 'initialState' | 'evolve'>,
  events: Iterable<E>,
): State {
  let state = decider.initialState();
  for (const event of events) state = decider.evolve(state, event);
  return state;
}
