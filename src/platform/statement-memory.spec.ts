import Database from 'better-sqlite3';
import { rememberStatements } from './statement-memory.js';

describe('statement memory', () => {
  it('compiles a text once and answers with the rows of now', () => {
    const db = rememberStatements(new Database(':memory:'));
    db.exec('CREATE TABLE t (a INTEGER); INSERT INTO t VALUES (1)');
    const count = 'SELECT count(*) AS n FROM t';
    expect(db.prepare(count)).toBe(db.prepare(count));
    db.prepare('INSERT INTO t VALUES (?)').run(2);
    expect(db.prepare(count).get()).toEqual({ n: 2 });
  });

  it('goes on when the table was made anew with other columns', () => {
    const db = rememberStatements(new Database(':memory:'));
    db.exec('CREATE TABLE t (a INTEGER); INSERT INTO t VALUES (1)');
    expect(db.prepare('SELECT * FROM t').all()).toEqual([{ a: 1 }]);
    db.exec('DROP TABLE t; CREATE TABLE t (b INTEGER, c INTEGER); INSERT INTO t VALUES (2, 3)');
    expect(db.prepare('SELECT * FROM t').all()).toEqual([{ b: 2, c: 3 }]);
  });

  it('forgets the longest unused text and works on', () => {
    const db = rememberStatements(new Database(':memory:'));
    const first = db.prepare('SELECT 0 AS n');
    for (let n = 1; n <= 500; n += 1) db.prepare(`SELECT ${n} AS n`);
    const again = db.prepare('SELECT 0 AS n');
    expect(again).not.toBe(first);
    expect(again.get()).toEqual({ n: 0 });
  });
});
