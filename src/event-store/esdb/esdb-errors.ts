import { ErrorType, WrongExpectedVersionError } from '@eventstore/db-client';
import {
  EventStoreError,
  type EventStoreFault,
  type ExpectedRevision,
  RevisionConflict,
} from '../event-store.js';

export type Phase = 'read' | 'write';

interface Failure {
  readonly type: unknown;
  /** gRPC status; the feature probe of 6.2.1 rejects with a raw error that has nothing else. */
  readonly code: unknown;
  readonly message: string;
}

interface Rule {
  readonly fits: (failure: Failure) => boolean;
  readonly fault: EventStoreFault | 'interrupted';
  readonly say: string;
}

/** Status codes of gRPC (grpc.io/docs/guides/status-codes). */
const [INVALID_ARGUMENT, PERMISSION_DENIED, UNIMPLEMENTED] = [3, 7, 12];
const [UNAVAILABLE, UNAUTHENTICATED] = [14, 16];

/**
 * The first rule that fits decides. What remains was interrupted: a read is repeated, the outcome of
 * a write is unknown.
 */
const RULES: readonly Rule[] = [
  {
    fits: ({ type }) => type === ErrorType.STREAM_DELETED,
    fault: 'corrupt',
    say: 'the stream was deleted in the database',
  },
  {
    // Newer servers refuse a single event under a name that this client does not know.
    fits: ({ type, message }) =>
      type === ErrorType.MAXIMUM_APPEND_SIZE_EXCEEDED ||
      /maximum-?append-?(event-?)?size/i.test(message),
    fault: 'too-large',
    say: 'the server refuses an append of this size',
  },
  {
    fits: ({ type, code }) =>
      type === ErrorType.ACCESS_DENIED || code === PERMISSION_DENIED || code === UNAUTHENTICATED,
    fault: 'denied',
    say: 'the server refuses this user',
  },
  {
    fits: ({ type, code }) => type === ErrorType.INVALID_ARGUMENT || code === INVALID_ARGUMENT,
    fault: 'bad-request',
    say: 'the server refuses the request',
  },
  {
    fits: ({ code }) => code === UNIMPLEMENTED,
    fault: 'unavailable',
    say: 'what answers there is no event store',
  },
  {
    // Refused before anything was written; the next call of the client goes to the leader.
    fits: ({ type }) => type === ErrorType.NOT_LEADER,
    fault: 'unavailable',
    say: 'the node is not the leader',
  },
  {
    // The batch path reports these without any code: only the text tells.
    fits: ({ message }) => /not ready|too busy|server is busy|no leader/i.test(message),
    fault: 'unavailable',
    say: 'the server is not ready',
  },
  {
    fits: ({ message }) => isDiscoveryFailure(message),
    fault: 'unavailable',
    say: 'no node of the cluster could be found',
  },
  {
    // The call never left this machine.
    fits: ({ code, message }) =>
      code === UNAVAILABLE &&
      /no connection established|name resolution failed|closed before call started/i.test(message),
    fault: 'unavailable',
    say: 'the server cannot be reached',
  },
  { fits: () => true, fault: 'interrupted', say: 'the call was interrupted' },
];

export function isDiscoveryFailure(message: string): boolean {
  return message.includes('Failed to discover');
}

/** Whatever the client throws, in the words of the port. */
export function translate(error: unknown, phase: Phase, hosts: string): EventStoreError {
  if (error instanceof EventStoreError) return error;
  const failure = describe(error);
  const rule = RULES.find(({ fits }) => fits(failure));
  const interrupted = phase === 'write' ? 'unknown-outcome' : 'unavailable';
  const fault = !rule || rule.fault === 'interrupted' ? interrupted : rule.fault;
  const text = `event store ${hosts}: ${rule?.say} (${failure.message || String(failure.type)})`;
  return new EventStoreError(fault, text, { cause: error });
}

/** The conflict of an append, if that is what the error is. */
export function conflictIn(
  error: unknown,
  stream: string,
  expected: ExpectedRevision,
): RevisionConflict | undefined {
  if (!(error instanceof WrongExpectedVersionError)) return undefined;
  const { actualVersion } = error;
  const actual = typeof actualVersion === 'bigint' ? Number(actualVersion) : 'none';
  return new RevisionConflict(stream, expected, actual);
}

function describe(error: unknown): Failure {
  if (!(error instanceof Error))
    return { type: undefined, code: undefined, message: String(error) };
  const type: unknown = Reflect.get(error, 'type');
  const code: unknown = Reflect.get(error, 'code');
  return { type, code, message: error.message };
}
