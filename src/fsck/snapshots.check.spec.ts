import { HoldCredit, IssueCredit } from '../contexts/time-bank/domain/account.commands.js';
import { account } from '../contexts/time-bank/domain/account.decider.js';
import { CREDIT_POLICIES } from '../contexts/time-bank/index.js';
import { DeciderExecutor } from '../cqrs/decider-executor.js';
import { PagedRecall } from '../cqrs/paged-recall.js';
import { COMMANDS, digestOf, type SnapshotRow, SnapshotTables } from '../cqrs/snapshot-tables.js';
import { SnapshotFile } from '../cqrs/snapshot-file.js';
import { EventCodec } from '../event-store/codec.js';
import { SqliteEventStore } from '../event-store/sqlite/sqlite-event-store.js';
import { systemMeta } from '../platform/ids.js';
import { snapshotFindings } from './snapshots.check.js';

const AT = '2026-03-07T02:00:00.000Z';
const STREAM = 'timeBankAccount-v-1';
const [policy] = CREDIT_POLICIES;

describe('snapshots held against a fold from the start', () => {
  let store: SqliteEventStore;
  let file: SnapshotFile;

  beforeEach(async () => {
    store = new SqliteEventStore(':memory:', new EventCodec());
    file = new SnapshotFile(null, { every: 1 });
    const executor = new DeciderExecutor(store, file);
    for (const recordId of ['r-1', 'r-2']) {
      const worth = { recordId, version: 1, issuer: 's-1', earnedOn: '2026-03-07' };
      const data = { volunteerId: 'v-1', ...worth, centiHours: 200, policy };
      await executor.execute(account, new IssueCredit(data, systemMeta(AT, 'issue', recordId)));
    }
    const hold = { volunteerId: 'v-1', holdId: 'h-1', centiHours: 100, stationId: null };
    const terms = { accepted: [], age: null, policy, at: AT };
    const expiresAt = '2026-04-07T02:00:00.000Z';
    const asked = new HoldCredit({ ...hold, ...terms, expiresAt }, systemMeta(AT, 'hold'));
    await executor.execute(account, asked);
  });
  afterEach(async () => {
    file.close();
    await store.close();
  });

  function tables(): SnapshotTables {
    const found = file.tables();
    if (!found) throw new Error('no file');
    return found;
  }

  const findings = (folds = [account]) => snapshotFindings({ tables: tables(), folds }, store);
  const differs = (detail: string) => ({
    ...{ code: 'snapshots/differs', where: `${STREAM}#2` },
    detail,
  });

  /** Writes the snapshot again with these changes; the digest fits unless it is among them. */
  function forge(
    change: Partial<SnapshotRow>,
    member?: string,
    key = 'r-1',
    value?: unknown,
  ): void {
    const { id: _, ...row } = { ...tables().row(STREAM)!, ...change };
    const recall = new PagedRecall<unknown>();
    if (value === undefined) recall.delete(key);
    else recall.set(key, value);
    const digest = change.digest ?? digestOf(row);
    tables().save({ ...row, digest }, new Map(member ? [[member, recall]] : []));
  }

  it('finds nothing where nothing was changed', async () => {
    expect(tables().streams()).toEqual([STREAM]);
    expect(await findings()).toEqual([]);
  });

  it('names a balance that was forged, digest and all', async () => {
    const { state } = tables().row(STREAM)!;
    forge({ state: state.replace('"centiHours":300', '"centiHours":900') });
    expect(await findings()).toEqual([differs('state')]);
  });

  it.each([
    ['issued', 'r-1', undefined],
    ['issued', 'r-9', { version: 1 }],
    ['earnedOn', '2026-03-07', 1],
    ['resolved', 'h-1', 'settled'],
    ['transfers', 't-1', true],
    [COMMANDS, 'c-1', { inputHash: '', first: 0, revision: 0, position: '1' }],
  ])('names an entry that was forged: %s %s', async (member, key, value) => {
    forge({}, member, key, value);
    expect(await findings()).toEqual([differs(member)]);
  });

  it('does not mind what would be dropped anyway: another code, another ledger, a wrong digest', async () => {
    const { version, state } = tables().row(STREAM)!;
    for (const change of [{ version: version + 1 }, { mark: 'another' }, { digest: 'none' }]) {
      forge({ state: state.replace('300', '900'), ...change });
      expect(await findings()).toEqual([]);
    }
  });

  it('passes by streams nobody folds', async () => {
    expect(await findings([])).toEqual([]);
  });
});
