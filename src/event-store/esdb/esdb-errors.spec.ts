import { EventStoreError } from '../event-store.js';
import { translate } from './esdb-errors.js';

const failure = (message: string, facts: object = {}): Error =>
  Object.assign(new Error(message), facts);

describe('errors of the client', () => {
  const table: [string, Error, string, string][] = [
    [
      'a raw UNAVAILABLE of the feature probe',
      failure('14', { code: 14 }),
      'unavailable',
      'unknown-outcome',
    ],
    [
      'UNAVAILABLE in mid-call',
      failure('x', { type: 'unavailable', code: 14 }),
      'unavailable',
      'unknown-outcome',
    ],
    [
      'no connection at all',
      failure('14 UNAVAILABLE: No connection established. Last error: ECONNREFUSED', { code: 14 }),
      'unavailable',
      'unavailable',
    ],
    [
      'a name that does not resolve',
      failure('14 UNAVAILABLE: Name resolution failed for target dns:nowhere', { code: 14 }),
      'unavailable',
      'unavailable',
    ],
    [
      'a cancelled call',
      failure('', { type: 'cancelled', code: 1 }),
      'unavailable',
      'unknown-outcome',
    ],
    [
      'a deadline without a text',
      failure('', { type: 'deadline-exceeded' }),
      'unavailable',
      'unknown-outcome',
    ],
    [
      'a time-out of the server',
      failure('', { type: 'timeout', code: 10 }),
      'unavailable',
      'unknown-outcome',
    ],
    [
      'a node that does not lead',
      failure('', { type: 'not-leader' }),
      'unavailable',
      'unavailable',
    ],
    [
      'a starting server on the batch path',
      failure('Could not recognize Server Is Not Ready', { type: 'unknown' }),
      'unavailable',
      'unavailable',
    ],
    [
      'a busy server',
      failure('Could not recognize Server Is Too Busy', { type: 'unknown' }),
      'unavailable',
      'unavailable',
    ],
    [
      'a failed discovery',
      failure('Failed to discover after 10 attempts.'),
      'unavailable',
      'unavailable',
    ],
    ['another service', failure('12 UNIMPLEMENTED', { code: 12 }), 'unavailable', 'unavailable'],
    ['a refused user', failure('', { type: 'access-denied' }), 'denied', 'denied'],
    ['a raw refusal', failure('7 PERMISSION_DENIED', { code: 7 }), 'denied', 'denied'],
    ['an unknown user', failure('16 UNAUTHENTICATED', { code: 16 }), 'denied', 'denied'],
    ['a deleted stream', failure('', { type: 'stream-deleted' }), 'corrupt', 'corrupt'],
    [
      'a large append',
      failure('', { type: 'maximum-append-size-exceeded' }),
      'too-large',
      'too-large',
    ],
    [
      'a large event on a newer server',
      failure('Could not recognize MaximumAppendEventSizeExceeded', { type: 'unknown' }),
      'too-large',
      'too-large',
    ],
    [
      'an invalid argument',
      failure('', { type: 'invalid-argument' }),
      'bad-request',
      'bad-request',
    ],
    ['anything else', failure('what?'), 'unavailable', 'unknown-outcome'],
  ];

  it.each(table)('%s', (_name, error, onRead, onWrite) => {
    expect(translate(error, 'read', 'host:2113')).toMatchObject({ fault: onRead, cause: error });
    expect(translate(error, 'write', 'host:2113')).toMatchObject({ fault: onWrite, cause: error });
  });

  it('name the host, and pass through what is said already', () => {
    expect(translate(failure('what?'), 'read', 'host:2113').message).toContain('host:2113');
    const own = new EventStoreError('closed', 'closed');
    expect(translate(own, 'write', 'host')).toBe(own);
    expect(translate('a string', 'write', 'host').fault).toBe('unknown-outcome');
  });
});
