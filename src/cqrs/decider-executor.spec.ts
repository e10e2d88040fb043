import { DeciderExecutor } from './decider-executor.js';
import {
  CUPS_MAX,
  executor,
  pot,
  pour,
  recorded,
  stageExecutor,
  store,
} from './decider-executor.fixture.js';

describe('the executor', () => {
  stageExecutor();

  describe('a command', () => {
    it('records what the decider decided, and answers where it stands', async () => {
      const receipt = await executor.execute(pot, pour(2));
      const events = await recorded();
      expect(receipt).toMatchObject({ stream: 'pot-1', revision: 1, repeated: false });
      expect(receipt.position).toBe(events[1]?.position);
      expect(receipt.events).toEqual(
        events.map(({ type, data, meta }) => ({ type, data, policies: meta.policies })),
      );
    });

    it('writes who, when, why and under which policy into every event', async () => {
      const command = pour(1, { causationId: 'cause', actor: { accountId: 'a', role: 'staff' } });
      await executor.execute(pot, command, { schemaOf: () => 3 });
      const [event] = await recorded();
      expect(event?.meta).toEqual({
        schema: 3,
        commandId: command.meta.commandId,
        inputHash: command.meta.inputHash,
        correlationId: 'c',
        causationId: 'cause',
        actor: { accountId: 'a', role: 'staff' },
        channel: 'api',
        recordedAt: '2026-02-15T02:25:00.000Z',
        policies: { tea: '2026-1' },
        nonce: expect.stringMatching(/^[\w-]{22}$/),
      });
    });

    it('that has nothing to do is quiet', async () => {
      const receipt = await executor.execute(pot, pour(0));
      expect(receipt).toEqual({
        stream: 'pot-1',
        revision: -1,
        position: null,
        repeated: false,
        events: [],
      });
      expect(store.appends).toBe(0);
    });

    it('that is refused writes nothing and leaves the stream usable', async () => {
      await executor.execute(pot, pour(CUPS_MAX - 1));
      await expect(executor.execute(pot, pour(2))).rejects.toMatchObject({
        code: 'tea/pot-full',
        facts: { cups: CUPS_MAX - 1 },
      });
      await executor.execute(pot, pour(1));
      expect(await executor.load(pot, '1')).toMatchObject({
        state: { cups: CUPS_MAX },
        revision: CUPS_MAX - 1,
      });
    });
  });

  describe('a repeat', () => {
    it('of a command id answers the first receipt and writes nothing', async () => {
      const command = pour(2);
      const first = await executor.execute(pot, command);
      await executor.execute(pot, pour(3));
      const again = await executor.execute(pot, command);
      expect(again).toMatchObject({
        stream: first.stream,
        revision: first.revision,
        position: first.position,
        repeated: true,
      });
      expect(again.events.map(({ type, data }) => ({ type, data }))).toEqual(
        first.events.map(({ type, data }) => ({ type, data })),
      );
      expect(store.appends).toBe(2);
    });

    it('is recognised after a restart', async () => {
      const command = pour(2);
      const first = await executor.execute(pot, command);
      const again = await new DeciderExecutor(store).execute(pot, command);
      expect(again).toMatchObject({ revision: first.revision, repeated: true });
      expect(store.appends).toBe(1);
    });

    it('with other input is refused', async () => {
      const command = pour(2);
      await executor.execute(pot, command);
      const other = pour(3, { commandId: command.meta.commandId });
      await expect(executor.execute(pot, other)).rejects.toMatchObject({
        code: 'request/idempotency-key-reused',
      });
      expect(store.appends).toBe(1);
    });

    it('is answered even when its If-Match has been overtaken', async () => {
      const command = pour(1);
      await executor.execute(pot, command, { ifRevision: -1 });
      await executor.execute(pot, pour(1));
      const again = await executor.execute(pot, command, { ifRevision: -1 });
      expect(again).toMatchObject({ revision: 0, repeated: true });
    });
  });

  it('refuses a revision that no longer holds, and says which one does', async () => {
    await executor.execute(pot, pour(2));
    await expect(executor.execute(pot, pour(1), { ifRevision: 0 })).rejects.toMatchObject({
      code: 'request/stale-revision',
      facts: { expected: 0, actual: 1 },
    });
    await expect(executor.execute(pot, pour(1), { ifRevision: 1 })).resolves.toMatchObject({
      revision: 2,
    });
  });

  it('does not keep a state that evolve left half changed', async () => {
    await executor.execute(pot, pour(2));
    let failing = true;
    const fragile: typeof pot = {
      ...pot,
      evolve: (state, event) => {
        state.cups += event.data.cups;
        if (failing) throw new Error('evolve broke');
        return state;
      },
    };
    await expect(executor.execute(fragile, pour(1))).rejects.toThrow('evolve broke');
    failing = false;
    expect((await executor.load(fragile, '1')).state.cups).toBe(3);
  });
});
