import { compiled } from '../docs/sources.mjs';

const DIVISION = '150602001003';
const PROOF = 'a'.repeat(64);

/** Everything an account, a pool and an agreement can come to; credit is issued as records would. */
export async function timeBank(stage) {
  const policy = await termsOfMarch();
  await holds(stage, policy);
  await transfers(stage, policy);
  await standing(stage, policy);
  await acceptance(stage);
}

async function termsOfMarch() {
  const { creditPolicyOn } = await compiled('src/contexts/time-bank/domain/credit.policy.ts');
  return creditPolicyOn('2026-03-12');
}

async function holds({ ask, at, id, told }, policy) {
  const { volunteerId } = told('time-bank.CreditHeld');
  const hold = { volunteerId, holdId: id('hold'), at };
  const terms = { stationId: null, accepted: [], age: null, policy };
  const expiresAt = '2026-04-11T02:00:00.000Z';
  await ask('HoldCredit', { ...hold, centiHours: 100, expiresAt, ...terms });
  await ask('ReleaseHold', hold);
}

/** A record of so much that a cap is met; a gift, donations, a grant that lapses. */
async function transfers({ ask, at, id, settle }, policy) {
  const [giver, relative] = [id('giver'), id('relative')];
  const own = { volunteerId: giver, at };
  const record = { recordId: id('record'), issuer: id('station'), earnedOn: '2026-03-03', policy };
  const worth = { volunteerId: giver, ...record, version: 1, centiHours: 1_000 };
  await ask('IssueCredit', worth);
  await ask('CorrectIssue', { ...worth, version: 2, centiHours: 900 });
  await ask('ReverseIssue', { volunteerId: giver, recordId: id('void record') });
  const kin = { to: relative, relation: 'parent', evidenceHash: PROOF };
  await ask('GiveCredit', { ...own, giftId: id('gift'), ...kin, centiHours: 100, policy });
  const pool = { donationId: id('donation'), divisionCode: DIVISION };
  await ask('DonateCredit', { ...own, ...pool, source: 'credit', centiHours: 300 });
  await ask('KeepOverflow', { ...own, centiHours: 100 });
  await settle();
  const grant = { divisionCode: DIVISION, grantId: id('grant'), volunteerId: relative };
  const ground = { ground: 'solitary-80', evidenceHash: PROOF, approver: id('approver') };
  const until = { month: '2026-03', expiresAt: '2026-03-31T16:00:00.000Z', at, policy };
  const approval = { ...ground, approverVolunteerId: null };
  await ask('GrantFromPool', { ...grant, ...approval, ...until, centiHours: 200 });
  await settle();
  await ask('LapseGrants', { volunteerId: relative, at: until.expiresAt });
  await ask('NameGuarantor', { divisionCode: DIVISION, organisationId: id('guarantor'), at });
}

async function standing({ ask, at, id }, policy) {
  const volunteerId = id('leaver');
  await ask('ChooseHonourOnly', { volunteerId, honourOnly: true, at });
  await ask('FreezeAccount', { volunteerId, reason: 'dispute', at });
  await ask('UnfreezeAccount', { volunteerId, at });
  const claimUntil = '2027-03-11T16:00:00.000Z';
  const death = { evidenceHash: PROOF, divisionCode: DIVISION, claimUntil, at, policy };
  await ask('ReportDeath', { volunteerId, ...death });
  await ask('CloseEstate', { volunteerId, transferId: id('estate'), at: claimUntil });
}

async function acceptance({ ask, at, id }) {
  const [first, second] = [id('station'), id('other station')];
  const [one, other] = [
    { stationId: first, otherId: second, at },
    { stationId: second, otherId: first, at },
  ];
  const terms = { limitCentiHours: 10_000, everyMonths: 3, firstNettingOn: '2026-04-01' };
  await ask('ProposeAcceptance', { ...one, ...terms });
  await ask('ConfirmAcceptance', other);
  await ask('ClearSpend', { ...one, transferId: id('cleared hold'), centiHours: 100 });
  await ask('NetAcceptance', { stationId: first, otherId: second, on: '2026-04-01' });
  await ask('EndAcceptance', one);
}
