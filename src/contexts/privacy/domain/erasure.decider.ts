import type { LocalDate } from '../../../kernel/calendar.js';
import type { Decider } from '../../../kernel/decider.js';
import { unreachable } from '../../../kernel/rejection.js';
import type {
  DecideErasure,
  ErasureCommand,
  NoteErasure,
  RequestErasure,
  WithdrawErasure,
} from './erasure.commands.js';
import type { ErasureEvent } from './erasure.events.js';
import { reject } from './privacy.rejections.js';

export interface Erasure {
  /** The request that waits for a decision, or is to be carried out. */
  readonly request: { readonly requestId: string; readonly requester: string } | null;
  readonly stage: 'none' | 'requested' | 'restricted' | 'approved' | 'done';
  /** While restricted: until when a law makes us keep the data. */
  readonly retainUntil: LocalDate | null;
}

const NONE: Erasure = { request: null, stage: 'none', retainUntil: null };

/** One person's wish to be forgotten, from the request to the day nothing is left. */
export const erasure: Decider<ErasureCommand, Erasure, ErasureEvent> = {
  category: 'erasure',
  streamId: ({ data }) => data.volunteerId,
  initialState: () => NONE,
  decide(command, state) {
    switch (command.type) {
      case 'RequestErasure':
        return request(command.data, state);
      case 'WithdrawErasure':
        return withdraw(command.data, state);
      case 'DecideErasure':
        return decide(command.data, state);
      case 'NoteErasure':
        return note(command.data, state);
      default:
        return unreachable(command);
    }
  },
  evolve(state, event) {
    switch (event.type) {
      case 'privacy.ErasureRequested': {
        const { requestId, requester } = event.data;
        return { request: { requestId, requester }, stage: 'requested', retainUntil: null };
      }
      case 'privacy.ProcessingRestricted':
        return { ...state, stage: 'restricted', retainUntil: event.data.retainUntil };
      case 'privacy.ErasureWithdrawn':
      case 'privacy.ErasureRefused':
        return NONE;
      case 'privacy.ErasureApproved':
        return { ...state, stage: 'approved' };
      case 'privacy.PersonalDataErased':
        return { ...state, stage: 'done' };
      default:
        return state;
    }
  },
};

function request(data: RequestErasure['data'], state: Erasure): readonly ErasureEvent[] {
  if (state.request?.requestId === data.requestId) return [];
  if (state.stage === 'done') reject('privacy/already-erased');
  if (state.request !== null) reject('privacy/erasure-open');
  return [{ type: 'privacy.ErasureRequested', data }];
}

function withdraw(
  { volunteerId, on }: WithdrawErasure['data'],
  { request, stage }: Erasure,
): readonly ErasureEvent[] {
  if (stage === 'approved') reject('privacy/erasure-decided');
  if (stage === 'done') reject('privacy/already-erased');
  if (request === null) return [];
  const { requestId } = request;
  return [{ type: 'privacy.ErasureWithdrawn', data: { volunteerId, requestId, on } }];
}

/** Never the requester alone, and never about oneself; an approval stands. */
function decide(data: DecideErasure['data'], state: Erasure): readonly ErasureEvent[] {
  const { decision, decider } = data;
  if (state.stage === 'done') reject('privacy/already-erased');
  const { requestId, requester } = state.request ?? reject('privacy/erasure-unknown');
  if (state.stage === 'approved') {
    return decision.outcome === 'erase' ? [] : reject('privacy/erasure-decided');
  }
  if (decider === requester || data.deciderVolunteerId === data.volunteerId) {
    reject('privacy/second-person-needed');
  }
  return [outcome(data, { ...state, requestId })];
}

function outcome(
  { volunteerId, decision, decider, obstacles, on }: DecideErasure['data'],
  {
    requestId,
    retainUntil,
  }: { readonly requestId: string; readonly retainUntil: LocalDate | null },
): ErasureEvent {
  const facts = { volunteerId, requestId, decider, on };
  switch (decision.outcome) {
    case 'refuse':
      return { type: 'privacy.ErasureRefused', data: { ...facts, reason: decision.reason } };
    case 'restrict':
      if (obstacles.length === 0 && !isAfter(decision.retainUntil, on)) {
        reject('privacy/nothing-in-the-way');
      }
      return {
        type: 'privacy.ProcessingRestricted',
        data: { ...facts, obstacles, retainUntil: decision.retainUntil },
      };
    case 'erase':
      // What is under way is settled first.
      if (obstacles.length > 0) reject('privacy/under-way', { obstacles: obstacles.join(', ') });
      if (isAfter(retainUntil, on)) reject('privacy/kept-by-law', { until: retainUntil });
      return { type: 'privacy.ErasureApproved', data: facts };
    default:
      return unreachable(decision);
  }
}

function isAfter(day: LocalDate | null, on: LocalDate): boolean {
  return day !== null && day > on;
}

function note(data: NoteErasure['data'], { request, stage }: Erasure): readonly ErasureEvent[] {
  if (stage === 'done') return [];
  if (request === null || stage !== 'approved') return reject('privacy/erasure-unknown');
  const { requestId } = request;
  return [{ type: 'privacy.PersonalDataErased', data: { ...data, requestId } }];
}
