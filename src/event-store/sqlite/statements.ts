import type Database from 'better-sqlite3';

export interface EventRow {
  readonly position: number;
  readonly stream: string;
  readonly revision: number;
  readonly id: string;
  readonly type: string;
  readonly data: string;
  readonly meta: string;
}

export interface StreamHead {
  readonly id: number;
  readonly revision: number;
}

interface EventPlace {
  readonly id: string;
  readonly revision: number;
  readonly position: number;
}

export type Statements = ReturnType<typeof prepare>;

export function prepare(db: Database.Database) {
  const columns = 'e.position, s.name AS stream, e.revision, e.id, e.type, e.data, e.meta';
  return {
    streamHead: db.prepare<[string], StreamHead>(
      `SELECT id, (SELECT max(revision) FROM events WHERE stream = streams.id) AS revision
       FROM streams WHERE name = ?`,
    ),
    newStream: db.prepare('INSERT INTO streams (name) VALUES (?)'),
    insert: db.prepare(
      'INSERT INTO events (stream, revision, id, type, data, meta) VALUES (?, ?, ?, ?, ?, ?)',
    ),
    idsFrom: db.prepare<[number, number, number], EventPlace>(
      `SELECT id, revision, position FROM events WHERE stream = ? AND revision >= ?
       ORDER BY revision LIMIT ?`,
    ),
    stream: db.prepare<[string, number, number], EventRow>(
      `SELECT ${columns} FROM streams s JOIN events e ON e.stream = s.id
       WHERE s.name = ? AND e.revision >= ? ORDER BY e.revision LIMIT ?`,
    ),
    all: db.prepare<[number, number], EventRow>(
      `SELECT ${columns} FROM events e JOIN streams s ON s.id = e.stream
       WHERE e.position > ? ORDER BY e.position LIMIT ?`,
    ),
    head: db.prepare<[], { position: number | null }>(
      'SELECT max(position) AS position FROM events',
    ),
  };
}
