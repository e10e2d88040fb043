import type { RecordTookEffect, RecordVoided } from '../contexts/service-records/index.js';
import { CorrectIssue, IssueCredit, ReverseIssue } from '../contexts/time-bank/index.js';
import { type Recorded, SYSTEM_ACTOR } from '../kernel/message.js';
import { metaOf } from '../projections/process-runner.js';
import { metaOf as eventMeta } from '../../test/support/store-events.js';
import { whenEffectiveHoursChangeMoveCredit } from './when-effective-hours-change-move-credit.process.js';
import { CREDIT_POLICIES } from '../contexts/time-bank/index.js';

const process = whenEffectiveHoursChangeMoveCredit(CREDIT_POLICIES);

const facts = {
  ...{ recordId: 'r-1', version: 1, volunteerId: 'v-1', organisationId: 'o-1' },
  ...{ stationId: 's-1', date: '2026-03-07', centiHours: 333 },
};
const place = { id: 'e-1', stream: 'serviceBook-v-1.2026', revision: 4, position: '9' };
const tookEffect = (over: Partial<RecordTookEffect['data']> = {}): Recorded<RecordTookEffect> => ({
  ...place,
  type: 'service-records.RecordTookEffect',
  data: { ...facts, grade: 'A', on: '2026-03-13', ...over },
  meta: eventMeta(),
});
const voided = (wasEffective: boolean): Recorded<RecordVoided> => ({
  ...{ ...place, id: 'e-2' },
  type: 'service-records.RecordVoided',
  data: { ...facts, wasEffective, reason: 'entered-in-error' },
  meta: eventMeta(),
});
const react = (event: Recorded) =>
  process.react(event, (step) => metaOf(process.name, event, step));

describe(process.name, () => {
  it('issues the hours of a record, to its day, from the station that recorded it', () => {
    const [command, ...rest] = react(tookEffect());
    expect(rest).toEqual([]);
    expect(command).toBeInstanceOf(IssueCredit);
    expect(command?.data).toMatchObject({
      ...{ volunteerId: 'v-1', recordId: 'r-1', earnedOn: '2026-03-07', centiHours: 333 },
      ...{ issuer: 's-1', policy: { version: 'time-bank/2021-02' } },
    });
  });

  it.each([
    [{ stationId: null }, 'o-1'],
    [{ stationId: null, organisationId: null }, 'unassigned'],
  ])('knows an issuer also for %j', (over, issuer) => {
    expect(react(tookEffect(over))[0]?.data).toMatchObject({ issuer });
  });

  it('corrects the credit of a record that had taken effect, in one step', () => {
    const corrected = (wasEffective: boolean): Recorded => ({
      ...{ ...place, id: 'e-4', type: 'service-records.RecordCorrected', meta: eventMeta() },
      data: { ...facts, version: 2, centiHours: 300, wasEffective },
    });
    const [command, ...rest] = react(corrected(true));
    expect(rest).toEqual([]);
    expect(command).toBeInstanceOf(CorrectIssue);
    expect(command?.data).toMatchObject({
      ...{ volunteerId: 'v-1', recordId: 'r-1', version: 2, centiHours: 300, issuer: 's-1' },
    });
    expect(react(corrected(false))).toEqual([]);
  });

  it('takes the credit of a voided record back, and only if it had taken effect', () => {
    const [command] = react(voided(true));
    expect(command).toBeInstanceOf(ReverseIssue);
    expect(command?.data).toEqual({ volunteerId: 'v-1', recordId: 'r-1' });
    expect(react(voided(false))).toEqual([]);
  });

  it('gives the same command with the same id for the same event, and another for another', () => {
    const event = tookEffect();
    expect(react(event)).toEqual(react(event));
    expect(react(event)[0]?.meta).toMatchObject({
      ...{ causationId: 'e-1', actor: SYSTEM_ACTOR, channel: 'process' },
      at: event.meta.recordedAt,
    });
    expect(react({ ...event, id: 'e-3' })[0]?.meta.commandId).not.toBe(
      react(event)[0]?.meta.commandId,
    );
  });

  it('hears of both in one stream of events: taking back can’t overtake', () => {
    expect([...process.on].sort()).toEqual([
      'service-records.RecordCorrected',
      'service-records.RecordTookEffect',
      'service-records.RecordVoided',
    ]);
  });
});
