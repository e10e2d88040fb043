import { randomBytes } from 'node:crypto';
import { Writable } from 'node:stream';
import { settleApp } from '../../src/cli/open-app.js';
import { ExportService } from '../../src/contexts/exchange/export-service.js';
import { DROP_POLICIES } from '../../src/contexts/green-accounts/domain/drop.policy.js';
import {
  AnnulDrop,
  CorrectDrop,
  InspectDrop,
  RegisterHousehold,
} from '../../src/contexts/green-accounts/domain/household.commands.js';
import type { PointsAccountId } from '../../src/contexts/points/domain/points-account.events.js';
import {
  CountStock,
  ListItem,
  ReceiveStock,
} from '../../src/contexts/points/domain/stock-item.commands.js';
import { RedemptionDesk } from '../../src/contexts/points/redemption.handlers.js';
import { Dispatcher } from '../../src/cqrs/dispatcher.js';
import type { CommandMeta } from '../../src/kernel/message.js';
import { newId } from '../../src/platform/ids.js';
import type { BootedApp } from './boot-app.js';
import { demonstration } from './demonstration.js';
import { aMeta } from './given.js';

const FIRST_DAY = '2026-03-02';
const [policy] = DROP_POLICIES;

/** The demonstration and a household's week on one service; as the lines of its export. */
export async function playedLedger(): Promise<{ lines: readonly string[]; app: BootedApp }> {
  const booted = await demonstration(FIRST_DAY);
  await household(booted);
  await settleApp(booted.app);
  return { lines: await exportOf(booted), app: booted };
}

export async function exportOf({ app }: BootedApp): Promise<string[]> {
  const chunks: string[] = [];
  const out = new Writable({
    write(chunk: Buffer, _, done) {
      chunks.push(chunk.toString());
      done();
    },
  });
  await app.get(ExportService, { strict: false }).events(out);
  return chunks.join('').trimEnd().split('\n');
}

/** Two days of drops, one of them corrected twice, goods, one redemption that is picked up and one that is not, and a fraud. */
async function household({ app, clock }: BootedApp): Promise<void> {
  const dispatcher = app.get(Dispatcher, { strict: false });
  const desk = app.get(RedemptionDesk, { strict: false });
  const [householdId, itemId, stationId] = [newId(), newId(), newId()];
  const accountId: PointsAccountId = `green.${householdId}`;
  const meta = (): CommandMeta => {
    const commandId = newId();
    const inputHash = randomBytes(32).toString('hex');
    return aMeta({ commandId, correlationId: commandId, inputHash, at: clock.now() });
  };
  const home = { householdId, stationId, organisationId: newId(), divisionCode: '150602001003' };
  await dispatcher.dispatch(new RegisterHousehold({ ...home, code: '7ZK3M-0Q2XN' }, meta()));
  const drops = ['2026-03-12', '2026-03-12', '2026-03-13', '2026-03-13'].map((on) => ({
    ...{ householdId, dropId: newId(), stationId, kind: 'kitchen' as const, passed: true },
    ...{ grams: 900, pieces: null, inspectorId: newId(), at: `${on}T01:00:00.000Z`, on, policy },
  }));
  for (const drop of drops) await dispatcher.dispatch(new InspectDrop(drop, meta()));
  await settleApp(app);
  const { kind: _, stationId: __, inspectorId: ___, at: ____, ...second } = drops[1]!;
  for (const passed of [false, true]) {
    const correctorId = newId();
    await dispatcher.dispatch(new CorrectDrop({ ...second, passed, correctorId }, meta()));
    await settleApp(app);
  }
  const goods = { itemId, stationId, book: 'green' as const, name: '肥皂', pricePoints: 6 };
  await dispatcher.dispatch(new ListItem(goods, meta()));
  await dispatcher.dispatch(new ReceiveStock({ itemId, count: 5, receipt: 'RK-1' }, meta()));
  await dispatcher.dispatch(new CountStock({ itemId, counted: 4, reason: 'damaged' }, meta()));
  await settleApp(app);
  const kept = await desk.redeem({ accountId, itemId, count: 2 }, meta());
  await desk.pickUp(kept.redemptionId, kept.pickUpCode, meta());
  await settleApp(app);
  const dropped = await desk.redeem({ accountId, itemId, count: 1 }, meta());
  await settleApp(app);
  await desk.cancel(dropped.redemptionId, meta());
  await settleApp(app);
  const fraud = { householdId, dropId: drops[0]!.dropId, reason: 'fraud' as const };
  await dispatcher.dispatch(new AnnulDrop({ ...fraud, annullerId: newId() }, meta()));
}
