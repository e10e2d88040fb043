import type Database from 'better-sqlite3';
import type { Recorded } from '../kernel/message.js';
import { isOutage } from './outage.js';
import type { Projection, Statement } from './projection.js';

/** Carries out, in the transaction that is open, what events mean for the tables of a read model. */
export class RowWriter {
  readonly #statements = new Map<string, Database.Statement>();

  constructor(private readonly db: Database.Database) {}

  /** @throws what the first event that can't be applied throws, with half of its rows written */
  write(projection: Projection, events: readonly Recorded[]): void {
    for (const event of events) this.#write(projection, event);
  }

  /** Event by event: one that can't be applied leaves no row and is parked. */
  writeOrPark(projection: Projection, events: readonly Recorded[]): void {
    for (const event of events) this.#writeOrPark(projection, event);
  }

  #writeOrPark(projection: Projection, event: Recorded): void {
    try {
      this.db.transaction(() => this.#write(projection, event))();
    } catch (error) {
      if (isOutage(error)) throw error;
      this.db
        .prepare('INSERT OR REPLACE INTO projection_parked VALUES (?, ?, ?, ?)')
        .run(projection.name, event.position, event.id, String(error));
    }
  }

  #write(projection: Projection, event: Recorded): void {
    const handler = projection.on[event.type] as
      ((event: Recorded) => readonly Statement[]) | undefined;
    if (!handler) return;
    for (const { sql, params } of handler(event)) this.#statement(sql).run(...params);
  }

  #statement(text: string): Database.Statement {
    let statement = this.#statements.get(text);
    if (!statement) {
      statement = this.db.prepare(text);
      this.#statements.set(text, statement);
    }
    return statement;
  }
}
