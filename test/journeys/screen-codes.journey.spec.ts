import { bootApp, type BootedApp, type Client } from '../support/boot-app.js';
import { Community, type Issuer, ok, refusal } from '../support/community.js';

const SECOND = 1_000;
const GUESSES = 1_000;
/** Half an hour into the shift. */
const TEN = '2026-03-02T02:00:00.000Z';

/** What somebody tries who is not at the activity: each is refused, and nothing is recorded. */
describe('the code on the screen, attacked', () => {
  let booted: BootedApp;
  let community: Community;
  let issuer: Issuer;
  let volunteer: Client;

  beforeAll(async () => {
    booted = await bootApp();
    community = new Community(booted);
    issuer = await community.issuer();
  });
  beforeEach(async () => {
    booted.clock.set(TEN);
    const volunteerId = await community.volunteer();
    const path = `/api/v1/activities/${issuer.activityId}/shifts/${issuer.shiftId}/enrolments`;
    booted.clock.set('2026-03-02T01:00:00.000Z');
    ok(await community.admin.post(path, { volunteerId }));
    booted.clock.set(TEN);
    volunteer = await community.logIn({ volunteerId });
  });
  afterAll(() => booted.close());

  const shown = async (direction: 'in' | 'out', { activityId } = issuer): Promise<string> => {
    const screen = await community.admin.get(`/api/v1/activities/${activityId}/sign-in-codes`);
    return ok<Record<'in' | 'out', { code: string }>>(screen, 200)[direction].code;
  };
  const scan = (code: string, direction: 'in' | 'out' = 'in') =>
    volunteer.post(`/api/v1/sign-${direction}s`, { activityId: issuer.activityId, code });

  it('a thousand guesses: thirty are looked at, then none for ten minutes', async () => {
    const [window] = (await shown('in')).split('.');
    const counts = new Map<unknown, number>();
    for (let n = 0; n < GUESSES; n += 1) {
      const mac = Buffer.alloc(10, n % 256)
        .fill(n >> 8, 0, 1)
        .toString('base64url');
      const { code } = (await scan(`${window}.${mac}`)).body;
      counts.set(code, (counts.get(code) ?? 0) + 1);
    }
    expect(Object.fromEntries(counts)).toEqual({
      ...{ 'service-records/code-forged': 30, 'request/too-many': GUESSES - 30 },
    });
    expect(refusal(await scan(await shown('in')))).toEqual([429, 'request/too-many']);
    booted.clock.advance(600 * SECOND);
    ok(await scan(await shown('in')));
  }, 60_000);

  it('a picture: good for a minute after it was shown, not for longer', async () => {
    const code = await shown('in');
    booted.clock.advance(90 * SECOND);
    expect(refusal(await scan(code))).toEqual([409, 'service-records/code-expired']);
    booted.clock.advance(-1 * SECOND);
    ok(await scan(code));
  });

  it('a replay: whoever is in stays in, once; whoever is out has nothing to sign out of', async () => {
    const code = await shown('in');
    const first = ok<{ recordId: string }>(await scan(code));
    expect(first.recordId).not.toBeNull();
    expect(ok<{ recordId: null }>(await scan(code))).toEqual({ recordId: null });
    booted.clock.advance(600 * SECOND);
    const out = await shown('out');
    ok(await scan(out, 'out'));
    expect(refusal(await scan(out, 'out'))).toEqual([409, 'service-records/not-signed-in']);
    expect(refusal(await scan(await shown('in')))).toEqual([
      ...[409, 'service-records/already-recorded'],
    ]);
  });

  it('of another activity, and in as out', async () => {
    const other = await community.issuer('另一社区居民委员会');
    expect(refusal(await scan(await shown('in', other)))).toEqual([
      ...[422, 'service-records/code-forged'],
    ]);
    ok(await scan(await shown('in')));
    expect(refusal(await scan(await shown('in'), 'out'))).toEqual([
      ...[422, 'service-records/code-forged'],
    ]);
  });

  it('leaves an audit that is clean', async () => {
    expect(await community.audit()).toMatchObject({ clean: true, findings: [] });
  });
});
