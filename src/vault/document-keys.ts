import type { DocumentKey } from './vault.js';

/**
 * Every kind of personal document there is, and whose it is: the list a data-protection officer asks
 * for. What a document holds is typed by the context that writes it.
 */
export const documentKeys = {
  /** Particulars of a volunteer (O67 art. 5). */
  profile: (volunteerId: string): DocumentKey => key(volunteerId, 'profile', 'current'),
  /** A minor's guardian, who let them take part. */
  guardianConsent: (volunteerId: string, consentId: string): DocumentKey =>
    key(volunteerId, 'guardian-consent', consentId),
  /** Issuer and number of a qualification's paper. */
  qualification: (volunteerId: string, qualificationId: string): DocumentKey =>
    key(volunteerId, 'qualification', qualificationId),
  /** Title and granting unit of an award (O67 art. 9). */
  award: (volunteerId: string, awardId: string): DocumentKey => key(volunteerId, 'award', awardId),
  /** Why somebody objects to a star in public. */
  starObjection: (volunteerId: string, objectionId: string): DocumentKey =>
    key(volunteerId, 'star-objection', objectionId),
  /** What one service record says in words: it may name people. */
  record: (volunteerId: string, recordId: string): DocumentKey =>
    key(volunteerId, 'record', recordId),
  /** Why a record was rejected. */
  review: (volunteerId: string, reviewId: string): DocumentKey =>
    key(volunteerId, 'review', reviewId),
  /** What somebody said about a record, in words. */
  evaluation: (volunteerId: string, evaluationId: string): DocumentKey =>
    key(volunteerId, 'evaluation', evaluationId),
  /** Who complains of what; the subject is the volunteer who does, else the complaint itself. */
  complaint: (subject: string, complaintId: string): DocumentKey =>
    key(subject, 'complaint', complaintId),
  /** Why a complaint was decided as it was. */
  complaintDecision: (subject: string, complaintId: string): DocumentKey =>
    key(subject, 'complaint-decision', complaintId),
  /** A document that proves an hour, by the SHA-256 of its bytes. */
  proof: (volunteerId: string, proofHash: string): DocumentKey =>
    key(volunteerId, 'proof', proofHash),
  /** What somebody objects to a record: it may name people. */
  objection: (volunteerId: string, objectionId: string): DocumentKey =>
    key(volunteerId, 'objection', objectionId),
  /** Why a record should be corrected or voided, or an objection dismissed. */
  proposal: (volunteerId: string, proposalId: string): DocumentKey =>
    key(volunteerId, 'proposal', proposalId),
  /** Why what a device brought after a sign-in was closed counts for nothing. */
  lateSignOut: (volunteerId: string, lateSignOutId: string): DocumentKey =>
    key(volunteerId, 'late-sign-out', lateSignOutId),
  /** What was found when an anomaly was looked into; the subject is the anomaly. */
  anomalyNote: (anomalyId: string, checkId: string): DocumentKey =>
    key(anomalyId, 'anomaly-note', checkId),
  /** Ids of the records that a lot was drawn from: not personal, but too long for an event. */
  population: (inspectionId: string): DocumentKey => key(inspectionId, 'population', 'ids'),
  /** Which service a hold of time credit is for. */
  hold: (volunteerId: string, holdId: string): DocumentKey => key(volunteerId, 'hold', holdId),
  /** The key that signs statements of the time bank: not personal, but as secret. */
  timeBankKeys: (): DocumentKey => key('time-bank', 'statement-keys', 'current'),
  /** Who speaks for a household, where it lives and its telephone number. */
  household: (householdId: string): DocumentKey => key(householdId, 'household', 'current'),
  /** Frozen content and token of an issued certificate. */
  certificate: (volunteerId: string, certificateId: string): DocumentKey =>
    key(volunteerId, 'certificate', certificateId),
  /** How its holder writes their name in Mongolian script. */
  certificateWish: (volunteerId: string, certificateId: string): DocumentKey =>
    key(volunteerId, 'certificate-wish', certificateId),
  /** The proof that its issue is in the log: not personal, but it names the record of a person. */
  certificateProof: (volunteerId: string, certificateId: string): DocumentKey =>
    key(volunteerId, 'certificate-proof', certificateId),
  /** The signed file, from its first download. */
  certificatePdf: (volunteerId: string, certificateId: string): DocumentKey =>
    key(volunteerId, 'certificate-pdf', certificateId),
  /** What people call a station's device. */
  device: (stationId: string, deviceId: string): DocumentKey => key(stationId, 'device', deviceId),
  /** Who leads an activity (O67 art. 7). */
  activityPeople: (activityId: string): DocumentKey => key(activityId, 'activity', 'people'),
  /** Person in charge and handler, who sign for an organisation. */
  signatories: (organisationId: string): DocumentKey =>
    key(organisationId, 'signatories', 'current'),
  /** Private signing keys: not personal, but as secret. */
  signingKeys: (organisationId: string): DocumentKey =>
    key(organisationId, 'signing-keys', 'current'),
  /** Address and secret of a webhook endpoint: not personal either. */
  webhook: (organisationId: string, endpointId: string): DocumentKey =>
    key(organisationId, 'webhook', endpointId),
} as const;

function key(subject: string, kind: string, id: string): DocumentKey {
  return { subject, kind, id };
}
