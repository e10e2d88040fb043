import { aMeta, given } from '../../../../test/support/given.js';
import { DecideErasure, NoteErasure, RequestErasure, WithdrawErasure } from './erasure.commands.js';
import type { ErasureDecision } from './erasure.commands.js';
import { erasure } from './erasure.decider.js';
import type { ErasureEvent, ErasureRequested, ObstacleKind } from './erasure.events.js';

const on = '2026-03-02';
const of = { volunteerId: 'v-1', requestId: 'q-1' };
const asked: ErasureRequested['data'] = {
  ...{ ...of, ground: 'own-wish', requester: 'clerk', bySelf: false, on },
};
const requested: ErasureEvent = { type: 'privacy.ErasureRequested', data: asked };
const approved: ErasureEvent = {
  type: 'privacy.ErasureApproved',
  data: { ...of, decider: 'manager', on },
};
const restricted = (retainUntil: string | null, obstacles: ObstacleKind[] = []): ErasureEvent => ({
  type: 'privacy.ProcessingRestricted',
  data: { ...of, decider: 'manager', obstacles, retainUntil, on },
});
const facts = { identityHash: 'ab12', accountIds: ['a-1'], at: '2026-03-02T01:00:00.000Z' };
const erased: ErasureEvent = { type: 'privacy.PersonalDataErased', data: { ...of, ...facts } };
const done = [requested, approved, erased];

const request = (requestId = 'q-1') => new RequestErasure({ ...asked, requestId }, aMeta());
const withdraw = new WithdrawErasure({ volunteerId: 'v-1', on }, aMeta());
const note = new NoteErasure({ volunteerId: 'v-1', ...facts }, aMeta());
const decide = (
  decision: ErasureDecision,
  over: Partial<DecideErasure['data']> = {},
): DecideErasure =>
  new DecideErasure(
    {
      ...{ volunteerId: 'v-1', decision, decider: 'manager', deciderVolunteerId: null },
      ...{ obstacles: [], on, ...over },
    },
    aMeta(),
  );
const erase = (over: Partial<DecideErasure['data']> = {}) => decide({ outcome: 'erase' }, over);

describe('asking to be forgotten', () => {
  it('opens one request; the same again is quiet, another one is refused', () => {
    given(erasure).when(request()).then([requested]);
    given(erasure, [requested]).when(request()).thenNothing();
    given(erasure, [requested]).when(request('q-2')).thenRefuses('privacy/erasure-open');
    given(erasure, done).when(request('q-2')).thenRefuses('privacy/already-erased');
  });

  it('may be taken back until it is approved', () => {
    const withdrawn: ErasureEvent = { type: 'privacy.ErasureWithdrawn', data: { ...of, on } };
    given(erasure, [requested]).when(withdraw).then([withdrawn]);
    given(erasure, [requested, restricted(null)])
      .when(withdraw)
      .then([withdrawn]);
    given(erasure, [requested, withdrawn]).when(withdraw).thenNothing();
    given(erasure, [requested, approved]).when(withdraw).thenRefuses('privacy/erasure-decided');
    given(erasure, done).when(withdraw).thenRefuses('privacy/already-erased');
    given(erasure, [requested, withdrawn])
      .when(request('q-2'))
      .then([{ type: 'privacy.ErasureRequested', data: { ...asked, requestId: 'q-2' } }]);
  });
});

describe('deciding on it', () => {
  it('is for a second person, and not for the person it is about', () => {
    given(erasure, [requested]).when(erase()).then([approved]);
    given(erasure, [requested])
      .when(erase({ decider: 'clerk' }))
      .thenRefuses('privacy/second-person-needed');
    given(erasure, [requested])
      .when(erase({ deciderVolunteerId: 'v-1' }))
      .thenRefuses('privacy/second-person-needed');
    given(erasure).when(erase()).thenRefuses('privacy/erasure-unknown');
    given(erasure, done).when(erase()).thenRefuses('privacy/already-erased');
  });

  it('does not erase what is still needed', () => {
    given(erasure, [requested])
      .when(erase({ obstacles: ['objection', 'credit'] }))
      .thenRefuses('privacy/under-way', { obstacles: 'objection, credit' });
    given(erasure, [requested, restricted('2026-03-03')])
      .when(erase())
      .thenRefuses('privacy/kept-by-law', { until: '2026-03-03' });
    given(erasure, [requested, restricted('2026-03-02')])
      .when(erase())
      .then([approved]);
  });

  it('restricts processing for a reason only', () => {
    const restrict = (retainUntil: string | null, obstacles: ObstacleKind[] = []) =>
      decide({ outcome: 'restrict', retainUntil }, { obstacles });
    given(erasure, [requested])
      .when(restrict(null, ['objection']))
      .then([restricted(null, ['objection'])]);
    given(erasure, [requested])
      .when(restrict('2027-01-01'))
      .then([restricted('2027-01-01')]);
    for (const day of [null, '2026-03-02']) {
      given(erasure, [requested]).when(restrict(day)).thenRefuses('privacy/nothing-in-the-way');
    }
  });

  it('refuses with a reason, and then another request may come', () => {
    const refused: ErasureEvent = {
      type: 'privacy.ErasureRefused',
      data: { ...of, decider: 'manager', reason: 'not-entitled', on },
    };
    given(erasure, [requested])
      .when(decide({ outcome: 'refuse', reason: 'not-entitled' }))
      .then([refused]);
    given(erasure, [requested, refused]).when(erase()).thenRefuses('privacy/erasure-unknown');
  });

  it('stands: approved twice is once, and nothing else comes after it', () => {
    given(erasure, [requested, approved]).when(erase()).thenNothing();
    given(erasure, [requested, approved])
      .when(decide({ outcome: 'refuse', reason: 'not-entitled' }))
      .thenRefuses('privacy/erasure-decided');
  });
});

describe('noting that it was done', () => {
  it('follows an approval, once', () => {
    given(erasure, [requested, approved]).when(note).then([erased]);
    given(erasure, done).when(note).thenNothing();
    given(erasure, [requested]).when(note).thenRefuses('privacy/erasure-unknown');
  });
});
