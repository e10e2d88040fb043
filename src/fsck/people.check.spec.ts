import { metaOf } from '../../test/support/store-events.js';
import type { Recorded } from '../kernel/message.js';
import { HonoursCheck } from './honours.check.js';
import { ParticipationCheck } from './participation.check.js';

const compare = (a: string | null, b: string | null) => Number(a ?? -1) - Number(b ?? -1);
let position = 0;
const event = (type: string, data: object): Recorded => ({
  ...{ id: `e-${position}`, stream: 's-1', revision: 0, position: String((position += 1)) },
  ...{ type, data, meta: metaOf() },
});
const codesOf = (check: HonoursCheck | ParticipationCheck, events: readonly Recorded[]) => {
  for (const each of events) check.visit(each);
  return check.finish().map(({ code }) => code);
};
beforeEach(() => {
  position = 0;
});

describe('the audit of stars', () => {
  const hours = (date: string, centiHours: number) =>
    event('service-records.RecordTookEffect', { volunteerId: 'v-1', date, centiHours });
  const gone = (date: string, centiHours: number) =>
    event('service-records.RecordVoided', { volunteerId: 'v-1', date, centiHours });
  const granted = (centiHours: number, at: number) =>
    event('honours.StarGranted', {
      ...{ volunteerId: 'v-1', applicationId: 'a-1', requiredCentiHours: 1000 },
      counted: { centiHours, from: '2026-01-01', until: '2026-12-31', position: String(at) },
    });
  const codes = (events: readonly Recorded[]) => codesOf(new HonoursCheck(compare), events);

  it('adds up the days that count', () => {
    const sound = [hours('2025-12-31', 700), hours('2026-01-01', 400), hours('2026-12-31', 600)];
    expect(codes([...sound, hours('2027-01-01', 9), granted(1000, 4)])).toEqual([]);
  });

  it('names a star that rests on other hours', () => {
    expect(codes([hours('2026-03-07', 1000), granted(1001, 1)])).toEqual([
      'honours/star-hours-differ',
    ]);
  });

  it('names a star that rests on hours voided before it', () => {
    const events = [hours('2026-03-07', 1000), gone('2026-03-07', 1000)];
    expect(codes([...events, granted(1000, 2)])).toEqual(['honours/star-hours-differ']);
  });

  it('does not mind what comes and goes while it is written, or later', () => {
    const events = [hours('2026-03-07', 1000), gone('2026-03-07', 1000)];
    expect(codes([...events, granted(1000, 1), hours('2026-03-08', 5)])).toEqual([]);
  });

  it('follows a correction', () => {
    const corrected = event('service-records.RecordCorrected', {
      ...{ volunteerId: 'v-1', date: '2026-03-08', centiHours: 1200, wasEffective: true },
      previous: { date: '2026-03-07', centiHours: 1000 },
    });
    expect(codes([hours('2026-03-07', 1000), corrected, granted(1200, 2)])).toEqual([]);
  });

  it('names a star below its threshold', () => {
    expect(codes([hours('2026-03-07', 999), granted(999, 1)])).toEqual([
      'honours/star-below-threshold',
    ]);
  });
});

describe('the audit of taking part', () => {
  const scheduled = () =>
    event('activities.ActivityScheduled', {
      activityId: 'a-1',
      shifts: [{ shiftId: 'h-1', startsAt: '2026-03-06T16:30:00.000Z' }],
    });
  const asked = (over = {}) =>
    event('activities.RequirementsSet', {
      ...{ activityId: 'a-1', noticeVersion: 2 },
      requirements: { danger: true, riskNotice: '临水', insurance: false, ...over },
    });
  const told = (noticeVersion: number) =>
    event('activities.RiskAcknowledged', { activityId: 'a-1', volunteerId: 'v-1', noticeVersion });
  const insured = (validUntil: string) =>
    event('activities.InsuranceNoted', {
      ...{ activityId: 'a-1', volunteerId: null, validFrom: '2026-03-01', validUntil },
    });
  const enrolled = () =>
    event('activities.VolunteerEnrolled', {
      ...{ activityId: 'a-1', shiftId: 'h-1', volunteerId: 'v-1' },
    });
  const codes = (events: readonly Recorded[]) => codesOf(new ParticipationCheck(), events);

  it('finds nothing where everything was done, or nothing was asked', () => {
    expect(codes([scheduled(), asked(), told(2), insured('2026-03-07'), enrolled()])).toEqual([]);
    expect(codes([scheduled(), enrolled(), asked()])).toEqual([]);
  });

  it('names who was told an old wording', () => {
    expect(codes([scheduled(), asked(), told(1), insured('2026-03-07'), enrolled()])).toEqual([
      'activities/enrolled-untold',
    ]);
  });

  it('names who was not insured on the day', () => {
    expect(codes([scheduled(), asked(), told(2), insured('2026-03-06'), enrolled()])).toEqual([
      'activities/enrolled-uninsured',
    ]);
  });
});
