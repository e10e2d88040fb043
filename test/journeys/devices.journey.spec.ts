import { ForgottenSignIns } from '../../src/contexts/service-records/forgotten-sign-ins.handlers.js';
import { newId } from '../../src/platform/ids.js';
import { bootApp, type BootedApp, type Client } from '../support/boot-app.js';
import { Community, type Issuer, ok, refusal } from '../support/community.js';
import { type PostedScan, TestDevice } from '../support/test-device.js';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
/** Half an hour into the shift. */
const TEN = Date.parse('2026-03-02T02:00:00.000Z');

interface Answered {
  readonly sequence: number;
  readonly verdict: string;
  readonly code: string | null;
  readonly doubts: readonly string[];
  readonly recordId: string | null;
}

interface LateOne {
  readonly lateSignOutId: string;
  readonly recordId: string;
}

let booted: BootedApp;
let community: Community;
let issuer: Issuer;
let staff: Client;
let device: TestDevice;

const iso = (ms: number): string => new Date(ms).toISOString();
const now = (): number => Date.parse(booted.clock.now());

/** Another device than before: its clock and its count begin anew. */
async function freshDevice(): Promise<void> {
  device = new TestDevice();
  await device.enrol(staff, issuer.stationId, booted.anonymous);
}

async function start(): Promise<void> {
  booted = await bootApp();
  community = new Community(booted);
  issuer = await community.issuer();
  booted.clock.set(iso(TEN));
  await logInStaff();
  await freshDevice();
}

async function logInStaff(): Promise<void> {
  const scope = `station:${issuer.stationId}`;
  staff = await community.logIn({ grants: [{ role: 'station-staff', scope }] });
}

/** A volunteer who is enrolled in the shift. */
async function enrolled(at: Issuer = issuer): Promise<string> {
  const volunteerId = await community.volunteer();
  const path = `/api/v1/activities/${at.activityId}/shifts/${at.shiftId}/enrolments`;
  ok(await community.admin.post(path, { volunteerId }));
  return volunteerId;
}

async function phoneOf(volunteerId: string): Promise<Client> {
  return community.logIn({ volunteerId });
}

async function codeOn(phone: Client): Promise<string> {
  return ok<{ code: string }>(await phone.get('/api/v1/me/personal-code'), 200).code;
}

async function cardOf(volunteerId: string): Promise<string> {
  const path = `/api/v1/volunteers/${volunteerId}/cards`;
  return ok<{ code: string }>(await community.admin.post(path)).code;
}

const at = (code: string, over: Partial<PostedScan> = {}) => ({
  ...{ activityId: issuer.activityId, code, at: iso(now()), ...over },
});

async function post(
  scans: readonly PostedScan[],
  { by = device, sentAt = iso(now()) } = {},
): Promise<readonly Answered[]> {
  const answer = await by.post(booted.anonymous, scans, sentAt);
  return ok<{ answers: readonly Answered[] }>(answer, 200).answers;
}

const verdicts = (answers: readonly Answered[]): unknown[] =>
  answers.map(({ verdict, code, doubts }) => [verdict, code ?? doubts]);

const gradeOf = async (recordId: string | null): Promise<unknown> => {
  await booted.settle();
  const record = await community.admin.get(`/api/v1/records/${recordId}`);
  return ok<{ grade: string; doubts: string[] }>(record, 200);
};

const listed = async (): Promise<Record<string, unknown>> => {
  await booted.settle();
  const { body } = await staff.get(`/api/v1/stations/${issuer.stationId}/devices`);
  return body.items.find(({ deviceId }: { deviceId: string }) => deviceId === device.deviceId);
};

describe('a device of the station', () => {
  beforeAll(start);
  afterAll(() => booted.close());

  it('is enrolled once, with the code that staff was given, by whoever holds the key', async () => {
    const path = `/api/v1/stations/${issuer.stationId}/devices`;
    const wanted = { kind: 'kiosk', name: '门口' };
    const { deviceId, enrolmentCode: code } = ok<Record<string, string>>(
      await staff.post(path, wanted),
    );
    const enrol = (key: object) =>
      booted.anonymous.post('/api/v1/device-enrolments', { code, ...key });
    const [mine, other] = [new TestDevice(), new TestDevice()];
    expect(refusal(await enrol(mine.proofOf('another secret')))).toEqual([
      ...[422, 'devices/key-not-proved'],
    ]);
    expect(
      refusal(await enrol({ ...mine.proofOf(code!), publicKey: 'A'.repeat(42) + '?' })),
    ).toEqual([400, 'request/invalid']);
    expect(ok(await enrol(mine.proofOf(code!)))).toEqual({ deviceId, stationId: issuer.stationId });
    expect(ok(await enrol(mine.proofOf(code!)))).toEqual({ deviceId, stationId: issuer.stationId });
    expect(refusal(await enrol(other.proofOf(code!)))).toEqual([409, 'devices/already-enrolled']);
    const { stationId: elsewhere } = await community.issuer('另一社区居民委员会');
    const strangers = await community.logIn({
      grants: [{ role: 'station-staff', scope: `station:${elsewhere}` }],
    });
    expect(refusal(await strangers.post(path, wanted))).toEqual([403, 'access/not-permitted']);
  });

  it('codes can’t be guessed: after twenty wrong ones nothing is looked at', async () => {
    const guess = () => {
      const code = newId().replaceAll('-', '').slice(0, 10).toUpperCase();
      const asTyped = code.replaceAll('O', '0').replace(/[IL]/g, '1');
      return booted.anonymous.post('/api/v1/device-enrolments', {
        ...{ code, ...new TestDevice().proofOf(asTyped) },
      });
    };
    const codes = new Set<unknown>();
    for (let tries = 0; tries < 30; tries += 1) codes.add((await guess()).body.code);
    expect(codes).toEqual(new Set(['devices/code-wrong', 'request/too-many']));
    expect(refusal(await guess())).toEqual([429, 'request/too-many']);
    booted.clock.advance(11 * MINUTE);
    expect(refusal(await guess())).toEqual([422, 'devices/code-wrong']);
  });

  it('signs people in and out at once, by the code on their phone: grade A', async () => {
    const phone = await phoneOf(await enrolled());
    const [first] = await post([device.scan(at(await codeOn(phone)))]);
    expect(first).toMatchObject({ verdict: 'accepted', doubts: [], code: null });
    booted.clock.advance(2 * HOUR);
    const [last] = await post([device.scan(at(await codeOn(phone), { direction: 'out' }))]);
    expect(last).toMatchObject({ verdict: 'accepted', recordId: first!.recordId });
    expect(await gradeOf(first!.recordId)).toMatchObject({
      ...{ grade: 'A', doubts: [], centiHours: 200, recorder: `device:${device.deviceId}` },
    });
  });

  it('answers the same scan the same way, however often it is sent', async () => {
    const phone = await phoneOf(await enrolled());
    const scan = device.scan(at(await codeOn(phone)));
    const once = await post([scan]);
    booted.clock.advance(HOUR);
    expect(await post([scan])).toEqual(once);
    const count = (await community.events()).filter(
      ({ type, data }) =>
        type === 'devices.ScanAccepted' &&
        (data as { sequence: number }).sequence === scan.sequence,
    );
    expect(count).toHaveLength(1);
  });

  it('a number that comes again with another scan is refused and told to staff, once', async () => {
    const phone = await phoneOf(await enrolled());
    const scan = device.scan(at(await codeOn(phone)));
    await post([scan]);
    const copy = device.scan(at(await codeOn(phone), { direction: 'out' }), {
      sequence: scan.sequence,
    });
    for (let again = 0; again < 3; again += 1) {
      expect(verdicts(await post([copy]))).toEqual([['refused', 'devices/sequence-reused']]);
    }
    expect(await listed()).toMatchObject({ reused: 1 });
  });
});

describe('what a device may not do', () => {
  beforeAll(start);
  afterAll(() => booted.close());

  it.each<[string, string, (code: string) => Promise<PostedScan> | PostedScan]>([
    [
      ...(['signing out who is not signed in', 'service-records/not-signed-in'] as const),
      (code) => device.scan(at(code, { direction: 'out' })),
    ],
    [
      ...(['a changed scan', 'devices/signature-wrong'] as const),
      (code) => device.scan(at(code), { direction: 'out' }),
    ],
    [
      ...(['a code that nobody made', 'devices/personal-code-unknown'] as const),
      (code) => device.scan(at(`${code.slice(0, -3)}AAA`)),
    ],
    [
      ...(['a card that nobody issued', 'devices/personal-code-unknown'] as const),
      () => device.scan(at(`C${'A'.repeat(22)}`)),
    ],
    [
      ...(['an activity of another organisation', 'devices/activity-elsewhere'] as const),
      async (code) => {
        const { activityId } = await community.issuer('另一社区居民委员会');
        return device.scan(at(code, { activityId }));
      },
    ],
    [
      ...(['a scan from after its sending', 'devices/scanned-after-sending'] as const),
      (code) => device.scan(at(code, { at: iso(now() + 5 * MINUTE) })),
    ],
  ])('%s: %s', async (_, code, make) => {
    const phone = await phoneOf(await enrolled());
    const scan = await make(await codeOn(phone));
    expect(verdicts(await post([scan]))).toEqual([['refused', code]]);
  });

  it('a screenshot is refused after its time, where a fresh code could be shown', async () => {
    const phone = await phoneOf(await enrolled());
    const old = await codeOn(phone);
    booted.clock.advance(2 * MINUTE + 30 * SECOND);
    expect(verdicts(await post([device.scan(at(old))]))).toEqual([['refused', 'devices/code-old']]);
    expect(verdicts(await post([device.scan(at(await codeOn(phone)))]))).toEqual([
      ['accepted', []],
    ]);
  });

  it('the code of the sign-in signs nobody out, at whatever device', async () => {
    const phone = await phoneOf(await enrolled());
    const code = await codeOn(phone);
    const other = new TestDevice();
    await other.enrol(staff, issuer.stationId, booted.anonymous);
    await post([device.scan(at(code))]);
    booted.clock.advance(50 * SECOND);
    const out = other.scan(at(code, { direction: 'out' }));
    expect(verdicts(await post([out], { by: other }))).toEqual([
      ['refused', 'service-records/code-replayed'],
    ]);
  });

  it('a batch that somebody changed is not looked at; nor is an unknown device', async () => {
    const phone = await phoneOf(await enrolled());
    const scan = device.scan(at(await codeOn(phone)));
    const { deviceId } = device;
    const sentAt = iso(now());
    const forged = { deviceId, sentAt, scans: [scan], signature: scan.signature };
    expect(refusal(await booted.anonymous.post('/api/v1/device-scans', forged))).toEqual([
      ...[422, 'devices/signature-wrong'],
    ]);
    const unknown = { ...forged, deviceId: newId() };
    expect(refusal(await booted.anonymous.post('/api/v1/device-scans', unknown))).toEqual([
      ...[404, 'devices/device-unknown'],
    ]);
  });

  it('once revoked, nothing it sends counts, whenever it says it was scanned', async () => {
    const phone = await phoneOf(await enrolled());
    const thief = new TestDevice();
    await thief.enrol(staff, issuer.stationId, booted.anonymous);
    const before = thief.scan(at(await codeOn(phone)));
    const path = `/api/v1/devices/${thief.deviceId}/revocation`;
    ok(await staff.put(path, { reason: 'stolen' }), 200);
    booted.clock.advance(MINUTE);
    const answer = await thief.post(booted.anonymous, [before], iso(now()));
    expect(refusal(answer)).toEqual([409, 'devices/device-revoked']);
  });
});

describe('a station without network', () => {
  beforeAll(start);
  beforeEach(async () => {
    booted.clock.set(iso(TEN));
    await freshDevice();
  });
  afterAll(() => booted.close());

  it('brings in and out of the day in one batch, in whatever order: grade A within a day', async () => {
    const phone = await phoneOf(await enrolled());
    const scanIn = device.scan(at(await codeOn(phone)));
    booted.clock.advance(HOUR);
    const scanOut = device.scan(at(await codeOn(phone), { direction: 'out' }));
    booted.clock.advance(6 * HOUR);
    const answers = await post([scanOut, scanIn]);
    expect(verdicts(answers)).toEqual([
      ['accepted', []],
      ['accepted', []],
    ]);
    expect(await gradeOf(answers[1]!.recordId)).toMatchObject({ grade: 'A', centiHours: 100 });
  });

  it('a sign-out that arrives before its sign-in waits, and then counts', async () => {
    const phone = await phoneOf(await enrolled());
    const scanIn = device.scan(at(await codeOn(phone)));
    booted.clock.advance(HOUR);
    const scanOut = device.scan(at(await codeOn(phone), { direction: 'out' }));
    expect(verdicts(await post([scanOut]))).toEqual([['waiting', 'service-records/not-signed-in']]);
    expect(verdicts(await post([scanIn]))).toEqual([['accepted', []]]);
    const [answer] = await post([scanOut]);
    expect(answer).toMatchObject({ verdict: 'accepted' });
    expect(await gradeOf(answer!.recordId)).toMatchObject({ grade: 'A' });
  });

  it('a clock that is off is put right and doubted: grade B', async () => {
    const phone = await phoneOf(await enrolled());
    const off = 20 * MINUTE;
    const scans = [device.scan(at(await codeOn(phone), { at: iso(now() - off) }))];
    const begun = now();
    booted.clock.advance(HOUR);
    const out = { direction: 'out' as const, at: iso(now() - off) };
    scans.push(device.scan(at(await codeOn(phone), out)));
    const answers = await post(scans, { sentAt: iso(now() - off) });
    expect(verdicts(answers)).toEqual([
      ['review', ['clock-off']],
      ['review', ['clock-off']],
    ]);
    expect(await gradeOf(answers[0]!.recordId)).toMatchObject({
      ...{ grade: 'B', doubts: ['clock-off'], startsAt: iso(begun), centiHours: 100 },
    });
  });

  it('is late after a day, and too late after ten', async () => {
    const [a, b] = [await phoneOf(await enrolled()), await phoneOf(await enrolled())];
    const [first, second] = [device.scan(at(await codeOn(a))), device.scan(at(await codeOn(b)))];
    booted.clock.advance(25 * HOUR);
    expect(verdicts(await post([first]))).toEqual([['review', ['synced-late']]]);
    booted.clock.advance(10 * 24 * HOUR);
    expect(verdicts(await post([second]))).toEqual([['refused', 'devices/too-late']]);
  });

  it('loses nobody: sixty people, batches shuffled, dropped and sent twice, and the gap is seen', async () => {
    const people: string[] = [];
    for (let n = 0; n < 60; n += 1) people.push(await cardOf(await enrolled()));
    const scans = people.map((code) => device.scan(at(code, { witnessed: true })));
    booted.clock.advance(3 * HOUR);
    const lost = scans[17]!;
    const batches = [scans.slice(40), scans.slice(18, 40), scans.slice(0, 17)];
    for (const batch of [...batches, ...batches.toReversed()]) {
      const answers = await post(batch);
      expect(answers.every(({ verdict }) => verdict === 'accepted')).toBe(true);
    }
    expect(await listed()).toMatchObject({
      ...{ lastSequence: 60, scans: 59, refused: 0, missing: [{ from: 18, to: 18 }] },
    });
    await post([lost]);
    expect(await listed()).toMatchObject({ lastSequence: 60, scans: 60, missing: [] });
    const signedIn = (await community.events()).filter(
      ({ type, meta }) =>
        type === 'service-records.SignedIn' && meta.actor.deviceId === device.deviceId,
    );
    expect(signedIn).toHaveLength(60);
  }, 120_000);
});

describe('a printed card', () => {
  beforeAll(start);
  afterAll(() => booted.close());

  it('is firm when somebody looked who carried it, doubtful otherwise', async () => {
    const [seen, unseen] = [await cardOf(await enrolled()), await cardOf(await enrolled())];
    const scanBoth = async (direction: 'in' | 'out') =>
      post([
        device.scan(at(seen, { direction, witnessed: true })),
        device.scan(at(unseen, { direction })),
      ]);
    await scanBoth('in');
    booted.clock.advance(HOUR);
    const answers = await scanBoth('out');
    expect(verdicts(answers)).toEqual([
      ['accepted', []],
      ['review', ['card-unwitnessed']],
    ]);
    expect(await gradeOf(answers[0]!.recordId)).toMatchObject({ grade: 'A' });
    expect(await gradeOf(answers[1]!.recordId)).toMatchObject({ grade: 'B' });
  });

  it('is worth nothing once it is replaced, except for what was scanned before', async () => {
    const volunteerId = await enrolled();
    const old = await cardOf(volunteerId);
    const earlier = device.scan(at(old, { witnessed: true }));
    booted.clock.advance(MINUTE);
    const fresh = await cardOf(volunteerId);
    expect(fresh).not.toBe(old);
    booted.clock.advance(MINUTE);
    expect(verdicts(await post([earlier]))).toEqual([['review', ['card-revoked-since']]]);
    booted.clock.advance(HOUR);
    const out = { direction: 'out' as const, witnessed: true };
    expect(verdicts(await post([device.scan(at(old, out))]))).toEqual([
      ['refused', 'devices/card-revoked'],
    ]);
    expect(verdicts(await post([device.scan(at(fresh, out))]))).toEqual([['accepted', []]]);
    const cards = await community.admin.get(`/api/v1/volunteers/${volunteerId}/cards`);
    expect(cards.body.items).toMatchObject([{ revokedAt: null }, { reason: 'replaced' }]);
    expect(JSON.stringify(cards.body)).not.toContain(fresh);
  });
});

describe('a volunteer’s own phone without network', () => {
  beforeAll(start);
  afterAll(() => booted.close());

  const screen = async (): Promise<{ in: { code: string }; out: { code: string } }> =>
    ok(await staff.get(`/api/v1/activities/${issuer.activityId}/sign-in-codes`), 200);

  async function ownPhone(): Promise<TestDevice> {
    const volunteerId = await enrolled();
    const account = await phoneOf(volunteerId);
    const phone = new TestDevice();
    const { deviceId } = ok<{ deviceId: string }>(
      await account.post('/api/v1/me/phones', phone.proofOf(volunteerId)),
    );
    phone.deviceId = deviceId;
    return phone;
  }

  it('is believed within a quarter of an hour and reviewed after it', async () => {
    const phone = await ownPhone();
    const first = phone.scan(at((await screen()).in.code));
    booted.clock.advance(10 * MINUTE);
    expect(verdicts(await post([first], { by: phone }))).toEqual([['accepted', []]]);
    booted.clock.advance(HOUR);
    const last = phone.scan(at((await screen()).out.code, { direction: 'out' }));
    booted.clock.advance(3 * HOUR);
    const [answer] = await post([last], { by: phone });
    expect(answer).toMatchObject({ verdict: 'review', doubts: ['synced-late'] });
    expect(await gradeOf(answer!.recordId)).toMatchObject({ grade: 'B', centiHours: 116 });
  });

  it('an in-code is no out-code, a code of another activity none, an old one too old', async () => {
    booted.clock.set(iso(TEN));
    const phone = await ownPhone();
    const { code } = (await screen()).in;
    const elsewhere = { activityId: (await community.issuer('另一社区居民委员会')).activityId };
    const wrong = [
      phone.scan(at(code, { direction: 'out' })),
      phone.scan(at(code, elsewhere)),
      phone.scan(at(code, { at: iso(now() + 20 * MINUTE) })),
    ];
    booted.clock.advance(HOUR);
    expect(verdicts(await post(wrong, { by: phone }))).toEqual([
      ['refused', 'service-records/code-forged'],
      ['refused', 'service-records/code-forged'],
      ['refused', 'devices/code-old'],
    ]);
  });
});

describe('a second witness', () => {
  beforeAll(start);
  afterAll(() => booted.close());

  let recordId: string;

  it('a second device during the service makes an A+; the same one is no second', async () => {
    const phone = await phoneOf(await enrolled());
    const other = new TestDevice();
    await other.enrol(staff, issuer.stationId, booted.anonymous);
    await post([device.scan(at(await codeOn(phone)))]);
    booted.clock.advance(HOUR);
    const see = async (by: TestDevice) => {
      const scan = by.scan(at(await codeOn(phone), { direction: 'witness' }));
      return verdicts(await post([scan], { by }));
    };
    expect(await see(device)).toEqual([['refused', 'service-records/same-device']]);
    expect(await see(other)).toEqual([['accepted', []]]);
    booted.clock.advance(HOUR);
    const [out] = await post([device.scan(at(await codeOn(phone), { direction: 'out' }))]);
    expect(await gradeOf(out!.recordId)).toMatchObject({
      ...{ grade: 'A+', confirmedBy: 'second-device', centiHours: 200 },
    });
  });

  it('the beneficiary confirms with a code, which is for nobody else', async () => {
    const volunteerId = await enrolled();
    const phone = await phoneOf(volunteerId);
    await post([device.scan(at(await codeOn(phone)))]);
    booted.clock.advance(HOUR);
    const [out] = await post([device.scan(at(await codeOn(phone), { direction: 'out' }))]);
    recordId = out!.recordId!;
    await booted.settle();
    const codes = `/api/v1/records/${recordId}/confirmation-codes`;
    expect(refusal(await phone.post(codes))).toEqual([403, 'access/not-permitted']);
    const key = { 'idempotency-key': newId() };
    const { code, url } = ok<{ code: string; url: string }>(await staff.post(codes, {}, key));
    expect(ok<{ code: string }>(await staff.post(codes, {}, key)).code).toBe(code);

    const path = new URL(url).pathname;
    const asked = await booted.anonymous.get(path);
    expect(asked.body).toContain('清扫楼道');
    expect(asked.body).not.toContain('巴根');
    expect(await gradeOf(recordId)).toMatchObject({ grade: 'A', confirmedBy: null });
    const press = (who: Client) => who.post(path, { key: newId() });
    for (const [who, words] of [
      [phone, '志愿者本人不能确认'],
      [staff, '发出确认码的人不能自己确认'],
    ] as const) {
      const refused = await press(who);
      expect([refused.status, refused.body]).toEqual([403, expect.stringContaining(words)]);
    }
    expect((await press(booted.anonymous)).body).toContain('已确认，谢谢您');
    expect(await gradeOf(recordId)).toMatchObject({ grade: 'A+', confirmedBy: 'beneficiary' });
    // Every reader is told at once, not only when it takes effect.
    expect((await phone.get(`/me/records/${recordId}`)).body).toContain('证据等级 A+（签到签退）');
    const exported = await community.admin.get('/api/v1/exports/national?kind=service-records');
    expect(exported.body).toContain('签到签退,0,申请中,A+,');
    expect((await press(booted.anonymous)).status).toBe(200);
    expect((await booted.anonymous.get(path)).body).toContain('已经确认');
    expect((await booted.anonymous.get('/c/AAAAAAAAAAAAAAAAAAAAAA')).status).toBe(404);
  });

  it('and takes effect as an A+; afterwards there is nothing to confirm; the audit is clean', async () => {
    const review = `/api/v1/records/${recordId}/review`;
    ok(await community.admin.put(review, { decision: 'approve' }), 200);
    await community.letTakeEffect();
    expect(await gradeOf(recordId)).toMatchObject({ grade: 'A+', status: 'effective' });
    const codes = `/api/v1/records/${recordId}/confirmation-codes`;
    expect(refusal(await community.admin.post(codes))).toEqual([
      ...[409, 'service-records/not-confirmable'],
    ]);
    expect(await community.audit()).toMatchObject({ clean: true, findings: [] });
    const text = JSON.stringify(await community.events());
    expect(text).not.toContain('巴根');
  });
});

describe('the pages', () => {
  beforeAll(start);
  afterAll(() => booted.close());

  it('my code is a drawing that loads itself again when it changes', async () => {
    const phone = await phoneOf(await enrolled());
    booted.clock.set('2026-03-02T02:00:10.000Z');
    const page = await phone.get('/my/code');
    expect([page.status, page.headers['refresh']]).toEqual([200, '21']);
    expect(page.body).toContain('<svg');
    expect(page.body).not.toContain('<script');
    const english = await phone.get('/my/code?lang=en');
    expect(english.body).toContain('My code');
    expect((await booted.anonymous.get('/my/code')).headers['location']).toContain('/login?next=');
    expect((await staff.get('/my/code')).status).toBe(403);
  });

  it('staff makes a code, sees gaps and revokes, all with plain forms', async () => {
    const path = `/station-devices/${issuer.stationId}`;
    const made = await staff.post(path, { key: newId(), name: '<门口>', kind: 'kiosk' });
    expect([made.status, made.body]).toEqual([200, expect.stringContaining('登记码')]);
    const phone = await phoneOf(await enrolled());
    await codeOn(phone);
    device.scan(at(await codeOn(phone)));
    await post([device.scan(at(await codeOn(phone)))]);
    await booted.settle();
    const list = await staff.get(path);
    expect(list.body).toContain('&lt;门口&gt;');
    expect(list.body).toContain('缺号：1。');
    const form = { key: newId(), deviceId: device.deviceId, reason: 'lost' };
    expect((await staff.post(`${path}/revocations`, form)).status).toBe(303);
    await booted.settle();
    expect((await staff.get(`${path}?lang=en`)).body).toContain('revoked');
    expect((await booted.anonymous.get(path)).status).toBe(303);
    expect((await phone.get(path)).status).toBe(403);
  });
});

describe('a sign-in that nobody signed out of', () => {
  beforeAll(start);
  afterAll(() => booted.close());

  const sweep = () => booted.app.get(ForgottenSignIns, { strict: false }).sweepNow();

  /** Signed in at ten by a code, closed in the night: 4.00 h of grade B. */
  async function forgotten(): Promise<{ readonly card: string; readonly recordId: string }> {
    booted.clock.set(iso(TEN));
    await logInStaff();
    await freshDevice();
    const volunteerId = await enrolled();
    const card = await cardOf(volunteerId);
    const phone = await phoneOf(volunteerId);
    const [first] = await post([device.scan(at(await codeOn(phone)))]);
    booted.clock.set('2026-03-02T23:29:00.000Z');
    expect(await sweep()).toBe(0);
    booted.clock.set('2026-03-02T23:31:00.000Z');
    expect(await sweep()).toBe(1);
    expect(await sweep()).toBe(0);
    await community.passDays(0);
    await logInStaff();
    return { card, recordId: first!.recordId! };
  }

  /** One hour after the sign-in, by a device that had no network. */
  const outAt = (card: string) =>
    device.scan(at(card, { at: iso(TEN + HOUR), direction: 'out', witnessed: true }));
  const lateOnes = async (state: string) => {
    await booted.settle();
    return ok<{ items: LateOne[] }>(await staff.get(`/api/v1/late-sign-outs?state=${state}`), 200)
      .items;
  };
  const manager = () =>
    community.logIn({
      grants: [{ role: 'station-manager', scope: `station:${issuer.stationId}` }],
    });

  it('is closed by policy in the night, once, with grade B', async () => {
    const { recordId } = await forgotten();
    expect(await gradeOf(recordId)).toMatchObject({
      ...{ grade: 'B', doubts: ['closed-by-policy'], recorder: 'system', centiHours: 400 },
    });
  });

  it('a late sign-out goes to review: one number once, nothing changes, staff sees both', async () => {
    const { card, recordId } = await forgotten();
    const late = outAt(card);
    const once = await post([late]);
    expect(verdicts(once)).toEqual([['review', ['sign-in-closed']]]);
    expect(await post([late])).toEqual(once);
    expect(await gradeOf(recordId)).toMatchObject({ grade: 'B', centiHours: 400, version: 1 });
    expect(await lateOnes('open')).toMatchObject([
      {
        ...{ recordId, at: iso(TEN + HOUR), centiHours: 100, grade: 'A', status: 'open' },
        recorded: { centiHours: 400, grade: 'B', status: 'submitted', version: 1 },
      },
    ]);
    const review = { decision: 'approve' };
    expect(refusal(await staff.put(`/api/v1/records/${recordId}/review`, review))).toEqual([
      ...[409, 'service-records/late-sign-out-open'],
    ]);
  });

  it('two persons accept it: the record says what the device saw, and is reviewed anew', async () => {
    const [{ lateSignOutId, recordId }] = (await lateOnes('open')) as [LateOne];
    const path = `/api/v1/late-sign-outs/${lateSignOutId}`;
    expect(refusal(await staff.post(`${path}/proposals`, { reason: '核对' }))).toEqual([
      ...[403, 'access/not-permitted'],
    ]);
    const [one, other] = [await manager(), await manager()];
    const { proposalId } = ok<{ proposalId: string }>(
      await one.post(`${path}/proposals`, { reason: '平板两天没有网络' }),
    );
    const decision = `/api/v1/records/${recordId}/proposals/${proposalId}/decision`;
    expect(refusal(await one.put(decision, { decision: 'confirm' }))).toEqual([
      ...[403, 'service-records/proposer-is-decider'],
    ]);
    expect(await gradeOf(recordId)).toMatchObject({ grade: 'B', centiHours: 400 });
    ok(await other.put(decision, { decision: 'confirm' }), 200);
    expect(await gradeOf(recordId)).toMatchObject({
      ...{ grade: 'A', centiHours: 100, version: 2, status: 'submitted', doubts: [] },
    });
    expect(await lateOnes('open')).toEqual([]);
    expect(await lateOnes('settled')).toMatchObject([{ lateSignOutId, status: 'accepted' }]);
    const told = await community.admin.get(`/api/v1/records/${recordId}/explanation`);
    expect(JSON.stringify(told.body.sentences)).toContain('设备记录的签退');
  });

  it('or one dismisses it with a reason, which the volunteer’s station can read', async () => {
    const { card, recordId } = await forgotten();
    await post([outAt(card)]);
    const [{ lateSignOutId }] = (await lateOnes('open')) as [LateOne];
    const path = `/api/v1/late-sign-outs/${lateSignOutId}`;
    const one = await manager();
    expect(refusal(await one.put(`${path}/dismissal`, { reason: '' }))[0]).toBe(400);
    ok(await one.put(`${path}/dismissal`, { reason: '签退的是另一个人' }), 200);
    expect(refusal(await one.post(`${path}/proposals`, { reason: '还是采纳' }))).toEqual([
      ...[409, 'service-records/late-sign-out-settled'],
    ]);
    expect(ok(await staff.get(path), 200)).toMatchObject({
      ...{ status: 'dismissed', reason: '签退的是另一个人', settledBy: one.accountId },
    });
    expect(await gradeOf(recordId)).toMatchObject({ grade: 'B', centiHours: 400, version: 1 });
    expect(JSON.stringify(await community.events())).not.toContain('签退的是另一个人');
    const path404 = '/api/v1/late-sign-outs/0190b5a0-0000-7000-8000-000000000000';
    expect(refusal(await staff.get(path404))).toEqual([
      ...[404, 'service-records/late-sign-out-unknown'],
    ]);
  });

  it('of a sign-in that came to no record there is nothing to correct', async () => {
    booted.clock.set(iso(TEN));
    await logInStaff();
    await freshDevice();
    const volunteerId = await enrolled();
    const card = await cardOf(volunteerId);
    await post([device.scan(at(await codeOn(await phoneOf(volunteerId))))]);
    // The sign-in is spent, and not closed yet: staff may enter the hour.
    booted.clock.set(iso(TEN + 10 * HOUR));
    await community.passDays(0);
    await community.record(volunteerId, issuer);
    booted.clock.set('2026-03-02T23:31:00.000Z');
    expect(await sweep()).toBe(1);
    await community.passDays(0);
    await logInStaff();
    expect(verdicts(await post([outAt(card)]))).toEqual([['review', ['sign-in-closed']]]);
    const [late] = (await lateOnes('open')) as [LateOne];
    expect(late).toMatchObject({ recorded: null, centiHours: 100 });
    const one = await manager();
    const path = `/api/v1/late-sign-outs/${late.lateSignOutId}`;
    expect(refusal(await one.post(`${path}/proposals`, { reason: '采纳' }))).toEqual([
      ...[409, 'service-records/late-sign-out-lapsed'],
    ]);
    ok(await one.put(`${path}/dismissal`, { reason: '已另行录入' }), 200);
  });

  it('and the audit is clean', async () => {
    expect(await community.audit()).toMatchObject({ clean: true, findings: [] });
  });

  it('no code stands in the ledger, and no name of a device', async () => {
    const text = JSON.stringify(await community.events());
    expect(text).not.toContain('一楼大厅平板');
    expect(text).not.toMatch(/"P[\w-]{60,}"/);
  });
});
