import { localDateOf } from '../../kernel/calendar.js';
import { type Projection, projects, type Statement, sql } from '../../projections/projection.js';
import type { ComplaintEvent, EvaluationEvent } from '../feedback/index.js';
import type {
  ChangeProposed,
  ObjectionDecided,
  ObjectionRaised,
  RecordRejected,
  RecordSubmitted,
  RecordTookEffect,
  RecordVoided,
} from '../service-records/index.js';
import type { RetentionApplied } from './domain/retention.events.js';
import type { RetainedClass } from './domain/retention.policy.js';

type Foreign =
  | ComplaintEvent
  | EvaluationEvent
  | ChangeProposed
  | ObjectionDecided
  | ObjectionRaised
  | RecordRejected
  | RecordSubmitted
  | RecordTookEffect
  | RecordVoided;

/** Documents with a time limit: `closed_on` is null until the matter `ref` is closed. */
export const retainedProjection: Projection = {
  name: 'privacy-retained',
  version: 1,
  tables: ['privacy_retained'],
  schema: `
    CREATE TABLE privacy_retained (
      subject TEXT NOT NULL, kind TEXT NOT NULL, id TEXT NOT NULL, class TEXT NOT NULL,
      ref TEXT NOT NULL, closed_on TEXT, PRIMARY KEY (subject, kind, id)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX privacy_retained_by_ref ON privacy_retained (ref);
  `,
  queryIndexes: `
    CREATE INDEX IF NOT EXISTS privacy_retained_by_day ON privacy_retained (class, closed_on);
  `,
  on: {
    ...projects<Foreign | RetentionApplied>({
      'feedback.ComplaintFiled': ({ data: { vaultSubject, complaintId } }) =>
        ['complaint', 'complaint-decision'].map((kind) =>
          kept('complaint', [vaultSubject, kind, complaintId], complaintId),
        ),
      'feedback.ComplaintDecided': ({ data: { complaintId, on } }) => [closed(complaintId, on)],
      'feedback.EvaluationGiven': ({ data: e, meta }) => [
        kept('evaluation', [e.volunteerId, 'evaluation', e.evaluationId], e.evaluationId),
        closed(e.evaluationId, localDateOf(meta.recordedAt)),
      ],
      'service-records.ObjectionRaised': ({ data: o }) => [
        kept('objection', [o.volunteerId, 'objection', o.objectionId], o.objectionId),
      ],
      'service-records.ObjectionDecided': ({ data: { objectionId }, meta }) => [
        closed(objectionId, localDateOf(meta.recordedAt)),
      ],
      'service-records.ChangeProposed': ({ data: p, meta }) => [
        kept('proposal', [p.volunteerId, 'proposal', p.proposalId], p.proposalId),
        closed(p.proposalId, localDateOf(meta.recordedAt)),
      ],
      // A document that proves two records is kept for the later one.
      'service-records.RecordSubmitted': ({ data: { volunteerId, recordId, evidence } }) => {
        const hash = 'proofHash' in evidence ? evidence.proofHash : null;
        return hash === null ? [] : [kept('proof', [volunteerId, 'proof', hash], recordId)];
      },
      'service-records.RecordTookEffect': ({ data, meta }) => [
        closed(data.recordId, localDateOf(meta.recordedAt)),
      ],
      'service-records.RecordRejected': ({ data, meta }) => [
        closed(data.recordId, localDateOf(meta.recordedAt)),
      ],
      'service-records.RecordVoided': ({ data, meta }) => [
        closed(data.recordId, localDateOf(meta.recordedAt)),
      ],
      'privacy.RetentionApplied': ({ data: { documents } }) =>
        documents.map(({ subject, kind, id }) =>
          sql(
            'DELETE FROM privacy_retained WHERE subject = ? AND kind = ? AND id = ?',
            ...[subject, kind, id],
          ),
        ),
    }),
  },
};

function kept(
  className: RetainedClass,
  key: readonly [subject: string, kind: string, id: string],
  ref: string,
): Statement {
  return sql(
    'INSERT OR REPLACE INTO privacy_retained VALUES (?, ?, ?, ?, ?, NULL)',
    ...[...key, className, ref],
  );
}

function closed(ref: string, on: string): Statement {
  return sql('UPDATE privacy_retained SET closed_on = ? WHERE ref = ?', on, ref);
}
