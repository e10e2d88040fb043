import { given } from '../../../../test/support/given.js';
import type { CommandMeta } from '../../../kernel/message.js';
import { SYSTEM_ACTOR } from '../../../kernel/message.js';
import { ConfirmRecord, OfferConfirmation, WitnessPresence } from './confirmation.commands.js';
import type { EndEvidence } from './evidence.policy.js';
import { serviceBook } from './service-book.decider.js';
import type { ServiceBookEvent } from './service-book.events.js';
import {
  at,
  code,
  personalCode,
  publicised,
  rejected,
  reviewed,
  signedIn,
  signOut,
  submitted,
  takeEffect,
  tookEffect,
  voided,
} from './service-book.fixture.js';

const meta: CommandMeta = {
  ...{ commandId: 'c-1', inputHash: '0', correlationId: 'c-1' },
  ...{ actor: SYSTEM_ACTOR, channel: 'api', at: at('18:00') },
};
const book = { volunteerId: 'v-1', year: 2026 };
const clerk = { accountId: 'clerk', volunteerId: null };
const EXPIRES = at('18:00', '2026-03-14');

const offer = (over: Partial<OfferConfirmation['data']> = {}) =>
  new OfferConfirmation(
    {
      ...{ ...book, recordId: 'r-1', codeId: 'k-1', codeHash: 'h-1' },
      ...{ expiresAt: EXPIRES, issuer: clerk, ...over },
    },
    meta,
  );
const confirm = (over: Partial<ConfirmRecord['data']> = {}) =>
  new ConfirmRecord(
    {
      ...{ ...book, recordId: 'r-1', codeHash: 'h-1', at: at('18:00') },
      ...{ confirmer: null, ...over },
    },
    meta,
  );
const witness = (time: string, over: Partial<WitnessPresence['data']> = {}) =>
  new WitnessPresence(
    {
      ...{ ...book, activityId: 'a-1', at: at(time), doubts: [], minutesAfter: 120 },
      ...{ device: { deviceId: 'd-2', sequence: 9 }, ...over },
    },
    meta,
  );

const offered = (over = {}): ServiceBookEvent => ({
  type: 'service-records.ConfirmationOffered',
  data: {
    ...{ recordId: 'r-1', version: 1, volunteerId: 'v-1', codeId: 'k-1', codeHash: 'h-1' },
    ...{ issuer: 'clerk', expiresAt: EXPIRES, ...over },
  },
});
const bySecond = { kind: 'second-device', deviceId: 'd-2', sequence: 9 } as const;
const confirmed = (over = {}): ServiceBookEvent => ({
  type: 'service-records.RecordConfirmed',
  data: {
    ...{ recordId: 'r-1', version: 1, volunteerId: 'v-1' },
    ...{ by: { kind: 'beneficiary', codeId: 'k-1' }, at: at('18:00'), grade: 'A+', ...over },
  },
});
const witnessed = (time: string): ServiceBookEvent => ({
  type: 'service-records.PresenceWitnessed',
  data: {
    ...{ recordId: 'r-1', volunteerId: 'v-1', activityId: 'a-1' },
    ...{ deviceId: 'd-2', sequence: 9, at: at(time) },
  },
});
const signed = (from: EndEvidence, to: EndEvidence) =>
  submitted('08:00', '12:00', {
    evidence: { kind: 'signed', in: from, out: to, confirmed: false },
  });
const record = submitted('08:00', '12:00');
const typedIn = submitted('08:00', '12:00', { evidence: { kind: 'entered', proofHash: null } });

describe('a code for the beneficiary', () => {
  it('is offered for one version of a record, until it takes effect', () => {
    given(serviceBook, [record]).when(offer()).then([offered()]);
    given(serviceBook, [record, reviewed, publicised]).when(offer()).then([offered()]);
  });

  it('is not for what is over, typed in, confirmed or unknown', () => {
    for (const [before, status] of [
      [[record, reviewed, publicised, tookEffect()], 'effective'],
      [[record, rejected], 'rejected'],
      [[record, voided()], 'voided'],
    ] as const) {
      given(serviceBook, before)
        .when(offer())
        .thenRefuses('service-records/not-confirmable', { status });
    }
    given(serviceBook, [typedIn])
      .when(offer())
      .thenRefuses('service-records/only-signed-confirmed');
    given(serviceBook, [record, offered(), confirmed()])
      .when(offer())
      .thenRefuses('service-records/already-confirmed');
    given(serviceBook).when(offer()).thenRefuses('service-records/record-unknown');
  });

  it('comes neither from the volunteer nor from who recorded it', () => {
    given(serviceBook, [record])
      .when(offer({ issuer: { accountId: 'other', volunteerId: 'v-1' } }))
      .thenRefuses('service-records/own-confirmation');
    given(serviceBook, [record])
      .when(offer({ issuer: { accountId: 'own-account', volunteerId: null } }))
      .thenRefuses('service-records/recorder-is-confirmer');
  });
});

describe('the beneficiary’s confirmation', () => {
  const ready = [record, offered()];

  it('lifts an A to A+, once, and is quiet afterwards', () => {
    given(serviceBook, ready).when(confirm()).then([confirmed()]);
    given(serviceBook, [...ready, confirmed()])
      .when(confirm())
      .thenNothing();
    expect(
      given(serviceBook, ready).when(confirm({ confirmer: { ...clerk, accountId: 'resident' } }))
        .events,
    ).toHaveLength(1);
  });

  it('is evidence for a B too, and lifts nothing', () => {
    const doubted = signed(code, { ...code, doubts: ['synced-late'] } as EndEvidence);
    given(serviceBook, [doubted, offered()])
      .when(confirm())
      .then([confirmed({ grade: 'B' })]);
  });

  it('counts in the grade with which the record takes effect', () => {
    given(serviceBook, [...ready, confirmed(), reviewed, publicised])
      .when(takeEffect())
      .then([tookEffect({ grade: 'A+' })]);
  });

  it('comes from neither the volunteer, nor who recorded it, nor who made the code', () => {
    for (const [person, reason] of [
      [{ accountId: 'other', volunteerId: 'v-1' }, 'own-confirmation'],
      [{ accountId: 'own-account', volunteerId: null }, 'recorder-is-confirmer'],
      [clerk, 'issuer-is-confirmer'],
    ] as const) {
      given(serviceBook, ready)
        .when(confirm({ confirmer: person }))
        .thenRefuses(`service-records/${reason}`);
    }
  });

  it('needs the newest code, in its time, and a record that has not taken effect', () => {
    given(serviceBook, [record])
      .when(confirm())
      .thenRefuses('service-records/confirmation-code-unknown');
    given(serviceBook, [...ready, offered({ codeId: 'k-2', codeHash: 'h-2' })])
      .when(confirm())
      .thenRefuses('service-records/confirmation-code-unknown');
    given(serviceBook, ready)
      .when(confirm({ at: at('18:00:01', '2026-03-14') }))
      .thenRefuses('service-records/confirmation-code-expired');
    given(serviceBook, [...ready, reviewed, publicised, tookEffect()])
      .when(confirm())
      .thenRefuses('service-records/not-confirmable', { status: 'effective' });
  });
});

describe('a second device', () => {
  const open = signedIn('08:00', { evidence: personalCode(1, 5) });

  it('during the service is kept, and confirms the record that follows', () => {
    given(serviceBook, [open])
      .when(witness('10:00'))
      .then([witnessed('10:00')]);
    given(serviceBook, [open, witnessed('10:00')])
      .when(witness('11:00'))
      .thenNothing();
    const { events } = given(serviceBook, [open, witnessed('10:00')]).when(signOut('12:00'));
    expect(events.map(({ type }) => type.split('.')[1])).toEqual([
      ...['SignedOut', 'RecordSubmitted', 'RecordConfirmed'],
    ]);
    expect(events[2]).toEqual(confirmed({ by: bySecond, at: at('10:00') }));
  });

  it('after the service confirms at once, for two hours', () => {
    for (const time of ['08:00', '12:00', '14:00']) {
      given(serviceBook, [record])
        .when(witness(time))
        .then([confirmed({ by: bySecond, at: at(time) })]);
    }
    given(serviceBook, [record, confirmed()]).when(witness('12:00')).thenNothing();
  });

  it('confirms the shift in which they were seen, not one before it or one that was rejected', () => {
    const later = submitted('13:00', '15:00', { recordId: 'r-2' });
    given(serviceBook, [record, later])
      .when(witness('13:10'))
      .then([confirmed({ recordId: 'r-2', by: bySecond, at: at('13:10') })]);
    const before = submitted('11:00', '12:30', { recordId: 'r-2' });
    given(serviceBook, [submitted('12:00', '13:00'), voided(), before])
      .when(witness('12:10'))
      .then([confirmed({ recordId: 'r-2', by: bySecond, at: at('12:10') })]);
  });

  it('has to be another one than those of the sign-in and the sign-out', () => {
    const same = { device: { deviceId: 'd-1', sequence: 9 } };
    given(serviceBook, [open])
      .when(witness('10:00', same))
      .thenRefuses('service-records/same-device');
    for (const ends of [
      [code, personalCode(2)],
      [personalCode(1), code],
    ] as const) {
      given(serviceBook, [signed(...ends)])
        .when(witness('12:00', same))
        .thenRefuses('service-records/same-device');
    }
    const out = { ...personalCode(3), deviceId: 'd-2' } as EndEvidence;
    const { events } = given(serviceBook, [open, witnessed('10:00')]).when(
      signOut('12:00', { evidence: out }),
    );
    expect(events).toHaveLength(2);
  });

  it('confirms nothing when it is in doubt itself, or nobody is serving there and then', () => {
    given(serviceBook, [record])
      .when(witness('12:00', { doubts: ['clock-off'] }))
      .thenRefuses('service-records/witness-in-doubt');
    for (const [before, time, activityId] of [
      [[], '10:00', 'a-1'],
      [[open], '10:00', 'a-2'],
      [[open], '07:59', 'a-1'],
      [[record], '07:59', 'a-1'],
      [[record], '14:00:01', 'a-1'],
    ] as const) {
      given(serviceBook, before)
        .when(witness(time, { activityId }))
        .thenRefuses('service-records/nothing-to-witness');
    }
    given(serviceBook, [record, reviewed, publicised, tookEffect()])
      .when(witness('12:00'))
      .thenRefuses('service-records/not-confirmable', { status: 'effective' });
  });
});
