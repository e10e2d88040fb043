import type { CertificateContent } from '../../src/contexts/certificates/domain/certificate-content.js';
import { StarDeadlines } from '../../src/contexts/honours/star-deadlines.handlers.js';
import { documentKeys } from '../../src/vault/document-keys.js';
import { Vault } from '../../src/vault/vault.js';
import { bootApp, type BootedApp } from '../support/boot-app.js';
import { Community, DIVISION, type Issuer, ok } from '../support/community.js';

interface Issued {
  readonly certificateId: string;
}

const HOST = '区红十字会';

/** The five record groups of Order 67 art. 4 on one certificate, and what becomes of it. */
describe('a certificate of all record groups', () => {
  let booted: BootedApp;
  let community: Community;
  let issuer: Issuer;
  let other: Issuer;
  let volunteerId: string;
  let awardId: string;
  let courseId: string;
  let sessionId: string;
  let issued: Issued;

  beforeAll(async () => {
    booted = await bootApp();
    community = new Community(booted);
    issuer = await community.issuer();
    other = await community.issuer('东胜区交通街道团结社区居民委员会');
    volunteerId = await community.volunteer();
  });
  afterAll(() => booted.close());

  const certify = async ({ organisationId }: Issuer): Promise<Issued> => {
    const wanted = { volunteerId, organisationId, from: '2026-01-01', to: '2026-12-31' };
    const { certificateId } = ok<Issued>(
      await community.admin.post('/api/v1/certificates', { ...wanted, publicity: false }),
    );
    ok(await community.admin.put(`/api/v1/certificates/${certificateId}/acceptance`), 200);
    return { certificateId };
  };
  /** As it was frozen: everything on the paper is drawn from it. */
  const contentOf = ({ certificateId }: Issued): CertificateContent => {
    const key = documentKeys.certificate(volunteerId, certificateId);
    const vault = booted.app.get(Vault, { strict: false });
    const kept = vault.get<{ content: CertificateContent }>(key, 'part-of-recorded-read');
    if (!kept) throw new Error('no such certificate was frozen');
    return kept.content;
  };
  const statusOf = async ({ certificateId }: Issued) => {
    await booted.settle();
    const shown = await community.admin.get(`/api/v1/certificates/${certificateId}`);
    const { status, statusReason } = ok<Record<string, string | null>>(shown, 200);
    return { status, statusReason };
  };
  const replace = async ({ certificateId }: Issued): Promise<Issued> =>
    ok<Issued>(await community.admin.put(`/api/v1/certificates/${certificateId}/replacement`), 200);
  /** An activity of four hours on the day after, all of them entered for the volunteer. */
  const fourHoursMore = async ({ organisationId, stationId }: Issuer): Promise<void> => {
    const { admin } = community;
    const { projectId } = ok<{ projectId: string }>(
      await admin.post('/api/v1/projects', {
        ...{ organisationId, stationId, name: '护河', categories: ['environment'] },
        ...{ from: '2026-01-01', to: '2026-12-31', regular: true },
      }),
    );
    const day = { startsAt: '2026-03-03T09:00:00+08:00', endsAt: '2026-03-03T13:00:00+08:00' };
    const { activityId, shiftIds } = ok<{ activityId: string; shiftIds: [string] }>(
      await admin.post('/api/v1/activities', {
        ...{ projectId, title: '护河', place: '河岸', content: '巡护河道' },
        ...{ category: 'environment', divisionCode: DIVISION, leader: '赵明' },
        shifts: [{ ...day, capacity: 9 }],
      }),
    );
    ok(await admin.put(`/api/v1/activities/${activityId}/screening`, { findings: [] }), 200);
    await community.passDays(1);
    const clerk = await community.logIn({ grants: [{ role: 'station-manager', scope: '*' }] });
    const entry = { volunteerId, activityId, shiftId: shiftIds[0], reason: '未带手机', ...day };
    const { recordId } = ok<{ recordId: string }>(await clerk.post('/api/v1/records', entry));
    const review = `/api/v1/records/${recordId}/review`;
    ok(await community.admin.put(review, { decision: 'approve' }), 200);
  };

  it('hours, a training, an award and an evaluation come into the record', async () => {
    const hours = [0, 1, 2, 3, 4, 5, 6];
    const records: string[] = [];
    for (const hour of hours) records.push(await community.record(volunteerId, issuer, hour));
    await community.record(volunteerId, other, 7);
    const { admin } = community;
    ({ courseId } = ok<{ courseId: string }>(
      await admin.post('/api/v1/courses', {
        ...{ organisationId: issuer.organisationId, name: '急救员培训', hostUnit: HOST },
        ...{ content: '心肺复苏、止血包扎', centiHours: 200 },
      }),
    ));
    ({ sessionId } = ok<{ sessionId: string }>(
      await admin.post(`/api/v1/courses/${courseId}/sessions`, {
        ...{ startsAt: '2026-03-02T08:00:00+08:00', endsAt: '2026-03-02T10:00:00+08:00' },
        place: '活动室',
      }),
    ));
    const attendance = `/api/v1/courses/${courseId}/sessions/${sessionId}/attendance`;
    ok(await admin.post(attendance, { volunteerId, centiHours: 200 }));
    ({ awardId } = ok<{ awardId: string }>(
      await admin.post(`/api/v1/volunteers/${volunteerId}/awards`, {
        ...{ path: 'own', organisationId: issuer.organisationId, title: '最美邻居' },
        ...{ grantingUnit: '民生社区', level: 'organisation', on: '2026-03-01' },
      }),
    ));
    const marks = { punctuality: 5, attitude: 5, skill: 4 };
    for (const recordId of records.slice(0, 2)) {
      ok(await admin.put(`/api/v1/records/${recordId}/evaluation`, marks), 200);
    }
    await fourHoursMore(other);
    await community.passDays(3);
    await community.letTakeEffect();
  });

  it('a star is granted by somebody else, after its publicity', async () => {
    const path = `/api/v1/volunteers/${volunteerId}/star-applications`;
    const wanted = { scheme: 'community', star: 1 };
    const { applicationId } = ok<{ applicationId: string }>(
      await community.admin.post(path, wanted),
    );
    const approver = await community.logIn({ grants: [{ role: 'supervisor', scope: '*' }] });
    const decision = { outcome: 'approve' };
    ok(await approver.put(`/api/v1/star-applications/${applicationId}/decision`, decision), 200);
    await community.passDays(10);
    await booted.app.get(StarDeadlines, { strict: false }).sweepNow();
    await booted.settle();
  });

  it('all five groups stand on it, each as it was recorded', async () => {
    issued = await certify(issuer);
    const content = contentOf(issued);
    expect(content.holder.stars).toEqual({ level: 1, scheme: '社区志愿服务星级' });
    expect(content.totals).toMatchObject({ centiHours: 700, services: 7 });
    expect(content.trainings).toEqual([
      { name: '急救员培训', host: HOST, date: '2026-03-02', centiHours: 200 },
    ]);
    expect(content.awards).toEqual([
      { title: '最美邻居', date: '2026-03-01', grantedBy: '民生社区' },
    ]);
    // Two evaluations of (5 + 5 + 4) / 3, cut at the hundredth.
    expect(content.evaluation).toMatchObject({ meanHundredths: 466, ratings: 2 });
  });

  it('another issuer says only what it recorded itself, and the star that rests on it', async () => {
    const content = contentOf(await certify(other));
    expect(content.totals.centiHours).toBe(500);
    expect(content).not.toHaveProperty('trainings');
    expect(content).not.toHaveProperty('awards');
    expect(content).not.toHaveProperty('evaluation');
    expect(content.holder.stars).toMatchObject({ level: 1 });
  });

  it('an award that is revoked makes it stale, and the successor does not name it', async () => {
    const revocation = { reason: 'entered-in-error' };
    ok(await community.admin.put(`/api/v1/awards/${awardId}/revocation`, revocation), 200);
    expect(await statusOf(issued)).toEqual({ status: 'stale', statusReason: 'award-revoked' });
    issued = await replace(issued);
    const content = contentOf(issued);
    expect(content).not.toHaveProperty('awards');
    expect(content.trainings).toHaveLength(1);
  });

  it('so does a training that was recorded in error', async () => {
    const path = `/api/v1/courses/${courseId}/sessions/${sessionId}/attendance/${volunteerId}`;
    ok(await community.admin.del(path), 200);
    expect(await statusOf(issued)).toEqual({ status: 'stale', statusReason: 'training-withdrawn' });
    issued = await replace(issued);
    expect(contentOf(issued)).not.toHaveProperty('trainings');
    expect(await statusOf(issued)).toMatchObject({ status: 'issued' });
  });

  it('the annual report counts all of it, as of a day that is over', async () => {
    const path = `/annual-reports/organisations/${issuer.organisationId}`;
    const asked = `${path}?year=2026&asOf=2026-03-19`;
    const report = await booted.anonymous.get(`/api/v1${asked}`);
    expect(ok<object>(report, 200)).toMatchObject({
      ...{ year: 2026, asOf: '2026-03-19', fewerThan: 5 },
      scope: { kind: 'organisation', id: issuer.organisationId, organisations: 1 },
      // One volunteer is told in shares only.
      service: { volunteers: null, records: null, centiHours: null },
      recording: { inTimePercent: 100, corrections: 0, voids: 0 },
    });
    const division = await booted.anonymous.get('/api/v1/annual-reports/divisions/1506?year=2026');
    expect(ok<object>(division, 200)).toMatchObject({ scope: { organisations: 2 } });
    for (const [lang, word] of [
      ['zh', '工作年度报告'],
      ['en', 'Annual report on records'],
    ] as const) {
      expect((await booted.anonymous.get(`${asked}&lang=${lang}`)).body).toContain(word);
    }
    const today = booted.clock.now().slice(0, 10);
    for (const [wrong, code] of [
      [`${path}?asOf=${today}`, 'oversight/day-not-over'],
      [`${path}?year=1999`, 'oversight/year-malformed'],
      ['/annual-reports/divisions/99', 'oversight/division-unknown'],
    ] as const) {
      const { body } = await booted.anonymous.get(`/api/v1${wrong}`);
      expect([wrong, body.code]).toEqual([wrong, code]);
    }
  });

  it('and the audit agrees with all of it', async () => {
    expect(await community.audit()).toMatchObject({ clean: true, findings: [] });
  });
});
