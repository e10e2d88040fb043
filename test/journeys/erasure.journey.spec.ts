import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { PassThrough } from 'node:stream';
import Database from 'better-sqlite3';
import { audit } from '../../src/audit/audit.js';
import { Terminal } from '../../src/cli/terminal.js';
import { verifyCommand } from '../../src/cli/verify-command.js';
import { ExportService } from '../../src/contexts/exchange/export-service.js';
import { CertificatesQueries } from '../../src/contexts/certificates/certificates.queries.js';
import { verifyPdf } from '../../src/contexts/certificates/verification.js';
import { ErasureDesk } from '../../src/contexts/privacy/erasures.handlers.js';
import { SteppableClock } from '../../src/platform/clock.js';
import { Vault } from '../../src/vault/vault.js';
import { bootApp, type BootedApp, type Client, PASSWORD, START } from '../support/boot-app.js';
import { Community, idNumber, type Issuer, ok, refusal } from '../support/community.js';
import { filesOf, whereFound } from '../support/folder-search.js';

const NAME = '欧阳暮雪';
const BIRTH = '1957-11-23';
const ID_NUMBER = idNumber(BIRTH, 77);
const PHONE = '15924701234';
const ADDRESS = '铁西三区凤凰苑';
const LOGIN = 'ouyangmuxue';
/** How the person could be found: also as they are typed, abbreviated or written in Latin letters. */
const TRACES = [
  ...[NAME, '欧阳', '暮雪', ID_NUMBER, '19571123', BIRTH, PHONE, ADDRESS],
  ...[LOGIN, 'ouyang', 'muxue', 'oymx', 'OUYANG MUXUE'],
];

interface Issued {
  readonly certificateId: string;
  readonly verifyUrl: string;
}

/** To be forgotten, with the proofs intact: the whole way over HTTP, and then the disk is searched. */
describe('a person who asks to be forgotten', () => {
  const folder = mkdtempSync(join(tmpdir(), 'shizhang-erasure-'));
  const backup = mkdtempSync(join(tmpdir(), 'shizhang-backup-'));
  const clock = new SteppableClock(() => START);
  let booted: BootedApp;
  let community: Community;
  let issuer: Issuer;
  let volunteerId: string;
  let person: Client;
  let certificate: Issued;
  let pdf: Buffer;
  let wrappedKey: Buffer;

  const vault = () => booted.app.get(Vault);
  const manager = () => community.logIn({ grants: [{ role: 'station-manager', scope: '*' }] });
  const decision = () => `/api/v1/volunteers/${volunteerId}/erasure/decision`;
  const requests = () => `/api/v1/volunteers/${volunteerId}/erasure-requests`;
  /** `shizhang verify --json` with the data folder at hand. */
  const verifiedByFolder = () => {
    const file = join(backup, 'certificate.pdf');
    writeFileSync(file, pdf);
    const lines: object[] = [];
    const terminal = new (class extends Terminal {
      override result(value: object): void {
        lines.push(value);
      }
    })(true);
    process.env['DATA_DIR'] = folder;
    try {
      const none = { keysFile: undefined, logKeys: [], logKeysFile: undefined, witnessKeys: [] };
      verifyCommand(file, { ...none, host: undefined, qr: undefined }, terminal);
    } finally {
      delete process.env['DATA_DIR'];
    }
    return lines[0];
  };
  const boot = async () => {
    booted = await bootApp({ dataDir: folder, clock });
    community = new Community(booted);
  };

  beforeAll(async () => {
    await boot();
    issuer = await community.issuer();
    ({ volunteerId } = ok<{ volunteerId: string }>(
      await booted.admin.post('/api/v1/volunteers', {
        ...{ name: NAME, sex: 'male', birthDate: BIRTH, idType: 'resident-id', phone: PHONE },
        ...{ idNumber: ID_NUMBER, divisionCode: '150602001003', address: ADDRESS },
        ...{ serviceCategories: ['community'], declaredTrue: true, privacyVersion: '2026-01' },
        ...{ stationId: issuer.stationId, organisationId: issuer.organisationId },
      }),
    ));
    const account = { loginName: LOGIN, password: PASSWORD, volunteerId };
    ok(await booted.admin.post('/api/v1/accounts', account));
    const bytes = `%PDF-1.4\n${NAME} ${PHONE}\n%%EOF\n`;
    const proof = await booted.admin.post(
      `/api/v1/volunteers/${volunteerId}/proofs`,
      [
        '--shizhang\r\ncontent-disposition: form-data; name="file"; filename="p.pdf"\r\n',
        `content-type: application/pdf\r\n\r\n${bytes}\r\n--shizhang--\r\n`,
      ].join(''),
      { 'content-type': 'multipart/form-data; boundary=shizhang' },
    );
    ok(proof);
    await community.record(volunteerId, issuer, 0);
    await community.record(volunteerId, issuer, 2);
    await community.letTakeEffect();
    person = await booted.logIn(LOGIN);
    await issueCertificate();
    const words = { kind: 'person', subjectId: volunteerId, text: `${NAME}说：他没有来。` };
    const { complaintId } = ok<{ complaintId: string }>(
      await person.post('/api/v1/complaints', { ...words, complainant: NAME, contact: PHONE }),
    );
    const outcome = { outcome: 'dismissed', reason: `已告知${NAME}` };
    ok(await (await manager()).put(`/api/v1/complaints/${complaintId}/decision`, outcome), 200);
    // What a clerk types may name the person too.
    const read = `/api/v1/volunteers/${volunteerId}?full=true&purpose=`;
    ok(await community.admin.get(`${read}${encodeURIComponent(`核对${NAME}的电话`)}`), 200);
  });
  afterAll(async () => {
    await booted.close();
    for (const each of [folder, backup]) rmSync(each, { recursive: true, force: true });
  });

  async function issueCertificate(): Promise<void> {
    const wish = { volunteerId, organisationId: issuer.organisationId, publicity: false };
    const body = { ...wish, from: '2026-01-01', to: '2026-12-31' };
    const { certificateId } = ok<Issued>(await person.post('/api/v1/certificates', body));
    const path = `/api/v1/certificates/${certificateId}`;
    certificate = ok<Issued>(await community.admin.put(`${path}/acceptance`), 200);
    ok(await person.get(`${path}/pdf`), 200);
    const kept = vault().get<string>(
      { subject: volunteerId, kind: 'certificate-pdf', id: certificateId },
      'part-of-recorded-read',
    );
    pdf = Buffer.from(kept ?? '', 'base64');
  }

  it('asks for it; what is under way stands in the way', async () => {
    ok(await person.post(requests(), { ground: 'own-wish' }));
    const again = await (await manager()).post(requests(), { ground: 'own-wish' });
    expect(refusal(again)).toEqual([409, 'privacy/erasure-open']);
    const { underWay } = ok<{ underWay: string[] }>(
      await person.get(`/api/v1/volunteers/${volunteerId}/erasure`),
      200,
    );
    expect(underWay).toEqual(['credit']);
    const refused = await (await manager()).put(decision(), { outcome: 'erase' });
    expect(refusal(refused)).toEqual([409, 'privacy/under-way']);
    expect(refused.body.facts).toEqual({ obstacles: 'credit' });
    const reasonless = await (await manager()).put(decision(), { outcome: 'refuse' });
    expect(refusal(reasonless)).toEqual([422, 'privacy/reason-missing']);
  });

  it('can’t decide on it, and neither can a stranger', async () => {
    expect((await person.put(decision(), { outcome: 'erase' })).status).toBe(403);
    const elsewhere = await community.logIn({
      grants: [{ role: 'station-manager', scope: 'division:110101' }],
    });
    expect((await elsewhere.put(decision(), { outcome: 'erase' })).status).toBe(403);
    expect((await elsewhere.post(requests(), { ground: 'own-wish' })).status).toBe(403);
    expect((await elsewhere.get(`/api/v1/volunteers/${volunteerId}/hours`)).status).toBe(403);
    expect((await elsewhere.post(`/api/v1/volunteers/${volunteerId}/proofs`)).status).toBe(403);
    expect((await elsewhere.get('/api/v1/points/supply')).status).toBe(403);
    const unknown = '/api/v1/volunteers/00000000-0000-4000-8000-000000000000/erasure';
    const nobody = await (await manager()).get(unknown);
    expect(refusal(nobody)).toEqual([404, 'privacy/person-unknown']);
    const hours = await (await manager()).get(unknown.replace('/erasure', '/hours'));
    expect(refusal(hours)).toEqual([404, 'service-records/person-unknown']);
  });

  it('while processing is restricted is seen by nobody but themself', async () => {
    ok(await (await manager()).put(decision(), { outcome: 'restrict' }), 200);
    const read = `/api/v1/volunteers/${volunteerId}?full=true&purpose=test`;
    expect(JSON.stringify((await community.admin.get(read)).body)).not.toContain('欧阳');
    const path = `/api/v1/certificates/${certificate.certificateId}/pdf`;
    const refused = await community.admin.get(path);
    expect(refusal(refused)).toEqual([409, 'certificates/holder-data-missing']);
    const own = await person.get(`/api/v1/volunteers/${volunteerId}`);
    expect(ok<{ profile: { name: string } }>(own, 200).profile.name).toBe(NAME);
  });

  it('is erased once the account is closed, by a second person', async () => {
    const closing = `/api/v1/time-bank/accounts/${volunteerId}/closing`;
    ok(await community.admin.put(closing, { reason: 'withdrawn', rest: 'pool' }), 200);
    await booted.settle();
    // What the clerk typed: so the search does find what is there.
    expect(whereFound(folder, [NAME])).not.toEqual([]);
    copyFileSync(join(folder, 'vault.db'), join(backup, 'vault.db'));
    copyFileSync(join(folder, 'vault.db-wal'), join(backup, 'vault.db-wal'));
    wrappedKey = wrappedKeyOf(folder, volunteerId);
    ok(await (await manager()).put(decision(), { outcome: 'erase' }), 200);
    await booted.settle();
    expect(vault().isErased(volunteerId)).toBe(true);
    expect((await person.get('/api/v1/me')).status).toBe(401);
    const again = await (await manager()).put(decision(), { outcome: 'erase' });
    expect(refusal(again)).toEqual([409, 'privacy/already-erased']);
  });

  it('lies nowhere on the disk, in no form', async () => {
    expect(whereFound(folder, TRACES)).toEqual([]);
    const holding = [...filesOf(folder)].filter(([, bytes]) => bytes.includes(wrappedKey));
    expect(holding.map(([path]) => path)).toEqual([]);
    await booted.close();
    expect(whereFound(folder, TRACES)).toEqual([]);
    await boot();
    expect(whereFound(folder, TRACES)).toEqual([]);
  });

  it('leaves books that still add up, for us and for a stranger', async () => {
    expect((await community.audit()).findings).toEqual([]);
    const exported = new PassThrough();
    const lines = createInterface({ input: exported });
    const audited = audit(lines, {});
    await booted.app.get(ExportService, { strict: false }).events(exported);
    exported.end();
    expect((await audited).findings).toEqual([]);
    const hours = await community.admin.get(`/api/v1/volunteers/${volunteerId}/hours`);
    expect(ok<{ centiHours: number }>(hours, 200).centiHours).toBe(200);
  });

  it('leaves a certificate that verifies, and says that its holder’s data are erased', async () => {
    const shown = String(
      (await booted.anonymous.get(new URL(certificate.verifyUrl).pathname)).body,
    );
    expect(shown).toContain('✔ 有效');
    expect(shown).toContain('个人信息已按本人要求删除');
    expect(shown).not.toContain('欧');
    expect(verifiedByFolder()).toMatchObject({ verdict: 'valid', holderDataErased: true });
    // The file alone can't know.
    const keys = booted.app.get(CertificatesQueries, { strict: false }).keys();
    const offline = verifyPdf(pdf, { keys, now: clock.now() });
    expect(offline.verdict).toBe('status-unknown');
    expect(offline.holderDataErased).toBeUndefined();
    const path = `/api/v1/certificates/${certificate.certificateId}/pdf`;
    expect(refusal(await community.admin.get(path))[1]).toBe('certificates/holder-data-missing');
  });

  it('is told of with a refusal of its own where somebody would write about them', async () => {
    const consent = { name: NAME, phone: PHONE, relation: 'parent', accompanies: true };
    const path = `/api/v1/volunteers/${volunteerId}/proofs`;
    const body = `--s\r\ncontent-disposition: form-data; name="file"; filename="p.pdf"\r\ncontent-type: application/pdf\r\n\r\n%PDF-1.4\n%%EOF\n\r\n--s--\r\n`;
    const written = await community.admin.post(path, body, {
      'content-type': 'multipart/form-data; boundary=s',
    });
    expect(refusal(written)).toEqual([409, 'vault/subject-erased']);
    const guardian = `/api/v1/volunteers/${volunteerId}/guardian-consent`;
    expect((await community.admin.post(guardian, consent)).status).toBe(409);
  });

  it('may come back as somebody new', async () => {
    const { volunteerId: newId } = ok<{ volunteerId: string }>(
      await community.admin.post('/api/v1/volunteers', {
        ...{ name: NAME, sex: 'male', birthDate: BIRTH, idType: 'resident-id', phone: PHONE },
        ...{ idNumber: ID_NUMBER, divisionCode: '150602001003', serviceCategories: ['community'] },
        ...{ declaredTrue: true, privacyVersion: '2026-01' },
      }),
    );
    expect(newId).not.toBe(volunteerId);
  });

  it('is forgotten again when a vault from before comes back from a backup', async () => {
    await booted.close();
    for (const file of ['vault.db', 'vault.db-wal']) {
      copyFileSync(join(backup, file), join(folder, file));
    }
    await boot();
    expect(vault().isErased(volunteerId)).toBe(false);
    expect((await community.audit()).findings.map(({ code }) => code)).toContain(
      'vault/erased-still-there',
    );
    await booted.app.get(ErasureDesk, { strict: false }).sweepNow();
    expect(vault().isErased(volunteerId)).toBe(true);
    expect(whereFound(folder, TRACES)).toEqual([]);
  });
});

function wrappedKeyOf(folder: string, subject: string): Buffer {
  const db = new Database(join(folder, 'vault.db'), { readonly: true });
  const row = db
    .prepare<[string], { wrapped: Buffer }>(
      'SELECT wrapped_key AS wrapped FROM subjects WHERE subject = ?',
    )
    .get(subject);
  db.close();
  return row?.wrapped ?? Buffer.from('no such subject');
}
