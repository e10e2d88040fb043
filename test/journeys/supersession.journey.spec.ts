import type { CertificateContent } from '../../src/contexts/certificates/domain/certificate-content.js';
import { documentKeys } from '../../src/vault/document-keys.js';
import { Vault } from '../../src/vault/vault.js';
import { bootApp, type BootedApp, type Client } from '../support/boot-app.js';
import { Community, type Issuer, ok, refusal } from '../support/community.js';

interface Issued {
  readonly certificateId: string;
  readonly verifyUrl: string;
  readonly checkCode: string;
}
interface Shown {
  readonly status: string;
  readonly number: string;
  readonly supersededBy: string | null;
  readonly totals: { readonly centiHours: number };
}

/** An hour of a live certificate goes: the old QR code says so, and one action brings a new one. */
describe('a certificate whose hours change', () => {
  let booted: BootedApp;
  let community: Community;
  let issuer: Issuer;
  let volunteerId: string;
  let records: string[];
  let first: Issued;
  let successor: Issued;

  beforeAll(async () => {
    booted = await bootApp();
    community = new Community(booted);
    issuer = await community.issuer();
    volunteerId = await community.volunteer();
    records = [
      await community.record(volunteerId, issuer, 0),
      await community.record(volunteerId, issuer, 2),
      await community.record(volunteerId, issuer, 4),
    ];
    await community.letTakeEffect();
  });
  afterAll(() => booted.close());

  const show = async ({ certificateId }: Issued): Promise<Shown> =>
    ok<Shown>(await community.admin.get(`/api/v1/certificates/${certificateId}`), 200);
  const page = async ({ verifyUrl }: Issued): Promise<string> =>
    String((await booted.anonymous.get(new URL(verifyUrl).pathname)).body);
  const voidRecord = (recordId = ''): Promise<void> =>
    community.change(recordId, { kind: 'void', voidReason: 'did-not-take-place' });
  const request = async (by: Client): Promise<string> => {
    const wish = { volunteerId, organisationId: issuer.organisationId, publicity: true };
    const body = { ...wish, from: '2026-01-01', to: '2026-12-31' };
    return ok<Issued>(await by.post('/api/v1/certificates', body)).certificateId;
  };

  it('is issued over three hours', async () => {
    const holder = await community.logIn({ volunteerId });
    const certificateId = await request(holder);
    const path = `/api/v1/certificates/${certificateId}`;
    first = ok<Issued>(await community.admin.put(`${path}/acceptance`), 200);
    expect(await show(first)).toMatchObject({ status: 'issued', totals: { centiHours: 300 } });
    expect(await page(first)).toContain('✔ 有效');
    const early = await community.admin.put(`${path}/replacement`);
    expect(refusal(early)).toEqual([409, 'certificates/not-stale']);
  });

  it('its QR code says so as soon as one of its hours is voided, and nobody revoked it', async () => {
    await voidRecord(records[0]);
    expect(await show(first)).toMatchObject({ status: 'stale', supersededBy: null });
    const told = await page(first);
    expect(told).toContain('记录已更正，待换发');
    expect(told).not.toContain('✔');
    const waiting = await community.admin.get('/api/v1/certificates?status=stale');
    const { items } = ok<{ items: Issued[] }>(waiting, 200);
    expect(items.map(({ certificateId }) => certificateId)).toEqual([first.certificateId]);
  });

  it('can’t be printed again as if nothing had happened', async () => {
    const again = await community.admin.post(
      `/api/v1/certificates/${first.certificateId}/reprints`,
    );
    expect(refusal(again)).toEqual([409, 'certificates/not-live']);
  });

  it('one action issues the successor, and both stand in the register', async () => {
    const path = `/api/v1/certificates/${first.certificateId}/replacement`;
    successor = ok<Issued>(await community.admin.put(path), 200);
    await booted.settle();
    const shown = await show(successor);
    expect(shown).toMatchObject({ status: 'issued', totals: { centiHours: 200 } });
    expect(await show(first)).toMatchObject({ status: 'superseded', supersededBy: shown.number });
    const told = await page(first);
    expect(told).toContain('已换发');
    expect(told).toContain(shown.number);
    expect(await page(successor)).toContain('✔ 有效');
    const { certificateId } = successor;
    const key = documentKeys.certificate(volunteerId, certificateId);
    const vault = booted.app.get(Vault, { strict: false });
    const kept = vault.get<{ content: CertificateContent }>(key, 'part-of-recorded-read');
    expect(kept?.content.replaces).toBe((await show(first)).number);
  });

  it('is found by what is typed from the paper, in the other language too', async () => {
    const { number } = await show(first);
    const typed = `number=${number}&check=${first.checkCode.replaceAll('0', 'o').toLowerCase()}`;
    const told = String((await booted.anonymous.get(`/v?${typed}`)).body);
    expect(told).toContain('D 仅凭陈述录入，或由旧系统、表格导入。');
    const link = /href="(\?[^"]*lang=en)"/.exec(told)?.[1]?.replaceAll('&amp;', '&') ?? '';
    const english = String((await booted.anonymous.get(`/v${link}`)).body);
    expect(english).toContain('✖ Superseded');
    expect(english).toContain('D entered on a statement alone, or imported');
  });

  it('asked for once more, the successor is the same', async () => {
    const path = `/api/v1/certificates/${first.certificateId}/replacement`;
    const again = await community.admin.put(path);
    expect(refusal(again)).toEqual([409, 'certificates/not-requested']);
    const issues = (await community.events()).filter(
      ({ type }) => type === 'certificates.CertificateIssued',
    );
    expect(issues).toHaveLength(2);
  });

  it('goes on along the chain: an hour of the successor is corrected to half of it', async () => {
    await community.change(records[1] ?? '', {
      ...{ kind: 'correct', correctionReason: 'wrong-times' },
      ...{ startsAt: '2026-03-02T11:30:00+08:00', endsAt: '2026-03-02T12:00:00+08:00' },
    });
    expect(await show(successor)).toMatchObject({ status: 'stale' });
    const path = `/api/v1/certificates/${successor.certificateId}/replacement`;
    const third = ok<Issued>(await community.admin.put(path), 200);
    await booted.settle();
    expect(await show(successor)).toMatchObject({ status: 'superseded' });
    expect(await show(third)).toMatchObject({ status: 'issued', totals: { centiHours: 150 } });
    await voidRecord(records[1]);
    await voidRecord(records[2]);
    const nothingLeft = `/api/v1/certificates/${third.certificateId}`;
    const replaced = await community.admin.put(`${nothingLeft}/replacement`);
    expect(refusal(replaced)).toEqual([422, 'certificates/nothing-to-certify']);
    const reason = { reason: 'records-false' };
    ok(await community.admin.put(`${nothingLeft}/revocation`, reason), 200);
    expect(await page(third)).toContain('已撤销');
  });

  it('and the audit agrees with all of it', async () => {
    expect(await community.audit()).toMatchObject({ clean: true, findings: [] });
  });
});
