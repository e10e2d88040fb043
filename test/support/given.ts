import { type Decider, fold } from '../../src/kernel/decider.js';
import type { Command, CommandMeta, DomainEvent } from '../../src/kernel/message.js';
import { Rejection } from '../../src/kernel/rejection.js';

/**
 * Given, when, then, for every decider:
 *
 *     given(station, [opened]).when(new CloseStation({ stationId }, aMeta())).then([closed]);
 *     given(station).when(new CloseStation({ stationId }, aMeta())).thenRefuses('stations/unknown');
 *     given(station, [opened, closed]).when(close).thenNothing();
 *
 * Whole events are compared, never state: events are the contract, the fold is not.
 */
export function given<C extends Command, S, E extends DomainEvent>(
  decider: Decider<C, S, E>,
  events: readonly NoInfer<E>[] = [],
): Given<C, E> {
  const decideAfter = (before: readonly E[], command: C): readonly E[] =>
    decider.decide(command, fold(decider, before));
  return {
    when: (command) => ({
      get events() {
        return decideAfter(events, command);
      },
      then: (expected) => expect(decideAfter(events, command)).toEqual(expected),
      thenNothing: () => expect(decideAfter(events, command)).toEqual([]),
      thenRefuses: (code, facts) => {
        const rejection = rejectionOf(() => decideAfter(events, command));
        expect(rejection.code).toBe(code);
        if (facts) expect(rejection.facts).toEqual(facts);
      },
    }),
  };
}

export interface Given<C extends Command, E extends DomainEvent> {
  readonly when: (command: C) => When<E>;
}

export interface When<E extends DomainEvent> {
  /** What was decided, for a test that goes on from there. */
  readonly events: readonly E[];
  readonly then: (expected: readonly E[]) => void;
  readonly thenNothing: () => void;
  readonly thenRefuses: (code: string, facts?: Rejection['facts']) => void;
}

/** Metadata of a command whose rules do not read it: that is, of every command. */
export function aMeta(over: Partial<CommandMeta> = {}): CommandMeta {
  return {
    commandId: '00000000-0000-4000-8000-000000000001',
    inputHash: '0'.repeat(64),
    correlationId: '00000000-0000-4000-8000-000000000001',
    actor: { accountId: 'tester', role: 'administrator', scope: '*' },
    channel: 'api',
    at: '2026-03-02T01:00:00.000Z',
    ...over,
  };
}

function rejectionOf(decide: () => readonly DomainEvent[]): Rejection {
  try {
    const events = decide();
    throw new Error(`expected a refusal, got ${JSON.stringify(events)}`);
  } catch (error) {
    if (error instanceof Rejection) return error;
    throw error;
  }
}
