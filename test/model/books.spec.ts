import fc from 'fast-check';
import { EventCodec } from '../../src/event-store/codec.js';
import { SqliteEventStore } from '../../src/event-store/sqlite/sqlite-event-store.js';
import { runBooks } from './books.js';

/** The long run is `npm run stress -- books --commands 1000000`. */
describe('the books after any sequence of commands, crashes and deliveries', () => {
  it('come to what an independent bank comes to, in every account', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer(), async (seed) => {
        const store = new SqliteEventStore(':memory:', new EventCodec());
        const { faults } = await runBooks({ store, seed, commands: 600, accounts: 10 });
        await store.close();
        expect(faults).toEqual([]);
      }),
      { numRuns: 10 },
    );
  }, 120_000);

  it('meet every rule on the way: nothing of this is only accepted', async () => {
    const store = new SqliteEventStore(':memory:', new EventCodec());
    const report = await runBooks({ store, seed: 7, commands: 4_000, accounts: 20 });
    await store.close();
    expect(report.faults).toEqual([]);
    expect(Object.keys(report.refused).sort()).toEqual(
      expect.arrayContaining([
        'time-bank/account-frozen',
        'time-bank/exceeds-hold',
        'time-bank/exceeds-overflow',
        'time-bank/hold-already-settled',
        'time-bank/insufficient-credit',
        'time-bank/not-giftable',
        'time-bank/pool-insufficient',
      ]),
    );
    expect([report.crashes > 10, report.duplicates > 50]).toEqual([true, true]);
  }, 120_000);
});
