import type { LocalDate } from '../../kernel/calendar.js';
import { COMMUNITY } from './community.js';
import type { HttpClient } from './http-client.js';
import type { Stage } from './stage.js';

export interface Groups {
  /** Records, evaluates and honours; never the volunteer themselves. */
  readonly staff: HttpClient;
  readonly volunteerId: string;
  readonly organisationId: string;
  /** The day of the training and of the award. */
  readonly day: LocalDate;
}

/** Training, commendation and evaluation come into the record (Order 67 arts. 8 to 10). */
export async function fillRecordGroups(
  stage: Stage,
  { staff, volunteerId, organisationId, day }: Groups,
): Promise<void> {
  const { course, session, award, marks } = COMMUNITY;
  const { courseId } = await staff.post<{ courseId: string }>('/api/v1/courses', {
    ...course,
    organisationId,
  });
  const sessions = `/api/v1/courses/${courseId}/sessions`;
  const { sessionId } = await staff.post<{ sessionId: string }>(sessions, {
    ...{ startsAt: `${day}T09:00:00+08:00`, endsAt: `${day}T11:00:00+08:00` },
    place: session.place,
  });
  const study = { volunteerId, centiHours: course.centiHours };
  await staff.post(`${sessions}/${sessionId}/attendance`, study);
  const honours = `/api/v1/volunteers/${volunteerId}/awards`;
  await staff.post(honours, { ...award, organisationId, path: 'own', on: day });
  const { items } = await staff.get<{ items: { recordId: string; volunteerId: string }[] }>(
    '/api/v1/records?status=publicised',
  );
  for (const { recordId } of items.filter((record) => record.volunteerId === volunteerId)) {
    await staff.put(`/api/v1/records/${recordId}/evaluation`, marks);
  }
  stage.say('记入培训、表彰和评价。 A training, an award and evaluations came into the record.');
}
