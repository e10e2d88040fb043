import { type Instant, type Interval, type LocalDate, millis } from '../../../kernel/calendar.js';
import type { PresenceWitnessed } from './confirmation.events.js';
import type { EndEvidence, Evidence } from './evidence.policy.js';
import type { LateSignOutSeen } from './late-sign-outs.events.js';
import type { ObjectionRaised } from './objections.events.js';
import type { Change, ChangeProposed, RecordCorrected } from './proposals.events.js';
import type {
  RecordMode,
  RecordPublicised,
  RecordSubmitted,
  ServiceBookEvent,
  SignedIn,
  SignedOut,
} from './service-book.events.js';

export type RecordStatus =
  'signed-in' | 'submitted' | 'publicised' | 'objected' | 'effective' | 'rejected' | 'voided';

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
  /** A second device that saw the volunteer meanwhile. */
  witness: Witness | null;
}

export interface Witness {
  readonly deviceId: string;
  readonly sequence: number;
  readonly at: Instant;
}

/** The beneficiary's code that is good now. */
export interface OfferedCode {
  readonly codeId: string;
  readonly codeHash: string;
  readonly issuer: string;
  readonly expiresAt: Instant;
}

export interface OpenObjection {
  readonly objectionId: string;
  readonly objector: string;
  /** Full working days of publicity still to come; null when the record had its publicity. */
  readonly workingDaysLeft: number | null;
}

export interface OpenProposal {
  readonly proposalId: string;
  readonly proposer: string;
  readonly change: Change;
}

export interface Approval {
  readonly approver: string;
  readonly asManager: boolean;
}

export interface BookRecord {
  status: RecordStatus;
  readonly recordId: string;
  readonly version: number;
  readonly shiftId: string | null;
  readonly activityId: string | null;
  readonly organisationId: string | null;
  readonly stationId: string | null;
  readonly date: LocalDate;
  readonly startsAt: Instant;
  readonly endsAt: Instant;
  readonly centiHours: number;
  readonly mode: RecordMode;
  readonly recorder: string;
  evidence: Evidence;
  offer: OfferedCode | null;
  readonly late?: boolean;
  readonly longDayExplained?: boolean;
  readonly approvals: Approval[];
  publicFrom: LocalDate | null;
  effectiveOn: LocalDate | null;
  objection: OpenObjection | null;
  proposal: OpenProposal | null;
  /** Accounts that have objected to this version: each may do so once. */
  readonly objectors: Set<string>;
}

/** What a device brought after the sign-in was closed. */
export interface LateSignOut extends Interval {
  readonly lateSignOutId: string;
  readonly recordId: string;
  readonly evidence: EndEvidence;
  status: 'open' | 'accepted' | 'dismissed';
}

/** What the rules need of one volunteer's year. */
export interface ServiceBook {
  open: OpenSignIn | null;
  readonly records: Map<string, BookRecord>;
  /** Sign-ins that nobody signed out of in time, by their record: closed by policy, or lapsed. */
  readonly spent: Map<string, OpenSignIn>;
  readonly lateSignOuts: Map<string, LateSignOut>;
}

export const emptyBook = (): ServiceBook => ({
  ...{ open: null, records: new Map(), spent: new Map(), lateSignOuts: new Map() },
});

/** Does this record keep its interval to itself? Rejected and voided ones do not. */
export function occupies({ status }: BookRecord): boolean {
  return status !== 'rejected' && status !== 'voided';
}

/** A sign-in that nobody signed out of in time is spent: it blocks neither a new one nor an entry. */
export function openAt({ open }: ServiceBook, at: Instant): OpenSignIn | null {
  return open && millis(at) <= millis(open.closesAt) ? open : null;
}

type Witnessed = PresenceWitnessed['data'];

type Evolve<E> = (
  state: ServiceBook,
  data: E extends { readonly data: infer D } ? D : never,
) => void;

/** What each event changes: one line per event, so that no kind is forgotten. */
const CHANGES: {
  readonly [T in ServiceBookEvent['type']]: Evolve<Extract<ServiceBookEvent, { readonly type: T }>>;
} = {
  'service-records.SignedIn': signedIn,
  'service-records.SignedOut': signedOut,
  'service-records.SignInLapsed': (state, { recordId }) => {
    spend(state, recordId);
    if (state.open?.recordId === recordId) state.open = null;
  },
  'service-records.RecordSubmitted': submitted,
  'service-records.RecordReviewed': (state, { recordId, approver, asManager }) =>
    change(state, recordId, ({ approvals }) => approvals.push({ approver, asManager })),
  'service-records.ConfirmationOffered': (state, { recordId, ...offer }) =>
    change(state, recordId, (record) => (record.offer = offer)),
  'service-records.PresenceWitnessed': witnessed,
  'service-records.RecordConfirmed': (state, { recordId }) =>
    change(state, recordId, (record) => (record.evidence = confirmedEvidence(record.evidence))),
  'service-records.RecordRejected': (state, data) => close(state, data.recordId, 'rejected'),
  'service-records.RecordPublicised': publicised,
  'service-records.RecordTookEffect': (state, { recordId }) =>
    change(state, recordId, (record) => (record.status = 'effective')),
  'service-records.RecordVoided': (state, data) => close(state, data.recordId, 'voided'),
  'service-records.ChangeProposed': proposed,
  'service-records.ProposalReturned': (state, { recordId }) =>
    change(state, recordId, (record) => (record.proposal = null)),
  'service-records.RecordCorrected': corrected,
  'service-records.ObjectionRaised': objected,
  'service-records.ObjectionDecided': (state, { recordId }) =>
    change(state, recordId, (record) => (record.objection = record.proposal = null)),
  'service-records.LateSignOutSeen': lateSignOutSeen,
  'service-records.LateSignOutDismissed': (state, { lateSignOutId }) =>
    settle(state, lateSignOutId, 'dismissed'),
};

export function evolveBook(state: ServiceBook, event: ServiceBookEvent): ServiceBook {
  const apply = CHANGES[event.type] as Evolve<ServiceBookEvent> | undefined;
  apply?.(state, event.data);
  return state;
}

/** One that came late, from before the sign-in that is open, is over as soon as it is known. */
function signedIn(state: ServiceBook, data: SignedIn['data']): void {
  const open = openedBy(data);
  if (state.open && millis(open.at) < millis(state.open.at)) state.spent.set(open.recordId, open);
  else state.open = open;
}

export function openedBy({ volunteerId: _volunteer, ...open }: SignedIn['data']): OpenSignIn {
  return { ...open, witness: null };
}

function signedOut(state: ServiceBook, { recordId, evidence }: SignedOut['data']): void {
  if (evidence.kind === 'policy') spend(state, recordId);
}

function spend({ open, spent }: ServiceBook, recordId: string): void {
  if (open?.recordId === recordId) spent.set(recordId, open);
}

function lateSignOutSeen(state: ServiceBook, data: LateSignOutSeen['data']): void {
  const { lateSignOutId, recordId, startsAt, endsAt, evidence } = data;
  const late = { lateSignOutId, recordId, startsAt, endsAt, evidence, status: 'open' } as const;
  state.lateSignOuts.set(lateSignOutId, late);
}

function settle(state: ServiceBook, lateSignOutId: string, as: 'accepted' | 'dismissed'): void {
  const late = state.lateSignOuts.get(lateSignOutId);
  if (late) late.status = as;
}

function witnessed(state: ServiceBook, { recordId, deviceId, sequence, at }: Witnessed): void {
  if (state.open?.recordId === recordId) state.open.witness = { deviceId, sequence, at };
}

function confirmedEvidence(evidence: Evidence): Evidence {
  return evidence.kind === 'signed' ? { ...evidence, confirmed: true } : evidence;
}

function submitted(state: ServiceBook, data: RecordSubmitted['data']): void {
  const { open, spent } = state;
  const signIn = open?.recordId === data.recordId ? open : spent.get(data.recordId);
  if (signIn === open) state.open = null;
  state.records.set(data.recordId, newRecord(data, signIn?.shiftId ?? null));
}

/** Member by member: a book is folded before each first command, and spreads cost most of that. */
function newRecord(data: RecordSubmitted['data'], shiftId: string | null): BookRecord {
  return {
    status: 'submitted',
    recordId: data.recordId,
    version: data.version,
    shiftId,
    activityId: data.activityId,
    organisationId: data.organisationId,
    stationId: data.stationId,
    date: data.date,
    startsAt: data.startsAt,
    endsAt: data.endsAt,
    centiHours: data.centiHours,
    mode: data.mode,
    recorder: data.recorder,
    evidence: data.evidence,
    offer: null,
    late: data.late ?? false,
    longDayExplained: data.longDayExplained ?? false,
    approvals: [],
    publicFrom: null,
    effectiveOn: null,
    objection: null,
    proposal: null,
    objectors: new Set(),
  };
}

function publicised(state: ServiceBook, data: RecordPublicised['data']): void {
  change(state, data.recordId, (record) => {
    record.status = 'publicised';
    record.publicFrom = data.from;
    record.effectiveOn = data.effectiveOn;
  });
}

function proposed(state: ServiceBook, data: ChangeProposed['data']): void {
  const { proposalId, proposer } = data;
  change(state, data.recordId, (record) => {
    record.proposal = { proposalId, proposer, change: data.change };
  });
}

function corrected(state: ServiceBook, data: RecordCorrected['data']): void {
  const before = state.records.get(data.recordId);
  if (!before) return;
  if (data.lateSignOutId !== undefined) settle(state, data.lateSignOutId, 'accepted');
  const { version, date, startsAt, endsAt, centiHours, recorder, evidence } = data;
  const values = { version, date, startsAt, endsAt, centiHours, recorder, evidence };
  state.records.set(data.recordId, {
    ...{ ...before, ...values, status: data.wasEffective ? 'effective' : 'submitted' },
    ...{ publicFrom: null, effectiveOn: null, late: false, longDayExplained: false },
    ...{ objection: null, proposal: null, objectors: new Set(), approvals: [], offer: null },
  });
}

/** A proposal that was made before gives way: it was not made to decide the objection. */
function objected(state: ServiceBook, data: ObjectionRaised['data']): void {
  const { objectionId, objector, workingDaysLeft, stopsEffect } = data;
  change(state, data.recordId, (record) => {
    record.objection = { objectionId, objector, workingDaysLeft };
    record.proposal = null;
    record.objectors.add(objector);
    if (stopsEffect) record.status = 'objected';
  });
}

/** Nothing is left to object to or to propose. */
function close(state: ServiceBook, recordId: string, status: 'rejected' | 'voided'): void {
  change(state, recordId, (record) => {
    record.status = status;
    record.objection = null;
    record.proposal = null;
  });
}

function change(state: ServiceBook, recordId: string, work: (record: BookRecord) => unknown): void {
  const record = state.records.get(recordId);
  if (record) work(record);
}
