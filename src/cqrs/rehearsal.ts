import type { EventStore } from '../event-store/event-store.js';
import { type Decider, streamName } from '../kernel/decider.js';
import type { Command, DomainEvent } from '../kernel/message.js';

interface Rehearsed {
  state: unknown;
  readonly commandIds: Set<string>;
}

/**
 * A dry run: the same deciders on the same history, and nothing is appended. What one command of a
 * rehearsal would have written, the next one sees.
 */
export class Rehearsal {
  readonly #streams = new Map<string, Promise<Rehearsed>>();

  constructor(private readonly store: EventStore) {}

  /**
   * @returns 'done' when the real run would write events, 'repeated' when it was done before
   * @throws Rejection as the real run would
   */
  async execute<C extends Command, S, E extends DomainEvent>(
    decider: Decider<C, S, E>,
    command: C,
  ): Promise<'done' | 'repeated'> {
    const stream = streamName(decider.category, decider.streamId(command));
    let loading = this.#streams.get(stream);
    if (!loading) {
      loading = this.#load(decider, stream);
      this.#streams.set(stream, loading);
    }
    const rehearsed = await loading;
    const { commandId } = command.meta;
    if (rehearsed.commandIds.has(commandId)) return 'repeated';
    const events = decider.decide(command, rehearsed.state as S);
    for (const event of events) rehearsed.state = decider.evolve(rehearsed.state as S, event);
    rehearsed.commandIds.add(commandId);
    return events.length > 0 ? 'done' : 'repeated';
  }

  async #load<C extends Command, S, E extends DomainEvent>(
    decider: Decider<C, S, E>,
    stream: string,
  ): Promise<Rehearsed> {
    let state = decider.initialState();
    const commandIds = new Set<string>();
    for await (const page of this.store.readStream(stream)) {
      for (const event of page) {
        state = decider.evolve(state, event as unknown as E);
        commandIds.add(event.meta.commandId);
      }
    }
    return { state, commandIds };
  }
}
