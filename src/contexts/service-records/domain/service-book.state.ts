import { type Instant, type LocalDate, millis } from '../../../kernel/calendar.js';
import type { EndEvidence, Evidence } from './evidence.policy.js';
import type { RecordSubmitted, ServiceBookEvent, SignedIn } from './service-book.events.js';

export type RecordStatus =
  'signed-in' | 'submitted' | 'publicised' | 'effective' | 'rejected' | 'voided';

export interface OpenSignIn {
  readonly recordId: string;
  readonly activityId: string;
  readonly shiftId: string;
  readonly organisationId: string;
  readonly stationId: string | null;
  readonly shiftStartsAt: Instant;
  readonly shiftEndsAt: Instant;
  readonly at: Instant;
  readonly closesAt: Instant;
  readonly evidence: EndEvidence;
}

export interface BookRecord {
  status: RecordStatus;
  readonly recordId: string;
  readonly version: number;
  readonly shiftId: string | null;
  readonly organisationId: string | null;
  readonly stationId: string | null;
  readonly date: LocalDate;
  readonly startsAt: Instant;
  readonly endsAt: Instant;
  readonly centiHours: number;
  readonly recorder: string;
  readonly evidence: Evidence;
  effectiveOn: LocalDate | null;
}

/** What the rules need of one volunteer's year. */
export interface ServiceBook {
  open: OpenSignIn | null;
  readonly records: Map<string, BookRecord>;
}

export const emptyBook = (): ServiceBook => ({ open: null, records: new Map() });

/** Does this record keep its interval to itself? Rejected and voided ones do not. */
export function occupies({ status }: BookRecord): boolean {
  return status !== 'rejected' && status !== 'voided';
}

/** A sign-in that nobody signed out of in time is spent: it blocks neither a new one nor an entry. */
export function openAt({ open }: ServiceBook, at: Instant): OpenSignIn | null {
  return open && millis(at) <= millis(open.closesAt) ? open : null;
}

export function evolveBook(state: ServiceBook, event: ServiceBookEvent): ServiceBook {
  switch (event.type) {
    case 'service-records.SignedIn':
      state.open = openOf(event.data);
      return state;
    case 'service-records.SignInLapsed':
      return withoutOpen(state, event.data.recordId);
    case 'service-records.RecordSubmitted':
      return submitted(state, event.data);
    case 'service-records.RecordRejected':
      return withStatus(state, event.data.recordId, 'rejected');
    case 'service-records.RecordPublicised':
      withStatus(state, event.data.recordId, 'publicised');
      return withEffectiveOn(state, event.data.recordId, event.data.effectiveOn);
    case 'service-records.RecordTookEffect':
      return withStatus(state, event.data.recordId, 'effective');
    case 'service-records.RecordVoided':
      return withStatus(state, event.data.recordId, 'voided');
    default:
      return state;
  }
}

function withoutOpen(state: ServiceBook, recordId: string): ServiceBook {
  if (state.open?.recordId === recordId) state.open = null;
  return state;
}

function openOf(data: SignedIn['data']): OpenSignIn {
  const { volunteerId: _volunteer, ...open } = data;
  return open;
}

function submitted(state: ServiceBook, data: RecordSubmitted['data']): ServiceBook {
  const shiftId = state.open?.recordId === data.recordId ? state.open.shiftId : null;
  if (shiftId !== null) state.open = null;
  const { recordId, version, organisationId, stationId, date, startsAt, endsAt } = data;
  const { centiHours, recorder, evidence } = data;
  state.records.set(recordId, {
    status: 'submitted',
    recordId,
    version,
    shiftId,
    organisationId,
    stationId,
    date,
    startsAt,
    endsAt,
    centiHours,
    recorder,
    evidence,
    effectiveOn: null,
  });
  return state;
}

function withStatus(state: ServiceBook, recordId: string, status: RecordStatus): ServiceBook {
  const record = state.records.get(recordId);
  if (record) record.status = status;
  return state;
}

function withEffectiveOn(state: ServiceBook, recordId: string, on: LocalDate): ServiceBook {
  const record = state.records.get(recordId);
  if (record) record.effectiveOn = on;
  return state;
}
