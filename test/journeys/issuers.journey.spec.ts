import { PdfMaker } from '../../src/contexts/certificates/pdf-maker.handlers.js';
import { CertificatesQueries } from '../../src/contexts/certificates/certificates.queries.js';
import type { PublishedKey } from '../../src/contexts/certificates/signing/published-key.js';
import { verifyPdf } from '../../src/contexts/certificates/verification.js';
import { bootApp, type BootedApp } from '../support/boot-app.js';
import { Community, type Issuer, ok, refusal } from '../support/community.js';

interface Issued {
  readonly certificateId: string;
  readonly verifyUrl: string;
}
interface Row {
  readonly number: string;
  readonly status: string;
  readonly volunteerId: string;
}

const period = { from: '2026-01-01', to: '2026-12-31' };

/** Issuers over the years: a merger, a register that keeps all, keys that come and go. */
describe('an issuer over time', () => {
  let booted: BootedApp;
  let community: Community;
  let old: Issuer;
  let heir: Issuer;
  let grown: string;
  let child: string;
  const issues: Issued[] = [];

  beforeAll(async () => {
    booted = await bootApp();
    community = new Community(booted);
    old = await community.issuer();
    heir = await community.issuer('东胜区交通街道团结社区居民委员会');
    grown = await community.volunteer();
    child = await community.volunteer({ name: '小林', birthDate: '2012-05-01' });
    await community.record(grown, old, 0);
    await community.record(grown, heir, 2);
    await community.record(child, old, 4);
    await community.letTakeEffect();
  });
  afterAll(() => booted.close());

  const post = (path: string, body: object) => community.admin.post(`/api/v1${path}`, body);
  const put = (path: string, body?: object) => community.admin.put(`/api/v1${path}`, body);
  const certify = async (wish: object): Promise<Issued> => {
    const { certificateId } = ok<Issued>(await post('/certificates', { ...period, ...wish }));
    const issued = ok<Issued>(await put(`/certificates/${certificateId}/acceptance`), 200);
    issues.push(issued);
    return issued;
  };
  const register = async (of: Issuer, query = ''): Promise<readonly Row[]> => {
    const path = `/api/v1/organisations/${of.organisationId}/certificate-register${query}`;
    return ok<{ items: Row[] }>(await community.admin.get(path), 200).items;
  };
  const pdfOf = ({ certificateId }: Issued, printing = 1): Promise<Buffer> => {
    const get = <T>(type: abstract new (...args: never[]) => T): T =>
      booted.app.get<T>(type, { strict: false });
    const view = get(CertificatesQueries).certificate(certificateId);
    return get(PdfMaker).pdfOf(view, { accountId: 'tester', printing });
  };
  const verdict = async (pdf: Buffer): Promise<string> => {
    const keys = ok<PublishedKey[]>(await booted.anonymous.get('/api/v1/keys'), 200);
    const now = booted.clock.now();
    return verifyPdf(pdf, { keys, now, statusOf: () => 'valid' }).verdict;
  };

  it('publicises what the holder agreed to, masked, for seven days', async () => {
    const { organisationId } = old;
    const wish = { volunteerId: grown, organisationId, askedBy: 'holder', publicity: true };
    await certify(wish);
    const board = `/notices/${organisationId}`;
    const shown = String((await booted.anonymous.get(board)).body);
    expect(shown).toContain('哈＊·＊根');
    expect(shown).not.toContain('巴根');
    await community.passDays(8);
    expect(String((await booted.anonymous.get(board)).body)).toContain('没有公示中的证明');
  });

  it('a guardian asks for a minor, who stands in no public list', async () => {
    const { organisationId } = old;
    const wish = { ...period, volunteerId: child, organisationId, publicity: true };
    const own = await community.logIn({ volunteerId: child });
    const alone = await own.post('/api/v1/certificates', wish);
    expect(refusal(alone)).toEqual([422, 'certificates/guardian-must-ask']);
    await certify({ ...wish, askedBy: 'guardian' });
    const shown = String((await booted.anonymous.get(`/notices/${organisationId}`)).body);
    expect(shown).not.toContain('小＊');
  });

  it('may certify only what it recorded', async () => {
    const { certificateId } = await certify({
      ...{ volunteerId: grown, organisationId: heir.organisationId },
    });
    const view = ok(await community.admin.get(`/api/v1/certificates/${certificateId}`), 200);
    expect(view).toMatchObject({ totals: { services: 1, centiHours: 100 } });
    const wish = { ...period, volunteerId: child, organisationId: heir.organisationId };
    const request = ok<Issued>(await post('/certificates', wish));
    const none = await put(`/certificates/${request.certificateId}/acceptance`);
    expect(refusal(none)).toEqual([422, 'certificates/nothing-to-certify']);
  });

  it('as the successor also what the merged one recorded, which itself issues no more', async () => {
    const succession = { successorId: heir.organisationId, cause: 'merged', on: '2026-03-20' };
    ok(await put(`/organisations/${old.organisationId}/succession`, succession), 200);
    const { certificateId } = await certify({
      ...{ volunteerId: grown, organisationId: heir.organisationId },
    });
    const view = ok(await community.admin.get(`/api/v1/certificates/${certificateId}`), 200);
    expect(view).toMatchObject({ totals: { services: 2, centiHours: 200 } });
    const wish = { ...period, volunteerId: grown, organisationId: old.organisationId };
    const request = ok<Issued>(await post('/certificates', wish));
    const late = await put(`/certificates/${request.certificateId}/acceptance`);
    expect(refusal(late)).toEqual([409, 'certificates/issuer-succeeded']);
  });

  it('keeps every number in its register, which officers can search', async () => {
    const [first] = await register(old);
    expect((await register(old)).map(({ volunteerId }) => volunteerId)).toEqual([grown, child]);
    expect((await register(heir)).map(({ status }) => status)).toEqual(['issued', 'issued']);
    expect(await register(old, `?number=${first?.number}`)).toHaveLength(1);
    expect(await register(old, `?volunteerId=${child}&status=issued&year=2026`)).toHaveLength(1);
    expect(await register(old, '?status=revoked')).toEqual([]);
    const stranger = await community.logIn({ volunteerId: grown });
    const path = `/api/v1/organisations/${old.organisationId}/certificate-register`;
    expect((await stranger.get(path)).status).toBe(403);
  });

  it('prints again under the same number, and both printings are good', async () => {
    const [, , issued] = issues;
    const path = `/certificates/${issued?.certificateId}/reprints`;
    expect(ok(await post(path, {}))).toMatchObject({ printing: 2 });
    for (const printing of [1, 2])
      expect(await verdict(await pdfOf(issued!, printing))).toBe('valid');
    const later = await community.admin.get(
      `/api/v1/certificates/${issued?.certificateId}/pdf?printing=3`,
    );
    expect(refusal(later)).toEqual([404, 'certificates/no-such-printing']);
  });

  it('rotates its keys: what the old ones signed stays valid', async () => {
    const [, , before] = issues;
    const path = `/organisations/${heir.organisationId}/signing-keys`;
    const fresh = ok<{ tokenKeyId: string }>(await post(path, {}));
    await booted.settle();
    const after = await certify({ volunteerId: grown, organisationId: heir.organisationId });
    expect(await verdict(await pdfOf(before!))).toBe('valid');
    expect(await verdict(await pdfOf(after))).toBe('valid');
    const keys = ok<PublishedKey[]>(await booted.anonymous.get('/api/v1/keys'), 200);
    expect(keys.map(({ keyId }) => keyId)).toContain(fresh.tokenKeyId);
  });

  it('a key that was found out spoils what is later, warns of what is earlier, signs no more', async () => {
    const [, , first] = issues;
    const { tokenKeyId } = await signedWith(first!);
    const path = `/organisations/${heir.organisationId}/signing-keys/${tokenKeyId}/revocation`;
    const today = booted.clock.now();
    await community.passDays(1);
    const compromised = { reason: 'compromised', invalidFrom: booted.clock.now() };
    ok(await put(path, compromised), 200);
    expect(refusal(await put(path, compromised))).toEqual([
      409,
      'certificates/key-already-revoked',
    ]);
    expect(await verdict(await pdfOf(first!))).toBe('key-revoked-after-issue');
    ok(await put(path, { reason: 'compromised', invalidFrom: today }), 200);
    expect(await verdict(await pdfOf(first!))).toBe('key-revoked-before-issue');

    const last = issues.at(-1)!;
    const { tokenKeyId: current } = await signedWith(last);
    const now = `/organisations/${heir.organisationId}/signing-keys/${current}/revocation`;
    ok(await put(now, { reason: 'compromised' }), 200);
    const fresh = await certify({ volunteerId: grown, organisationId: heir.organisationId });
    expect((await signedWith(fresh)).tokenKeyId).not.toBe(current);
    expect(await verdict(await pdfOf(fresh))).toBe('valid');
  });

  it('and the audit agrees with all of it', async () => {
    expect(await community.audit()).toMatchObject({ clean: true, findings: [] });
  });

  async function signedWith({ certificateId }: Issued): Promise<{ tokenKeyId: string }> {
    const found = (await community.events()).find(
      ({ type, data }) =>
        type === 'certificates.CertificateIssued' &&
        (data as { certificateId: string }).certificateId === certificateId,
    );
    return found!.data as { tokenKeyId: string };
  }
});
