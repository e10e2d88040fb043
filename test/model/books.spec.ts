import fc from 'fast-check';
import { timeBankFolds } from '../../src/contexts/time-bank/index.js';
import { SnapshotFile } from '../../src/cqrs/snapshot-file.js';
import { EventCodec } from '../../src/event-store/codec.js';
import { SqliteEventStore } from '../../src/event-store/sqlite/sqlite-event-store.js';
import { snapshotFindings } from '../../src/fsck/snapshots.check.js';
import { runBooks } from './books.js';

/** Folds are put away all the time, so that most rules meet what was put away. */
const EVERY = 3;

/** The long run is `npm run stress -- books --commands 1000000`. */
describe('the books after any sequence of commands, crashes and deliveries', () => {
  let store: SqliteEventStore;
  let snapshots: SnapshotFile;

  beforeEach(() => open());
  afterEach(() => close());

  function open(): void {
    store = new SqliteEventStore(':memory:', new EventCodec());
    snapshots = new SnapshotFile(null, { every: EVERY });
  }

  async function close(): Promise<void> {
    snapshots.close();
    await store.close();
  }

  it('come to what an independent bank comes to, in every account', async () => {
    await fc.assert(
      fc
        .asyncProperty(fc.integer(), async (seed) => {
          const { faults } = await runBooks({
            store,
            snapshots,
            seed,
            commands: 600,
            accounts: 10,
          });
          const sources = { tables: snapshots.tables(), folds: timeBankFolds };
          expect([faults, await snapshotFindings(sources, store)]).toEqual([[], []]);
        })
        .afterEach(async () => {
          await close();
          open();
        }),
      { numRuns: 10 },
    );
  }, 120_000);

  it('meet every rule on the way: nothing of this is only accepted', async () => {
    const report = await runBooks({ store, snapshots, seed: 7, commands: 4_000, accounts: 20 });
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
