import { addDays, instantAt, type LocalDate } from '../../kernel/calendar.js';
import { COMMUNITY } from './community.js';
import type { HttpClient } from './http-client.js';
import type { Stage } from './stage.js';

/** Two who agree: one types hours in, the other approves. Nobody was there. */
export interface BoughtHour {
  readonly recorder: HttpClient;
  readonly approver: HttpClient;
  readonly volunteerId: string;
  readonly ids: { readonly organisationId: string; readonly stationId: string };
  readonly day: LocalDate;
}

interface Text {
  readonly zh: string;
  readonly en: string;
}

/**
 * Five hours that somebody typed in. The ledger takes them: a person may have forgotten to sign in.
 * What it never does is let them look like hours that somebody saw. @returns the record's id
 */
export async function buyHours(stage: Stage, bought: BoughtHour): Promise<string> {
  const { recorder, approver, volunteerId, ids, day } = bought;
  stage.setClock(instantAt(day, '09:30'));
  const { divisionCode } = COMMUNITY.organisation;
  const { projectId } = await recorder.post<{ projectId: string }>('/api/v1/projects', {
    ...{ ...COMMUNITY.project, ...ids, from: day, to: addDays(day, 30) },
  });
  const shift = { startsAt: `${day}T08:00:00+08:00`, endsAt: `${day}T13:00:00+08:00` };
  const { activityId, shiftIds } = await recorder.post<{ activityId: string; shiftIds: string[] }>(
    '/api/v1/activities',
    { ...COMMUNITY.activity, projectId, divisionCode, shifts: [{ ...shift, capacity: 20 }] },
  );
  await recorder.put(`/api/v1/activities/${activityId}/screening`, { findings: [] });
  stage.setClock(instantAt(day, '14:00'));
  const entry = { activityId, shiftId: shiftIds[0], volunteerId, ...shift, reason: '忘记签到' };
  const { recordId } = await recorder.post<{ recordId: string }>('/api/v1/records', entry);
  await approver.put(`/api/v1/records/${recordId}/review`, { decision: 'approve' });
  stage.say('有人直接录入 5.00 小时，另一人批准。 Somebody types in 5.00 h, another approves.');
  return recordId;
}

export interface Onlookers {
  readonly volunteer: HttpClient;
  readonly volunteerId: string;
  readonly officer: HttpClient;
  readonly supervisor: HttpClient;
  readonly anybody: HttpClient;
  readonly organisationId: string;
  readonly period: { readonly from: LocalDate; readonly to: LocalDate };
}

/** The same hours as the volunteer, the paper, the public and the supervisor see them. */
export async function showBoughtHour(
  { say }: Stage,
  recordId: string,
  onlookers: Onlookers,
): Promise<void> {
  const { volunteer, officer, supervisor, anybody, organisationId } = onlookers;
  const { sentences } = await volunteer.get<{ sentences: readonly Text[] }>(
    `/api/v1/records/${recordId}/explanation`,
  );
  const told = sentences[2];
  say(`  志愿者看到 the volunteer reads: ${told?.zh ?? ''} ${told?.en ?? ''}`);

  const { certificateId } = await volunteer.post<{ certificateId: string }>(
    '/api/v1/certificates',
    { volunteerId: onlookers.volunteerId, organisationId, ...onlookers.period },
  );
  await officer.put(`/api/v1/certificates/${certificateId}/acceptance`);
  const { totals } = await officer.get<{ totals: { byGrade: Record<string, number> } }>(
    `/api/v1/certificates/${certificateId}`,
  );
  say(`  证明上按等级分列 the certificate says: ${gradesOf(totals.byGrade)}`);

  const { grades } = await anybody.get<{ grades: { grade: string; percent: number }[] }>(
    `/api/v1/statistics/organisations/${organisationId}`,
  );
  const shares = grades.filter(({ percent }) => percent > 0);
  const shown = shares.map(({ grade, percent }) => `${grade} ${percent} %`).join(' · ');
  say(`  公开统计 the public page says: ${shown}`);

  const month = onlookers.period.from.slice(0, 7);
  const hints = await supervisor.get<{ items: { rule: string; recordIds: string[] }[] }>(
    `/api/v1/anomalies?month=${month}&organisation=${organisationId}`,
  );
  const rules = hints.items.filter((hint) => hint.recordIds.includes(recordId));
  const names = rules.map(({ rule }) => rule).join(', ');
  say(`  监管人员收到提示 the supervisor is pointed to it: ${names}`);
}

function gradesOf(byGrade: Record<string, number>): string {
  const shown = Object.entries(byGrade).filter(([, centiHours]) => centiHours > 0);
  return shown
    .map(([grade, centiHours]) => `${grade} ${(centiHours / 100).toFixed(2)} h`)
    .join(' · ');
}
