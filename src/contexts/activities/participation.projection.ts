import { type Projection, projects, sql } from '../../projections/projection.js';
import type { QualificationEvent } from '../trainings/index.js';
import type { IdentityReleased, VolunteerEvent } from '../volunteers/index.js';
import type { ActivityEvent } from './domain/activity.events.js';

/** What the rule of participation asks for: who people are, and what they were asked. */
export const participationProjection: Projection = {
  name: 'activities-participation',
  version: 1,
  tables: [
    'activities_volunteer',
    'activities_qualification',
    'activities_requirements',
    'activities_acknowledgement',
    'activities_insurance',
    'activities_guardian',
  ],
  schema: `
    CREATE TABLE activities_volunteer (
      volunteer_id TEXT PRIMARY KEY, age_band TEXT NOT NULL, gone INTEGER NOT NULL,
      guardian TEXT NOT NULL, accompanied INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE activities_qualification (
      qualification_id TEXT PRIMARY KEY, volunteer_id TEXT NOT NULL, kind TEXT NOT NULL,
      valid_from TEXT NOT NULL, valid_until TEXT
    ) STRICT;
    CREATE INDEX activities_qualification_by_volunteer
      ON activities_qualification (volunteer_id);
    CREATE TABLE activities_requirements (
      activity_id TEXT PRIMARY KEY, requirements TEXT NOT NULL, notice_version INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE activities_acknowledgement (
      activity_id TEXT NOT NULL, volunteer_id TEXT NOT NULL, notice_version INTEGER NOT NULL,
      PRIMARY KEY (activity_id, volunteer_id)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE activities_insurance (
      insurance_id TEXT PRIMARY KEY, activity_id TEXT NOT NULL, volunteer_id TEXT,
      valid_from TEXT NOT NULL, valid_until TEXT NOT NULL
    ) STRICT;
    CREATE INDEX activities_insurance_by_activity ON activities_insurance (activity_id);
    CREATE TABLE activities_guardian (
      shift_id TEXT NOT NULL, volunteer_id TEXT NOT NULL, PRIMARY KEY (shift_id, volunteer_id)
    ) STRICT, WITHOUT ROWID;
  `,
  on: {
    ...projects<VolunteerEvent | IdentityReleased>({
      'volunteers.VolunteerRegistered': ({ data: { volunteerId, ageBand } }) => [
        sql(
          `INSERT INTO activities_volunteer VALUES (?, ?, 0, 'none', 0)`,
          ...[volunteerId, ageBand],
        ),
      ],
      'volunteers.GuardianConsentGiven': ({ data: { volunteerId, accompanies } }) => [
        guardian(volunteerId, 'given', accompanies),
      ],
      'volunteers.GuardianConsentWithdrawn': ({ data: { volunteerId } }) => [
        guardian(volunteerId, 'withdrawn', false),
      ],
      'volunteers.VolunteerLeft': ({ data: { volunteerId } }) => [gone(volunteerId, true)],
      'volunteers.VolunteerReturned': ({ data: { volunteerId } }) => [gone(volunteerId, false)],
      'volunteers.IdentityReleased': ({ data: { volunteerId } }) => [gone(volunteerId, true)],
    }),
    ...projects<QualificationEvent>({
      'trainings.QualificationGranted': ({ data: q }) => [
        sql(
          'INSERT INTO activities_qualification VALUES (?, ?, ?, ?, ?)',
          ...[q.qualificationId, q.volunteerId, q.kind, q.validFrom, q.validUntil],
        ),
      ],
      'trainings.QualificationRevoked': ({ data: { qualificationId } }) => [
        sql('DELETE FROM activities_qualification WHERE qualification_id = ?', qualificationId),
      ],
    }),
    ...projects<ActivityEvent>({
      'activities.RequirementsSet': ({ data: { activityId, requirements, noticeVersion } }) => [
        sql(
          'INSERT OR REPLACE INTO activities_requirements VALUES (?, ?, ?)',
          ...[activityId, JSON.stringify(requirements), noticeVersion],
        ),
      ],
      'activities.RiskAcknowledged': ({ data: { activityId, volunteerId, noticeVersion } }) => [
        sql(
          'INSERT OR REPLACE INTO activities_acknowledgement VALUES (?, ?, ?)',
          ...[activityId, volunteerId, noticeVersion],
        ),
      ],
      'activities.InsuranceNoted': ({ data: i }) => [
        sql(
          'INSERT INTO activities_insurance VALUES (?, ?, ?, ?, ?)',
          ...[i.insuranceId, i.activityId, i.volunteerId, i.validFrom, i.validUntil],
        ),
      ],
      'activities.GuardianPresenceConfirmed': ({ data: { shiftId, volunteerId } }) => [
        sql('INSERT INTO activities_guardian VALUES (?, ?)', shiftId, volunteerId),
      ],
    }),
  },
};

function guardian(volunteerId: string, word: 'given' | 'withdrawn', accompanied: boolean) {
  return sql(
    'UPDATE activities_volunteer SET guardian = ?, accompanied = ? WHERE volunteer_id = ?',
    ...[word, accompanied ? 1 : 0, volunteerId],
  );
}

function gone(volunteerId: string, isGone: boolean) {
  return sql(
    'UPDATE activities_volunteer SET gone = ? WHERE volunteer_id = ?',
    ...[isGone ? 1 : 0, volunteerId],
  );
}
