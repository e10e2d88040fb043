import fc from 'fast-check';
import { aMeta } from '../../../test/support/given.js';
import { DeciderExecutor } from '../../cqrs/decider-executor.js';
import { EventCodec } from '../../event-store/codec.js';
import { SqliteEventStore } from '../../event-store/sqlite/sqlite-event-store.js';
import { millis } from '../../kernel/calendar.js';
import type { Recorded } from '../../kernel/message.js';
import { Rejection } from '../../kernel/rejection.js';
import { EnterRecord } from './domain/entries.commands.js';
import { serviceBook } from './domain/service-book.decider.js';
import type { RecordSubmitted } from './domain/service-book.events.js';
import { enter } from './domain/service-book.fixture.js';

const entry = fc.record({
  /** Quarters of an hour after 08:00, inside the shift that ends at noon. */
  from: fc.integer({ min: 0, max: 15 }),
  quarters: fc.integer({ min: 1, max: 6 }),
  /** Which of two services on the same store takes it. */
  node: fc.nat({ max: 1 }),
});

const clock = (quarter: number): string =>
  `${String(8 + Math.floor(quarter / 4)).padStart(2, '0')}:${String((quarter % 4) * 15).padStart(2, '0')}`;

async function submittedIn(store: SqliteEventStore): Promise<readonly RecordSubmitted['data'][]> {
  const all: Recorded[] = [];
  for await (const page of store.readStream('serviceBook-v-1.2026')) all.push(...page);
  return all.map(({ data }) => data as RecordSubmitted['data']);
}

describe('entries that come at once', () => {
  it('leave nobody in two places, whichever of two services takes which', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(entry, { minLength: 2, maxLength: 12 }), async (entries) => {
        const store = new SqliteEventStore(':memory:', new EventCodec());
        const nodes = [new DeciderExecutor(store), new DeciderExecutor(store)];
        const outcomes = await Promise.allSettled(
          entries.map(({ from, quarters, node }, n) => {
            const until = clock(Math.min(16, from + quarters));
            const recordId = `r-${n}`;
            const { data } = enter(clock(from), until, { recordId });
            const command = new EnterRecord(data, aMeta({ commandId: `c-${n}` }));
            return nodes[node]!.execute(serviceBook, command);
          }),
        );
        const records = [...(await submittedIn(store))].sort((a, b) =>
          a.startsAt.localeCompare(b.startsAt),
        );
        await store.close();
        records.forEach(({ startsAt }, n) => {
          const before = records[n - 1];
          if (before) expect(millis(before.endsAt)).toBeLessThanOrEqual(millis(startsAt));
        });
        // Each was taken or refused for that reason, and nothing broke.
        const taken = outcomes.filter(({ status }) => status === 'fulfilled');
        expect(records).toHaveLength(taken.length);
        for (const outcome of outcomes) {
          if (outcome.status === 'fulfilled') continue;
          expect(outcome.reason).toBeInstanceOf(Rejection);
          expect((outcome.reason as Rejection).code).toBe('service-records/overlaps');
        }
      }),
      { numRuns: 40 },
    );
  });
});
