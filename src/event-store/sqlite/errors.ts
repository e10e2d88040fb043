import { EventStoreError, type EventStoreFault } from '../event-store.js';

/** The first prefix that fits decides; result codes are those of sqlite.org/rescode.html. */
const FAULTS: readonly (readonly [prefix: string, fault: EventStoreFault, say: string])[] = [
  ['SQLITE_BUSY', 'in-use', 'is in use by another process: stop it first'],
  ['SQLITE_LOCKED', 'in-use', 'is in use by another process: stop it first'],
  ['SQLITE_FULL', 'full', 'cannot grow: no space left'],
  ['SQLITE_READONLY', 'read-only', 'cannot be written'],
  ['SQLITE_CANTOPEN', 'read-only', 'cannot be opened for writing'],
  ['SQLITE_PERM', 'read-only', 'cannot be opened for writing'],
  ['SQLITE_CORRUPT', 'corrupt', 'is damaged: restore a backup'],
  ['SQLITE_NOTADB', 'corrupt', 'is no ledger: restore a backup'],
  // When the disk fails under a commit, nobody can tell whether the frames reached it.
  ['SQLITE_IOERR', 'unknown-outcome', 'lies on a disk that fails'],
];

/** What SQLite says, in the words of the port. */
export function translate(error: unknown, path: string): EventStoreError {
  if (error instanceof EventStoreError) return error;
  const { code, message } = facts(error);
  const options = { cause: error };
  const known = FAULTS.find(([prefix]) => code.startsWith(prefix));
  if (known) return new EventStoreError(known[1], `${path} ${known[2]} (${message})`, options);
  if (message.includes('directory does not exist')) {
    return new EventStoreError('read-only', `${path} has no folder to lie in`, options);
  }
  if (message.includes('connection is not open')) {
    return new EventStoreError('closed', 'the event store is closed', options);
  }
  return new EventStoreError('unavailable', `${path}: ${message}`, options);
}

/** By shape, not by class: the native addon throws the error class of whoever loaded it first. */
function facts(error: unknown): { readonly code: string; readonly message: string } {
  if (typeof error !== 'object' || error === null) return { code: '', message: String(error) };
  const code: unknown = Reflect.get(error, 'code');
  const message: unknown = Reflect.get(error, 'message');
  return { code: String(code ?? ''), message: String(message ?? error) };
}
