import type { CertificateContent } from '../../src/contexts/certificates/domain/certificate-content.js';
import { CertificatesQueries } from '../../src/contexts/certificates/certificates.queries.js';
import { PdfMaker } from '../../src/contexts/certificates/pdf-maker.handlers.js';
import { attachmentsOf } from '../../src/contexts/certificates/signing/pdf-attachments.js';
import { UnfinishedIssues } from '../../src/contexts/certificates/unfinished-issues.handlers.js';
import { ImportService } from '../../src/contexts/exchange/import-service.js';
import { documentKeys } from '../../src/vault/document-keys.js';
import { Vault } from '../../src/vault/vault.js';
import { bootApp, type BootedApp } from '../support/boot-app.js';
import { Community, idNumber, type Issuer, ok, refusal } from '../support/community.js';
import { uploadProof } from '../support/upload.js';

const BORN = '1980-01-01';
const EVENING = '2026-03-02T10:00:00.000Z';
const HEADER =
  '志愿者编号,证件号码,活动名称,服务日期,开始时间,结束时间,服务地点,服务内容,服务时长(小时),组织单位,活动负责人';
const LONG = '送'.repeat(400);

/** Whatever way an hour came in, its certificate can be printed and says which way that was. */
describe('a certificate of hours that came in every way', () => {
  let booted: BootedApp;
  let community: Community;
  let issuer: Issuer;
  let volunteerId: string;

  beforeAll(async () => {
    booted = await bootApp();
    community = new Community(booted);
    issuer = await community.issuer();
    volunteerId = await community.volunteer({ birthDate: BORN });
    const { activityId, shiftId } = issuer;
    const enrolments = `/api/v1/activities/${activityId}/shifts/${shiftId}/enrolments`;
    ok(await community.admin.post(enrolments, { volunteerId }));
    booted.clock.set(EVENING);
  });
  afterAll(() => booted.close());

  const hour = (start: number) => ({
    ...{ activityId: issuer.activityId, shiftId: issuer.shiftId, volunteerId },
    ...{
      startsAt: `2026-03-02T${start}:00:00+08:00`,
      endsAt: `2026-03-02T${start + 1}:00:00+08:00`,
    },
  });
  const approve = async (recordId: string): Promise<void> => {
    const second = await community.logIn({ grants: [{ role: 'station-manager', scope: '*' }] });
    for (const approver of [second, community.admin]) {
      await approver.put(`/api/v1/records/${recordId}/review`, { decision: 'approve' });
    }
  };
  const stated = async (): Promise<void> => {
    const own = await community.logIn({ volunteerId });
    const { volunteerId: _, ...said } = hour(11);
    const path = '/api/v1/records/self-reports';
    await approve(ok<{ recordId: string }>(await own.post(path, said)).recordId);
  };
  const backEntered = async (): Promise<void> => {
    const clerk = await community.logIn({ grants: [{ role: 'station-staff', scope: '*' }] });
    const { proofHash } = ok<{ proofHash: string }>(await uploadProof(clerk, volunteerId));
    const body = { ...hour(12), proofHash, declaredTrue: true, reason: '手机没电' };
    const path = '/api/v1/records/back-entries';
    await approve(ok<{ recordId: string }>(await clerk.post(path, body)).recordId);
  };
  /** A row as spreadsheets have it: no place, a line break, more words than a paper has room for. */
  const imported = async (): Promise<void> => {
    const row = `,${idNumber(BORN, 1)},"送餐\n上门",2026-03-02,13:00,14:00,,${LONG},1,民政局,高娃`;
    const report = await booted.app.get(ImportService, { strict: false }).run({
      ...{ kind: 'service-records', dryRun: false },
      file: { bytes: Buffer.from(`${HEADER}\n${row}\n`) },
      actor: { accountId: 'clerk', role: 'administrator' },
      place: { stationId: null, organisationId: issuer.organisationId, divisionCode: null },
    });
    expect(report.rows).toMatchObject([{ verdict: 'accepted' }]);
    await booted.settle();
    const waiting = await community.admin.get('/api/v1/records?status=submitted');
    const { items } = ok<{ items: { recordId: string; mode: string }[] }>(waiting, 200);
    for (const { recordId } of items.filter(({ mode }) => mode === 'import')) {
      await approve(recordId);
    }
  };
  const paperOf = async (certificateId: string): Promise<CertificateContent> => {
    const view = booted.app.get(CertificatesQueries, { strict: false }).certificate(certificateId);
    const maker = booted.app.get(PdfMaker, { strict: false });
    const pdf = await maker.pdfOf(view, { accountId: 'tester', printing: 1 });
    const credential = attachmentsOf(pdf).get('credential.json')?.toString() ?? '';
    return JSON.parse(credential) as CertificateContent;
  };

  const request = async (): Promise<string> => {
    const body = { volunteerId, organisationId: issuer.organisationId, publicity: false };
    const period = { from: '2026-01-01', to: '2026-12-31' };
    const asked = await community.admin.post('/api/v1/certificates', { ...body, ...period });
    return ok<{ certificateId: string }>(asked).certificateId;
  };

  it('prints every row, with the way it came in and as much as a row takes', async () => {
    await community.record(volunteerId, issuer);
    await stated();
    await backEntered();
    await imported();
    await community.letTakeEffect();
    const certificateId = await request();
    ok(await community.admin.put(`/api/v1/certificates/${certificateId}/acceptance`), 200);
    await booted.settle();
    const { rows, issuer: printed } = await paperOf(certificateId);
    // The imported row was kept at no station, so no station is named for all of them.
    expect(printed.unitName).toBe(printed.legalName);
    expect(rows.map(({ mode }) => mode)).toEqual([
      ...['entered', 'self-reported', 'back-entry', 'imported'],
    ]);
    const content = `${LONG.slice(0, 299)}…`;
    expect(rows[3]).toMatchObject({ activity: '送餐 上门', place: '', content, leader: '高娃' });
  });

  it('spends no number on what could never be printed', async () => {
    const vault = booted.app.get(Vault, { strict: false });
    const key = documentKeys.profile(volunteerId);
    const profile = vault.get<Record<string, string>>(key, 'part-of-recorded-read') ?? {};
    vault.put(key, { ...profile, volunteerNo: '' });
    const path = `/api/v1/certificates/${await request()}/acceptance`;
    const refused = await community.admin.put(path);
    expect(refusal(refused)).toEqual([422, 'certificates/content-malformed']);
    expect(refused.body).toMatchObject({ facts: { where: 'holder.volunteerNo' } });
    await booted.settle();
    const register = `/api/v1/organisations/${issuer.organisationId}/certificate-register`;
    const { items } = ok<{ items: unknown[] }>(await community.admin.get(register), 200);
    expect(items).toHaveLength(1);
    vault.put(key, profile);
    expect(await booted.app.get(UnfinishedIssues, { strict: false }).sweepNow()).toBe(1);
  });
});
