import { bootApp, type BootedApp } from '../../../test/support/boot-app.js';
import { aMeta } from '../../../test/support/given.js';
import { fsckApp } from '../../cli/open-app.js';
import { Dispatcher } from '../../cqrs/dispatcher.js';
import type { CommandMeta } from '../../kernel/message.js';
import { Rejection } from '../../kernel/rejection.js';
import { newId } from '../../platform/ids.js';
import { AwardPoints, HoldPoints } from './domain/points-account.commands.js';
import type { PointsAccountId } from './domain/points-account.events.js';
import { ListItem, ReceiveStock, ReserveStock } from './domain/stock-item.commands.js';
import { PointsDeadlines } from './points-deadlines.handlers.js';
import { PointsQueries } from './points.queries.js';
import { type Redeemed, RedemptionDesk } from './redemption.handlers.js';
import { StockQueries } from './stock.queries.js';

const MINUTE = 60_000;

describe('redeeming', () => {
  let booted: BootedApp;
  let accountId: PointsAccountId;
  let itemId: string;

  const get = <T>(type: abstract new (...args: never[]) => T): T =>
    booted.app.get<T>(type, { strict: false });
  const meta = (): CommandMeta => {
    const commandId = newId();
    return aMeta({ commandId, correlationId: commandId, at: booted.clock.now() });
  };
  const ask: Dispatcher['dispatch'] = (command) => get(Dispatcher).dispatch(command);
  const shelf = () => get(StockQueries).item(itemId);
  const balance = () => get(PointsQueries).account(accountId);

  beforeAll(async () => {
    booted = await bootApp();
  });
  afterAll(() => booted.close());

  beforeEach(async () => {
    [accountId, itemId] = [`green.${newId()}`, newId()];
    const award = { causeId: newId(), version: 1, issuer: 's', points: 500, on: '2026-03-02' };
    const valid = { expiresOn: '2028-03-02', basis: null, policies: {} };
    await ask(new AwardPoints({ accountId, ...award, ...valid }, meta()));
    const goods = { itemId, stationId: 's', book: 'green', name: '肥皂', pricePoints: 5 } as const;
    await ask(new ListItem(goods, meta()));
    await ask(new ReceiveStock({ itemId, count: 60, receipt: 'RK-1' }, meta()));
    await booted.settle();
  });

  it('a thousand at once get what is there, and not one piece or point more', async () => {
    const asked = Array.from({ length: 1_000 }, () =>
      get(RedemptionDesk)
        .redeem({ accountId, itemId, count: 1 }, meta())
        .catch((error: unknown) => {
          if (error instanceof Rejection) return error.code;
          throw error;
        }),
    );
    const answers = await Promise.all(asked);
    const done = answers.filter((answer): answer is Redeemed => typeof answer !== 'string');
    expect(done).toHaveLength(60);
    const refused = new Set(answers.filter((answer) => typeof answer === 'string'));
    expect([...refused].filter((code) => !REFUSED.includes(code))).toEqual([]);
    await booted.settle();
    expect(shelf()).toMatchObject({ onHand: 60, reserved: 60 });
    expect(balance()).toMatchObject({ available: 200, held: 300 });
    for (const { redemptionId, pickUpCode } of done) {
      await get(RedemptionDesk).pickUp(redemptionId, pickUpCode, meta());
    }
    await booted.settle();
    expect(shelf()).toMatchObject({ onHand: 0, reserved: 0 });
    expect(balance()).toMatchObject({ available: 200, held: 0 });
  });

  it.each(['after the points were held', 'after the goods were reserved'])(
    'that broke off %s comes to nothing, and everything goes back',
    async (where) => {
      const wish = { accountId, itemId, redemptionId: newId(), count: 2 };
      const at = { at: booted.clock.now(), on: '2026-03-02' };
      await ask(new HoldPoints({ ...wish, ...at, points: 10 }, meta()));
      if (where.includes('goods')) await ask(new ReserveStock({ ...wish, pricePoints: 5 }, meta()));
      await booted.settle();
      expect(await get(PointsDeadlines).sweepNow()).toBe(0);
      expect(balance()).toMatchObject({ available: 490, held: 10 });
      booted.clock.advance(11 * MINUTE);
      expect(await get(PointsDeadlines).sweepNow()).toBe(1);
      await booted.settle();
      expect(balance()).toMatchObject({ available: 500, held: 0 });
      expect(shelf()).toMatchObject({ onHand: 60, reserved: 0 });
      expect(await get(PointsDeadlines).sweepNow()).toBe(0);
    },
  );

  it('at a price that has changed meanwhile gives the points back', async () => {
    const wish = { accountId, itemId, redemptionId: newId(), count: 1 };
    await expect(ask(new ReserveStock({ ...wish, pricePoints: 4 }, meta()))).rejects.toMatchObject({
      code: 'points/price-changed',
    });
  });

  it('leaves books that add up', async () => {
    const { findings } = await fsckApp(booted.app);
    // The awards of this file have no drop behind them, and only they.
    expect(new Set(findings.map(({ code }) => code))).toEqual(
      new Set(['points/award-without-cause']),
    );
  });
});

const REFUSED: readonly string[] = ['points/stock-gone', 'points/insufficient-points'];
