/**
 * ledger.db. Stream names stand once; an event row refers to its stream by number. Where a stream is
 * follows from its events, so an append touches no page but those it adds to. Positions are
 * the row ids, given in commit order by the one writer; they may have gaps and mean nothing else.
 */
export const LEDGER_SCHEMA_VERSION = 1;

export const LEDGER_SCHEMA = `
CREATE TABLE IF NOT EXISTS streams (
  id   INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE
) STRICT;
CREATE TABLE IF NOT EXISTS events (
  position INTEGER PRIMARY KEY,
  stream   INTEGER NOT NULL REFERENCES streams (id),
  revision INTEGER NOT NULL,
  id       TEXT NOT NULL,
  type     TEXT NOT NULL,
  data     TEXT NOT NULL,
  meta     TEXT NOT NULL,
  UNIQUE (stream, revision)
) STRICT;
CREATE TRIGGER IF NOT EXISTS events_are_never_changed BEFORE UPDATE ON events
  BEGIN SELECT RAISE(ABORT, 'events are never changed'); END;
CREATE TRIGGER IF NOT EXISTS events_are_never_deleted BEFORE DELETE ON events
  BEGIN SELECT RAISE(ABORT, 'events are never deleted'); END;
`;
