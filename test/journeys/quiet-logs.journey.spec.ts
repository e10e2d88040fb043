import {
  type Answer,
  bootApp,
  type BootedApp,
  type Client,
  PASSWORD,
} from '../support/boot-app.js';
import { Community, idNumber, type Issuer, ok } from '../support/community.js';

const NAME = '慕容听雨';
const BIRTH = '1961-04-17';
const ID_NUMBER = idNumber(BIRTH, 41);
const PHONE = '15847703321';
const ADDRESS = '纺织街道绣花巷';
const LOGIN = 'murongtingyu';
const WRONG_PASSWORD = 'tulip-Mania-1637';
const WORDS = '那天我没有来';
/** What nobody may find in a log, an error, an address or an event. */
const PERSONAL = [NAME, '慕容', ID_NUMBER, BIRTH, PHONE, ADDRESS, LOGIN, WORDS];
const SECRET = [PASSWORD, WRONG_PASSWORD];

/** Everything personal goes in by every door, wrongly too; then all that came out is searched. */
describe('what the service says to those who may not know', () => {
  const logged: string[] = [];
  const refusals: Answer[] = [];
  const publicPages: Answer[] = [];
  let booted: BootedApp;
  let community: Community;
  let issuer: Issuer;
  let volunteerId: string;
  let person: Client;

  const registration = (): object => ({
    ...{ name: NAME, sex: 'male', birthDate: BIRTH, idType: 'resident-id', phone: PHONE },
    ...{ idNumber: ID_NUMBER, divisionCode: '150602001003', address: ADDRESS },
    ...{ serviceCategories: ['community'], declaredTrue: true, privacyVersion: '2026-01' },
  });

  beforeAll(async () => {
    booted = await bootApp({ dataDir: 'temp', log: (line) => logged.push(line) });
    community = new Community(booted);
    issuer = await community.issuer();
    const home = { stationId: issuer.stationId, organisationId: issuer.organisationId };
    const registered = await booted.admin.post('/api/v1/volunteers', {
      ...registration(),
      ...home,
    });
    ({ volunteerId } = ok<{ volunteerId: string }>(registered));
    const account = { loginName: LOGIN, password: PASSWORD, volunteerId };
    ok(await booted.admin.post('/api/v1/accounts', account));
    person = await booted.logIn(LOGIN);
    await sayItWrongly();
    await serveAndCertify();
    await booted.settle();
  });
  afterAll(() => booted.close());

  async function sayItWrongly(): Promise<void> {
    const { admin, anonymous } = booted;
    const session = { loginName: LOGIN, password: WRONG_PASSWORD };
    const asked = encodeURIComponent(NAME);
    refusals.push(
      await admin.post('/api/v1/volunteers', registration()),
      await admin.post('/api/v1/volunteers', { ...registration(), idNumber: `${ID_NUMBER}1` }),
      await admin.post('/api/v1/volunteers', { ...registration(), birthDate: NAME, phone: NAME }),
      await admin.post('/api/v1/volunteers', { ...registration(), [NAME]: PHONE }),
      await admin.post('/api/v1/volunteers', `{"name":"${NAME}","idNumber":"${ID_NUMBER}`),
      await admin.post('/api/v1/accounts', { loginName: LOGIN, password: PASSWORD }),
      await anonymous.post('/api/v1/session', session),
      await anonymous.post('/api/v1/session', { ...session, [PHONE]: ADDRESS }),
      await anonymous.post('/api/v1/volunteers', registration()),
      await admin.get(`/api/v1/volunteers/${asked}`),
      await admin.get(`/api/v1/${asked}/${ID_NUMBER}`),
      await person.post('/api/v1/complaints', { kind: NAME, subjectId: PHONE, text: WORDS }),
    );
  }

  async function serveAndCertify(): Promise<void> {
    const recordId = await community.record(volunteerId, issuer, 0);
    await community.record(volunteerId, issuer, 2);
    person = await booted.logIn(LOGIN);
    const objection = { reason: 'other', text: WORDS };
    await person.post(`/api/v1/records/${recordId}/objections`, objection);
    const roster = `姓名,证件号码,手机\n${NAME},${ID_NUMBER},${PHONE}\n${NAME},${PHONE},${ID_NUMBER}\n`;
    refusals.push(await community.admin.post('/api/v1/imports?kind=volunteers', roster));
    await community.letTakeEffect();
    person = await booted.logIn(LOGIN);
    const wish = { volunteerId, organisationId: issuer.organisationId, publicity: true };
    const period = { from: '2026-01-01', to: '2026-12-31' };
    const { certificateId } = ok<{ certificateId: string }>(
      await person.post('/api/v1/certificates', { ...wish, ...period }),
    );
    const path = `/api/v1/certificates/${certificateId}`;
    const { verifyUrl } = ok<{ verifyUrl: string }>(
      await community.admin.put(`${path}/acceptance`),
      200,
    );
    ok(await person.get(`${path}/pdf`), 200);
    publicPages.push(
      await booted.anonymous.get(new URL(verifyUrl).pathname),
      await booted.anonymous.get(`/notices/${issuer.organisationId}`),
    );
  }

  it('has been told everything', () => {
    expect(refusals.map(({ status }) => status >= 400)).toEqual(refusals.map(() => true));
    expect(refusals.filter(({ status }) => status >= 500)).toEqual([]);
    expect(logged.length).toBeGreaterThan(20);
    expect(publicPages.map(({ status }) => status)).toEqual([200, 200]);
    expect(publicPages[0]?.body).toContain('慕＊＊雨');
  });

  it.each([...PERSONAL, ...SECRET])('logs never hold %s', (value) => {
    expect(logged.filter((line) => line.includes(value))).toEqual([]);
  });

  it.each([ID_NUMBER, PHONE, ADDRESS, WORDS, ...SECRET])('refusals never repeat %s', (value) => {
    const texts = refusals.map(({ body }) => JSON.stringify(body));
    expect(texts.filter((text) => text.includes(value))).toEqual([]);
  });

  it.each([NAME, ...PERSONAL.slice(2), ...SECRET])('public pages never show %s', (value) => {
    expect(publicPages.filter(({ body }) => String(body).includes(value))).toEqual([]);
  });

  it.each([...PERSONAL, ...SECRET])('events never hold %s', async (value) => {
    const texts = (await community.events()).map((event) => JSON.stringify(event));
    expect(texts.filter((text) => text.includes(value))).toEqual([]);
  });

  it('answers hold no personal data in their addresses', () => {
    const locations = [...refusals, ...publicPages].map(({ headers }) =>
      String(headers['location']),
    );
    expect(locations.filter((text) => PERSONAL.some((value) => text.includes(value)))).toEqual([]);
  });
});
