import { type Instant, millis } from '../../../kernel/calendar.js';
import type { ConfirmRecord, OfferConfirmation, WitnessPresence } from './confirmation.commands.js';
import type { Confirmation, RecordConfirmed } from './confirmation.events.js';
import { reject } from './confirmation.rejections.js';
import { type Evidence, gradeOf } from './evidence.policy.js';
import type { Person } from './proposals.commands.js';
import { recordOf } from './record-of.js';
import { begunLast } from './served.js';
import type { RecordSubmitted, ServiceBookEvent } from './service-book.events.js';
import {
  type BookRecord,
  occupies,
  type OpenSignIn,
  openAt,
  type ServiceBook,
} from './service-book.state.js';

type SignedEvidence = Extract<Evidence, { readonly kind: 'signed' }>;

const MINUTE_MS = 60_000;

/** A code for the beneficiary, from somebody who has no part in the record. */
export function offerConfirmation(
  data: OfferConfirmation['data'],
  state: ServiceBook,
): ServiceBookEvent[] {
  const { recordId, volunteerId, codeId, codeHash, expiresAt, issuer } = data;
  const record = recordOf(recordId, state);
  const { confirmed } = refuseUnlessOpen(record);
  if (confirmed) reject('service-records/already-confirmed');
  refuseInvolved(issuer, record, volunteerId);
  const { version } = record;
  return [
    {
      type: 'service-records.ConfirmationOffered',
      data: {
        ...{ recordId, version, volunteerId, codeId, codeHash },
        ...{ issuer: issuer.accountId, expiresAt },
      },
    },
  ];
}

/** Quiet when the record is confirmed already, by whomever. */
export function confirmRecord(data: ConfirmRecord['data'], state: ServiceBook): ServiceBookEvent[] {
  const { recordId, volunteerId, codeHash, at, confirmer } = data;
  const record = recordOf(recordId, state);
  const { offer } = record;
  if (offer?.codeHash !== codeHash) return reject('service-records/confirmation-code-unknown');
  if (refuseUnlessOpen(record).confirmed) return [];
  if (millis(at) > millis(offer.expiresAt)) reject('service-records/confirmation-code-expired');
  if (confirmer) {
    refuseInvolved(confirmer, record, volunteerId);
    if (confirmer.accountId === offer.issuer) reject('service-records/issuer-is-confirmer');
  }
  return [confirmed(record, volunteerId, { kind: 'beneficiary', codeId: offer.codeId, at })];
}

/**
 * A device that has no part in the sign-in or the sign-out. While somebody is signed in it is kept
 * for the record to come; afterwards it confirms the record at once.
 */
export function witnessPresence(
  data: WitnessPresence['data'],
  state: ServiceBook,
): ServiceBookEvent[] {
  const { volunteerId, activityId, at, device, doubts } = data;
  if (doubts.length > 0) reject('service-records/witness-in-doubt');
  const open = openAt(state, at);
  if (open?.activityId === activityId && millis(at) >= millis(open.at)) {
    return witnessOpen(open, data);
  }
  const record = servedAround(data, state);
  if (!record) return reject('service-records/nothing-to-witness');
  const evidence = refuseUnlessOpen(record);
  if (hasPart(device.deviceId, evidence)) reject('service-records/same-device');
  if (evidence.confirmed) return [];
  return [confirmed(record, volunteerId, { kind: 'second-device', ...device, at })];
}

/** What a witness of the time in between makes of the record that the sign-out has just made. */
export function confirmedByWitness(
  { witness }: OpenSignIn,
  { data }: RecordSubmitted,
): RecordConfirmed[] {
  const { evidence, volunteerId } = data;
  if (!witness || evidence.kind !== 'signed' || hasPart(witness.deviceId, evidence)) return [];
  return [confirmed(data, volunteerId, { kind: 'second-device', ...witness })];
}

function witnessOpen(
  open: OpenSignIn,
  { volunteerId, activityId, at, device }: WitnessPresence['data'],
): ServiceBookEvent[] {
  if (isDevice(open.evidence, device.deviceId)) reject('service-records/same-device');
  if (open.witness) return [];
  const { recordId } = open;
  return [
    {
      type: 'service-records.PresenceWitnessed',
      data: { recordId, volunteerId, activityId, ...device, at },
    },
  ];
}

function servedAround(
  { activityId, at, minutesAfter }: WitnessPresence['data'],
  { records }: ServiceBook,
): BookRecord | undefined {
  const served = [...records.values()].filter(
    (record) =>
      record.activityId === activityId &&
      occupies(record) &&
      millis(at) >= millis(record.startsAt) &&
      millis(at) <= millis(record.endsAt) + minutesAfter * MINUTE_MS,
  );
  return begunLast(served, (record) => record.startsAt);
}

/** What is effective stands as it is; what was typed in has nothing that could be confirmed. */
function refuseUnlessOpen({ status, evidence }: BookRecord): SignedEvidence {
  if (status === 'effective' || status === 'rejected' || status === 'voided') {
    reject('service-records/not-confirmable', { status });
  }
  return evidence.kind === 'signed' ? evidence : reject('service-records/only-signed-confirmed');
}

/** Neither the volunteer, under whatever account, nor who recorded it. */
function refuseInvolved(person: Person, { recorder }: BookRecord, volunteerId: string): void {
  if (person.volunteerId === volunteerId) reject('service-records/own-confirmation');
  if (person.accountId === recorder) reject('service-records/recorder-is-confirmer');
}

function hasPart(deviceId: string, evidence: SignedEvidence): boolean {
  return isDevice(evidence.in, deviceId) || isDevice(evidence.out, deviceId);
}

function isDevice(end: SignedEvidence['in'], deviceId: string): boolean {
  return end.kind === 'station-device' && end.deviceId === deviceId;
}

function confirmed(
  { recordId, version, evidence }: Pick<BookRecord, 'recordId' | 'version' | 'evidence'>,
  volunteerId: string,
  { at, ...by }: Confirmation & { readonly at: Instant },
): RecordConfirmed {
  const grade = gradeOf({ ...evidence, confirmed: true } as Evidence);
  return {
    type: 'service-records.RecordConfirmed',
    data: { recordId, version, volunteerId, by: by as Confirmation, at, grade },
  };
}
