import { type Projection, projects, type Statement, sql } from '../../projections/projection.js';
import type { AccountEvent, AdministratorsEvent } from '../access/index.js';
import type { CertificateEvent } from '../certificates/index.js';
import type { ComplaintEvent } from '../feedback/index.js';
import type {
  HouseholdClosed,
  HouseholdMemberLeft,
  MembershipClaimed,
} from '../green-accounts/index.js';
import type { StarEvent } from '../honours/index.js';
import type {
  ChangeProposed,
  ObjectionDecided,
  ObjectionRaised,
  ProposalReturned,
  RecordCorrected,
  RecordRejected,
  RecordSubmitted,
  RecordTookEffect,
  RecordVoided,
} from '../service-records/index.js';
import type { AccountClosed, CreditIssued, CreditReceived } from '../time-bank/index.js';
import type { ObstacleKind } from './domain/erasure.events.js';

type Foreign =
  | AccountEvent
  | AdministratorsEvent
  | CertificateEvent
  | ComplaintEvent
  | StarEvent
  | HouseholdClosed
  | HouseholdMemberLeft
  | MembershipClaimed
  | ChangeProposed
  | ObjectionDecided
  | ObjectionRaised
  | ProposalReturned
  | RecordCorrected
  | RecordRejected
  | RecordSubmitted
  | RecordTookEffect
  | RecordVoided
  | AccountClosed
  | CreditIssued
  | CreditReceived;

/**
 * What is under way about a person and needs their data until it is settled. `holder` is a volunteer,
 * or the account a role was granted to; `id` is what settles it.
 */
export const underWayProjection: Projection = {
  name: 'privacy-under-way',
  version: 1,
  tables: ['privacy_under_way'],
  schema: `
    CREATE TABLE privacy_under_way (
      holder TEXT NOT NULL, kind TEXT NOT NULL, id TEXT NOT NULL, PRIMARY KEY (holder, kind, id)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX privacy_under_way_by_id ON privacy_under_way (kind, id);
  `,
  on: {
    ...projects<Foreign>({
      'service-records.RecordSubmitted': ({ data: r }) => [
        begun('record', r.volunteerId, r.recordId),
      ],
      'service-records.RecordTookEffect': ({ data }) => [settled('record', data.recordId)],
      'service-records.RecordRejected': ({ data }) => [settled('record', data.recordId)],
      'service-records.RecordVoided': ({ data: { recordId } }) => [
        settled('record', recordId),
        settled('proposal', recordId),
      ],
      'service-records.RecordCorrected': ({ data }) => [settled('proposal', data.recordId)],
      'service-records.ChangeProposed': ({ data: p }) => [
        begun('proposal', p.volunteerId, p.recordId),
      ],
      'service-records.ProposalReturned': ({ data }) => [settled('proposal', data.recordId)],
      'service-records.ObjectionRaised': ({ data: o }) => [
        begun('objection', o.volunteerId, o.objectionId),
      ],
      'service-records.ObjectionDecided': ({ data: { recordId, objectionId } }) => [
        settled('objection', objectionId),
        settled('proposal', recordId),
      ],
      'certificates.CertificateRequested': ({ data: c }) => [
        begun('certificate', c.volunteerId, c.certificateId),
      ],
      'certificates.CertificateIssued': ({ data }) => [settled('certificate', data.certificateId)],
      'certificates.CertificateRefused': ({ data }) => [settled('certificate', data.certificateId)],
      'feedback.ComplaintFiled': ({ data: { complaintId, kind, subjectId, vaultSubject } }) => [
        begun('complaint', vaultSubject, complaintId),
        ...(kind === 'person' ? [begun('complaint', subjectId, complaintId)] : []),
      ],
      'feedback.ComplaintDecided': ({ data }) => [settled('complaint', data.complaintId)],
    }),
    ...projects<Foreign>({
      'honours.StarApplied': ({ data: s }) => [begun('star', s.volunteerId, s.applicationId)],
      'honours.StarRefused': ({ data }) => [settled('star', data.applicationId)],
      'honours.StarGranted': ({ data }) => [settled('star', data.applicationId)],
      'honours.StarReviewOpened': ({ data: s }) => [begun('star', s.volunteerId, s.applicationId)],
      'honours.StarKept': ({ data }) => [settled('star', data.applicationId)],
      'honours.StarRevoked': ({ data }) => [settled('star', data.applicationId)],
      // A time bank account is settled when it is closed, whatever it holds until then.
      'time-bank.CreditIssued': ({ data: { volunteerId } }) => [
        begun('credit', volunteerId, volunteerId),
      ],
      'time-bank.CreditReceived': ({ data: { volunteerId } }) => [
        begun('credit', volunteerId, volunteerId),
      ],
      'time-bank.AccountClosed': ({ data }) => [settled('credit', data.volunteerId)],
      'green-accounts.MembershipClaimed': ({ data: { personId } }) => [
        begun('household', personId, personId),
      ],
      'green-accounts.HouseholdMemberLeft': ({ data }) => [settled('household', data.personId)],
      'green-accounts.HouseholdClosed': ({ data: { members } }) =>
        members.map(({ personId }) => settled('household', personId)),
      'access.RoleGranted': ({ data: r }) => [begun('role', r.accountId, roleOf(r))],
      'access.RoleRevoked': ({ data: r }) => [settled('role', roleOf(r))],
      'access.AdministratorAppointed': ({ data: { accountId } }) => [
        begun('role', accountId, accountId),
      ],
      'access.AdministratorDismissed': ({ data }) => [settled('role', data.accountId)],
      'access.AccountClosed': ({ data: { accountId } }) => [
        sql("DELETE FROM privacy_under_way WHERE holder = ? AND kind = 'role'", accountId),
      ],
    }),
  },
};

function roleOf(of: { readonly accountId: string; readonly role: string; readonly scope: string }) {
  return `${of.accountId}/${of.role}/${of.scope}`;
}

function begun(kind: ObstacleKind, holder: string, id: string): Statement {
  return sql('INSERT OR IGNORE INTO privacy_under_way VALUES (?, ?, ?)', holder, kind, id);
}

function settled(kind: ObstacleKind, id: string): Statement {
  return sql('DELETE FROM privacy_under_way WHERE kind = ? AND id = ?', kind, id);
}
