import type { Recorded } from '../../kernel/message.js';
import { type Projection, projects, type Statement, sql } from '../../projections/projection.js';
import type { ServiceBookEvent } from '../service-records/index.js';
import type { AwardEvent } from './domain/award.events.js';
import type { StarApplied, StarEvent } from './domain/star.events.js';

/** Awards, and star applications with what became of them. */
export const honoursProjection: Projection = {
  name: 'honours',
  version: 1,
  tables: ['honours_award', 'honours_star'],
  schema: `
    CREATE TABLE honours_award (
      award_id TEXT PRIMARY KEY, volunteer_id TEXT NOT NULL, organisation_id TEXT NOT NULL,
      path TEXT NOT NULL, level TEXT NOT NULL, awarded_on TEXT NOT NULL, proof_hash TEXT,
      status TEXT NOT NULL, revision INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX honours_award_by_volunteer
      ON honours_award (volunteer_id, awarded_on, award_id);
    CREATE INDEX honours_award_by_status ON honours_award (status, award_id);
    CREATE TABLE honours_star (
      application_id TEXT PRIMARY KEY, volunteer_id TEXT NOT NULL, scheme TEXT NOT NULL,
      star INTEGER NOT NULL, status TEXT NOT NULL, required INTEGER NOT NULL,
      centi_hours INTEGER NOT NULL, looked_at INTEGER NOT NULL, counted_from TEXT NOT NULL,
      counted_until TEXT NOT NULL, approver_level TEXT NOT NULL, applied_on TEXT NOT NULL,
      effective_on TEXT, objection_id TEXT, objected_on TEXT, granted_on TEXT,
      touched INTEGER NOT NULL, revision INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX honours_star_by_volunteer ON honours_star (volunteer_id, application_id);
    CREATE INDEX honours_star_by_status ON honours_star (status, application_id);
    CREATE INDEX honours_star_touched ON honours_star (status, application_id) WHERE touched = 1;
  `,
  on: {
    ...projects<AwardEvent>({
      'honours.AwardHandedIn': ({ data, revision }) => [awardRow(data, 'handed-in', revision)],
      'honours.AwardRecorded': ({ data, revision }) => [awardRow(data, 'recorded', revision)],
      'honours.AwardRefused': ({ data, revision }) => [
        awardStatus(data.awardId, 'refused', revision),
      ],
      'honours.AwardRevoked': ({ data, revision }) => [
        awardStatus(data.awardId, 'revoked', revision),
      ],
    }),
    // For ever: whether the hours are still enough is counted, and a count may come too early.
    ...projects<ServiceBookEvent>({
      'service-records.RecordVoided': ({ data: { volunteerId } }) => [touched(volunteerId)],
      'service-records.RecordCorrected': ({ data: { volunteerId } }) => [touched(volunteerId)],
    }),
    ...projects<StarEvent>({
      'honours.StarApplied': applied,
      'honours.StarPublicised': ({ data, revision }) => [
        star(data, revision, { status: 'publicised', effective_on: data.effectiveOn }),
      ],
      'honours.StarRefused': ({ data, revision }) => [star(data, revision, { status: 'refused' })],
      'honours.StarObjected': ({ data, revision }) => [
        star(data, revision, {
          ...{ status: 'objected', objection_id: data.objectionId, objected_on: data.on },
        }),
      ],
      'honours.StarObjectionDismissed': ({ data, revision }) => [
        star(data, revision, { status: 'publicised', effective_on: data.effectiveOn }),
      ],
      'honours.StarGranted': ({ data, revision }) => [
        star(data, revision, {
          ...{ status: 'granted', granted_on: data.on, centi_hours: data.counted.centiHours },
        }),
      ],
      'honours.StarReviewOpened': ({ data, revision }) => [
        star(data, revision, { status: 'under-review', looked_at: data.centiHours }),
      ],
      'honours.StarKept': ({ data, revision }) => [star(data, revision, { status: 'granted' })],
      'honours.StarRevoked': ({ data, revision }) => [star(data, revision, { status: 'revoked' })],
    }),
  },
};

/** Their hours were voided or corrected: what rests on them is counted again. */
function touched(volunteerId: string): Statement {
  return sql('UPDATE honours_star SET touched = 1 WHERE volunteer_id = ?', volunteerId);
}

type AwardFacts = Pick<
  Extract<AwardEvent, { type: 'honours.AwardRecorded' }>['data'],
  'awardId' | 'volunteerId' | 'organisationId' | 'path' | 'level' | 'on' | 'proofHash'
>;

function awardRow(a: AwardFacts, status: string, revision: number): Statement {
  return sql(
    'INSERT OR REPLACE INTO honours_award VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
    ...[a.awardId, a.volunteerId, a.organisationId, a.path, a.level, a.on, a.proofHash],
    ...[status, revision],
  );
}

function awardStatus(awardId: string, status: string, revision: number): Statement {
  return sql(
    'UPDATE honours_award SET status = ?, revision = ? WHERE award_id = ?',
    ...[status, revision, awardId],
  );
}

function applied({ data: s, revision }: Recorded<StarApplied>): Statement[] {
  const { centiHours, from, until } = s.counted;
  return [
    sql(
      `INSERT INTO honours_star
       VALUES (?, ?, ?, ?, 'applied', ?, ?, ?, ?, ?, ?, ?, NULL, NULL, NULL, NULL, 0, ?)`,
      ...[s.applicationId, s.volunteerId, s.scheme, s.star, s.requiredCentiHours, centiHours],
      ...[s.requiredCentiHours, from, until, s.approverLevel, s.on, revision],
    ),
  ];
}

/** The columns are ours, never anybody's input. */
function star(
  { applicationId }: { readonly applicationId: string },
  revision: number,
  change: Readonly<Record<string, string | number>>,
): Statement {
  const columns = Object.keys(change).map((column) => `${column} = ?`);
  return sql(
    `UPDATE honours_star SET ${columns.join(', ')}, revision = ? WHERE application_id = ?`,
    ...[...Object.values(change), revision, applicationId],
  );
}
