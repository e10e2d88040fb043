import Database from 'better-sqlite3';
import { newEvent } from '../../test/support/store-events.js';
import { EventCodec } from '../event-store/codec.js';
import type { EventStore } from '../event-store/event-store.js';
import { SqliteEventStore } from '../event-store/sqlite/sqlite-event-store.js';
import type { DomainEvent } from '../kernel/message.js';
import { type Projection, projects, sql } from './projection.js';
import { Projector } from './projector.js';

export type Poured = DomainEvent<'tea.Poured', { readonly pot: string; readonly cups: number }>;
export const WAIT = 60_000;

/** Adds up: applied twice it would be wrong, so it shows every repeat. */
export const pots = (version = 1, factor = 1): Projection => ({
  name: 'tea',
  version,
  tables: ['tea_pot'],
  schema: 'CREATE TABLE tea_pot (pot TEXT PRIMARY KEY, cups INTEGER NOT NULL) STRICT;',
  on: projects<Poured>({
    'tea.Poured': ({ data }) => [
      sql(
        `INSERT INTO tea_pot VALUES (?, ?)
         ON CONFLICT (pot) DO UPDATE SET cups = cups + excluded.cups`,
        ...[data.pot, data.cups * factor],
      ),
    ],
  }),
});
/** Knows every pour once; a second line for the same pot breaks its key. */
export const firsts: Projection = {
  name: 'firsts',
  version: 1,
  tables: ['firsts_pot'],
  schema: 'CREATE TABLE firsts_pot (pot TEXT PRIMARY KEY) STRICT;',
  on: projects<Poured>({
    'tea.Poured': ({ data }) => [sql('INSERT INTO firsts_pot VALUES (?)', data.pot)],
  }),
};

/** A store in memory, a database for its read models, and the projectors that run on them. */
export class TeaRoom {
  readonly store = new SqliteEventStore(':memory:', new EventCodec());
  readonly db = new Database(':memory:');
  readonly running: Projector[] = [];

  async pour(pot: string, cups: number, type = 'tea.Poured'): Promise<string> {
    const event = { ...newEvent({ pot, cups }), type };
    return (await this.store.append(`pot-${pot}`, 'any', [event])).position;
  }

  project(
    projections: readonly Projection[] = [pots()],
    { from = this.store, into = this.db }: { from?: EventStore; into?: Database.Database } = {},
  ): Projector {
    const projector = new Projector(from, into, projections);
    this.running.push(projector);
    projector.start();
    return projector;
  }

  cups(of = this.db): readonly unknown[] {
    return of.prepare('SELECT pot, cups FROM tea_pot ORDER BY pot').all();
  }

  checkpoint(name = 'tea'): unknown {
    return this.db
      .prepare('SELECT position FROM projection_checkpoints WHERE name = ?')
      .pluck()
      .get(name);
  }

  async caughtUp(projector: Projector): Promise<boolean> {
    return projector.waitFor(await this.store.head(), WAIT);
  }

  async close(): Promise<void> {
    await Promise.all(this.running.splice(0).map((projector) => projector.stop()));
    await this.store.close();
    this.db.close();
  }
}
