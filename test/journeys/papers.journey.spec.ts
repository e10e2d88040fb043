import { Bitstring } from '@digitalbazaar/bitstring';
import { compactVerify, importJWK, type JWK } from 'jose';
import { PdfMaker } from '../../src/contexts/certificates/pdf-maker.handlers.js';
import { CertificatesQueries } from '../../src/contexts/certificates/certificates.queries.js';
import {
  type DetachedSm2,
  SM2_ATTACHMENT,
} from '../../src/contexts/certificates/signing/detached-sm2.js';
import { attachmentsOf } from '../../src/contexts/certificates/signing/pdf-attachments.js';
import { signatureHolds } from '../../src/contexts/certificates/signing/signers.js';
import { verifyPdf } from '../../src/contexts/certificates/verification.js';
import { bootApp, type BootedApp, type Client } from '../support/boot-app.js';
import { Community, type Issuer, ok, refusal } from '../support/community.js';

interface Issued {
  readonly certificateId: string;
}
type Members = Readonly<Record<string, unknown>>;
interface StatusEntry {
  readonly statusPurpose: string;
  readonly statusListIndex: string;
  readonly statusListCredential: string;
}

const NAME = 'ᠬᠠᠰ';
const TITLE = 'ᠭᠡᠷᠡᠴᠢᠯᠡᠯ';

/** What a holder takes along: a paper in their languages, and a copy that other software verifies. */
describe('papers and copies', () => {
  let booted: BootedApp;
  let community: Community;
  let issuer: Issuer;
  let holder: Client;
  let records: string[];
  let issued: Issued;
  let badge: string;

  beforeAll(async () => {
    booted = await bootApp();
    community = new Community(booted);
    issuer = await community.issuer();
    const volunteerId = await community.volunteer();
    records = [
      await community.record(volunteerId, issuer, 0),
      await community.record(volunteerId, issuer, 2),
    ];
    await community.letTakeEffect();
    holder = await community.logIn({ volunteerId });
    const letterhead = { englishName: 'Residents’ Committee', mongolianTitle: TITLE };
    const path = `/api/v1/organisations/${issuer.organisationId}/letterhead`;
    ok(await community.admin.put(path, letterhead), 200);
    const wish = { volunteerId, organisationId: issuer.organisationId, language: 'zh-en' };
    const period = { from: '2026-01-01', to: '2026-12-31' };
    const asked = await holder.post('/api/v1/certificates', {
      ...{ ...wish, ...period, mongolianName: NAME },
    });
    const { certificateId } = ok<Issued>(asked);
    const accepted = await community.admin.put(`/api/v1/certificates/${certificateId}/acceptance`);
    issued = ok<Issued>(accepted, 200);
  });
  afterAll(() => booted.close());

  const contentOf = async ({ certificateId }: Issued): Promise<Members> => {
    const get = <T>(type: abstract new (...args: never[]) => T): T =>
      booted.app.get<T>(type, { strict: false });
    const view = get(CertificatesQueries).certificate(certificateId);
    const pdf = await get(PdfMaker).pdfOf(view, { accountId: 'tester', printing: 1 });
    return JSON.parse(attachmentsOf(pdf).get('credential.json')?.toString() ?? '') as Members;
  };
  const open = async (url: string): Promise<Members & { body: string }> =>
    ok(await booted.anonymous.get(new URL(url).pathname), 200);
  /** Verified by `jose` with the key that the header names. */
  const verified = async (jwt: string): Promise<Members> => {
    const header = JSON.parse(Buffer.from(jwt.split('.')[0] ?? '', 'base64url').toString());
    const jwk = (await open((header as { kid: string }).kid)) as JWK;
    const { payload } = await compactVerify(jwt, await importJWK(jwk));
    return JSON.parse(Buffer.from(payload).toString()) as Members;
  };
  const bitsOf = async (entries: readonly StatusEntry[]): Promise<readonly boolean[]> =>
    Promise.all(
      entries.map(async ({ statusListCredential, statusListIndex }) => {
        const list = await verified(String(await open(statusListCredential)));
        const { encodedList } = list['credentialSubject'] as { encodedList: string };
        const buffer = await Bitstring.decodeBits({ encoded: encodedList.slice(1) });
        return new Bitstring({ buffer, leftToRightIndexing: true }).get(Number(statusListIndex));
      }),
    );
  const statuses = async (): Promise<readonly boolean[]> =>
    bitsOf((await verified(badge))['credentialStatus'] as readonly StatusEntry[]);

  it('print the holder’s choice and the issuer’s letterhead', async () => {
    expect(await contentOf(issued)).toMatchObject({
      language: 'zh-en',
      mongolian: { title: TITLE, holderName: NAME },
      issuer: { englishName: "Residents' Committee" },
    });
    const path = `/api/v1/organisations/${issuer.organisationId}/letterhead`;
    const shown = ok(await community.admin.get(path), 200);
    expect(shown).toEqual({ englishName: "Residents' Committee", mongolianTitle: TITLE });
  });

  it('keep the Mongolian name out of the ledger', async () => {
    expect(JSON.stringify(await community.events())).not.toContain(NAME);
  });

  it('a badge is given to the holder, masked unless they say otherwise', async () => {
    const path = `/api/v1/certificates/${issued.certificateId}/open-badge`;
    const masked = JSON.stringify(await verified(String(ok(await holder.get(path), 200))));
    expect(masked).toContain('哈＊·＊根');
    expect(masked).not.toContain('哈斯·巴根');
    badge = String(ok(await holder.get(`${path}?name=full`), 200));
    expect(JSON.stringify(await verified(badge))).toContain('哈斯·巴根');
    const staff = await community.admin.get(`${path}?name=full`);
    expect(refusal(staff)).toEqual([422, 'certificates/full-name-is-the-holders-choice']);
    const stranger = await community.logIn({ volunteerId: await community.volunteer() });
    expect((await stranger.get(path)).status).toBe(403);
  });

  it('has the members Open Badges 3.0 requires, and nothing of the ID number', async () => {
    const claims = await verified(badge);
    expect(claims).toMatchObject({
      '@context': [
        'https://www.w3.org/ns/credentials/v2',
        expect.stringMatching(
          /^https:\/\/purl\.imsglobal\.org\/spec\/ob\/v3p0\/context-3\.0\.\d\.json$/,
        ),
      ],
      id: `urn:uuid:${issued.certificateId}`,
      type: ['VerifiableCredential', 'OpenBadgeCredential'],
      issuer: { id: claims['iss'], type: ['Profile'], name: expect.any(String) as string },
      validFrom: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/) as string,
      credentialSubject: {
        type: ['AchievementSubject'],
        identifier: [{ type: 'IdentityObject', hashed: false, identityType: 'name' }],
        achievement: {
          type: ['Achievement'],
          achievementType: 'CommunityService',
          criteria: { narrative: expect.any(String) as string },
        },
      },
      jti: `urn:uuid:${issued.certificateId}`,
    });
    expect(JSON.stringify(claims)).not.toMatch(/\*{4}/);
    const document = await open(String(claims['iss']));
    const { kid } = JSON.parse(Buffer.from(badge.split('.')[0] ?? '', 'base64url').toString());
    expect(document['id']).toBe(claims['iss']);
    expect(document['assertionMethod']).toContain(kid);
  });

  it('a changed badge fails the independent verifier', async () => {
    const [header = '', payload = '', signature = ''] = badge.split('.');
    const more = Buffer.from(payload, 'base64url').toString().replace('2.00', '9.00');
    expect(more).toContain('9.00');
    const forged = `${header}.${Buffer.from(more).toString('base64url')}.${signature}`;
    await expect(verified(forged)).rejects.toThrow('signature verification failed');
  });

  it('its status is open to everybody: good, suspended when an hour goes, then revoked', async () => {
    expect(await statuses()).toEqual([false, false]);
    await community.change(records[0] ?? '', { kind: 'void', voidReason: 'did-not-take-place' });
    expect(await statuses()).toEqual([false, true]);
    const path = `/api/v1/certificates/${issued.certificateId}`;
    expect(refusal(await holder.get(`${path}/open-badge`))).toEqual([409, 'certificates/not-live']);
    const successor = ok<Issued>(await community.admin.put(`${path}/replacement`), 200);
    await booted.settle();
    expect(await statuses()).toEqual([true, false]);
    // The successor is on the holder's paper too.
    expect(await contentOf(successor)).toMatchObject({ mongolian: { holderName: NAME } });
    const copy = await holder.get(`/api/v1/certificates/${successor.certificateId}/open-badge`);
    badge = String(ok(copy, 200));
    expect(await statuses()).toEqual([false, false]);
  });

  it('the list may be kept for minutes, is the same text meanwhile, and is of one year', async () => {
    const path = `/status-lists/${issuer.organisationId}/2026/revocation`;
    const first = await booted.anonymous.get(path);
    expect(first.headers['cache-control']).toBe('public, max-age=300');
    expect(first.headers['content-type']).toContain('application/vc+jwt');
    expect((await booted.anonymous.get(path)).body).toBe(first.body);
    const none = await booted.anonymous.get(path.replace('2026', '2025'));
    expect(refusal(none)).toEqual([404, 'certificates/no-status-list']);
    const odd = await booted.anonymous.get(path.replace('revocation', 'weather'));
    expect(odd.status).toBe(400);
  });

  it('refuses a letterhead in another script', async () => {
    const path = `/api/v1/organisations/${issuer.organisationId}/letterhead`;
    expect((await community.admin.put(path, { englishName: '居委会' })).status).toBe(400);
    expect((await community.admin.put(path, { mongolianTitle: 'proof' })).status).toBe(400);
  });

  describe('an issuer that wants SM2 and two persons', () => {
    let certificateId: string;
    let path: string;

    beforeAll(async () => {
      const organisation = `/api/v1/organisations/${issuer.organisationId}`;
      ok(await community.admin.put(`${organisation}/certificate-approvals`, { approvals: 2 }), 200);
      const rotated = await community.admin.post(`${organisation}/signing-keys?also=SM2`);
      expect(ok<Members>(rotated)['sm2KeyId']).toMatch(/^[\w-]{11}$/);
      const { admin } = community;
      const { volunteerId } = ok<Members>(
        await admin.get(`/api/v1/certificates/${issued.certificateId}`),
        200,
      );
      const wish = { volunteerId, organisationId: issuer.organisationId };
      const asked = await holder.post('/api/v1/certificates', {
        ...{ ...wish, from: '2026-01-01', to: '2026-12-31' },
      });
      certificateId = ok<Issued>(asked).certificateId;
      path = `/api/v1/certificates/${certificateId}`;
    });

    it('nothing is issued until a second person approves', async () => {
      const first = ok<Members>(await community.admin.put(`${path}/acceptance`), 200);
      expect(first).toMatchObject({ certificateId, awaitsApproval: true });
      const shown = ok<Members>(await community.admin.get(path), 200);
      expect(shown).toMatchObject({ status: 'awaiting-approval', number: null });
      const alone = await community.admin.put(`${path}/approval`);
      expect(refusal(alone)).toEqual([403, 'certificates/second-person-needed']);
      const second = await community.logIn({
        grants: [{ role: 'certificate-officer', scope: '*' }],
      });
      const approved = ok<Members>(await second.put(`${path}/approval`), 200);
      expect(approved).toMatchObject({ certificateId, checkCode: expect.any(String) as string });
    });

    it('the content carries an SM2 signature of a published key', async () => {
      const get = <T>(type: abstract new (...args: never[]) => T): T =>
        booted.app.get<T>(type, { strict: false });
      const view = get(CertificatesQueries).certificate(certificateId);
      const pdf = await get(PdfMaker).pdfOf(view, { accountId: 'tester', printing: 1 });
      const files = attachmentsOf(pdf);
      const signed = JSON.parse(files.get(SM2_ATTACHMENT)?.toString() ?? '') as DetachedSm2;
      const keys = get(CertificatesQueries).keys(issuer.organisationId);
      const key = keys.find(({ keyId }) => keyId === signed.keyId);
      expect(key?.algorithm).toBe('SM2');
      if (!key) return;
      const content = files.get('credential.json') ?? Buffer.alloc(0);
      const signature = Buffer.from(signed.signature, 'base64url');
      expect(signatureHolds(key, content, signature)).toBe(true);
      const context = { keys, now: booted.clock.now(), statusOf: () => 'valid' as const };
      expect(verifyPdf(pdf, context).verdict).toBe('valid');
    });
  });
});
