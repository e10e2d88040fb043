import { compiled } from '../docs/sources.mjs';

/** A household's week: drops, goods, a redemption of every end, and what is taken back. */
export async function green({ ask, at, id, settle, told }) {
  const { DROP_POLICIES } = await compiled('src/contexts/green-accounts/domain/drop.policy.ts');
  const { stationId, organisationId, divisionCode } = told('stations.StationOpened');
  const [householdId, dropId, itemId] = [id('household'), id('drop'), id('item')];
  const home = { householdId, stationId, organisationId, divisionCode, code: '7ZK3M-0Q2XN' };
  await ask('RegisterHousehold', home);
  const claim = { householdId, personId: id('person'), claimId: id('claim') };
  await ask('ClaimMembership', claim);
  await settle();
  const day = { on: '2026-03-12', policy: DROP_POLICIES[0] };
  const seen = { householdId, stationId, kind: 'recyclable', grams: 2_500, pieces: null };
  const inspected = { ...seen, passed: true, inspectorId: id('inspector'), at, ...day };
  for (const nth of ['', ' 2'])
    await ask('InspectDrop', { ...inspected, dropId: id(`drop${nth}`) });
  await settle();
  const goods = { itemId, stationId, book: 'green', name: 'soap', pricePoints: 4 };
  await ask('ListItem', goods);
  await ask('PriceItem', { itemId, pricePoints: 5 });
  await ask('ReceiveStock', { itemId, count: 12, receipt: 'RK-2026-0312' });
  await ask('CountStock', { itemId, counted: 11, reason: 'damaged' });
  await redemptions({ ask, at, id, account: `green.${householdId}`, itemId, stationId });
  await settle();
  await ask('WithdrawItem', { itemId });
  const again = { householdId, dropId, passed: true, grams: 1_200, pieces: null };
  await ask('CorrectDrop', { ...again, correctorId: id('corrector'), ...day });
  const fraud = { householdId, dropId: id('drop 2'), reason: 'fraud' };
  await ask('AnnulDrop', { ...fraud, annullerId: id('corrector') });
  await settle();
  await ask('ExpirePoints', { accountId: `green.${householdId}`, on: '2028-03-12' });
  await ask('LeaveHousehold', { householdId, personId: claim.personId });
  await ask('CloseHousehold', { householdId, on: '2026-03-12' });
}

/** One is picked up at the second try, one is cancelled. */
async function redemptions({ ask, at, id, account, itemId, stationId }) {
  const { REDEMPTION_POLICIES } = await compiled('src/contexts/points/domain/redemption.policy.ts');
  const [policy] = REDEMPTION_POLICIES;
  for (const name of ['redemption', 'redemption 2']) {
    const wish = { accountId: account, redemptionId: id(name), itemId, count: 1 };
    await ask('HoldPoints', { ...wish, points: 5, at, on: '2026-03-12' });
    await ask('ReserveStock', { ...wish, pricePoints: 5 });
    const opened = { ...wish, stationId, points: 5, at, expiresAt: '2026-03-19T16:00:00.000Z' };
    await ask('OpenRedemption', { ...opened, policy });
  }
  const pickUp = { redemptionId: id('redemption'), at, policy };
  await ask('PickUpGoods', { ...pickUp, codeIsRight: false });
  await ask('PickUpGoods', { ...pickUp, codeIsRight: true });
  const whose = { accountId: account, itemId };
  await ask('EndRedemption', { redemptionId: id('redemption 2'), ...whose, at });
}
