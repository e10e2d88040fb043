import { RECORD_POLICIES, type RecordPolicy, recordPolicyOn } from './record.policy.js';

const policy = (version: string, effectiveFrom: string): RecordPolicy => ({
  ...RECORD_POLICIES[0]!,
  version,
  effectiveFrom,
});

describe('the record policy in force', () => {
  const policies = [policy('a', '2021-02-01'), policy('b', '2026-07-01')];

  it.each([
    ['2020-01-01', 'a'],
    ['2026-06-30', 'a'],
    ['2026-07-01', 'b'],
    ['2030-01-01', 'b'],
  ])('on %s is %s', (date, version) => {
    expect(recordPolicyOn(date, policies).version).toBe(version);
  });

  it('is three working days of publicity by default, every version once and in order', () => {
    expect(recordPolicyOn('2026-03-02').publicityWorkingDays).toBe(3);
    const from = RECORD_POLICIES.map(({ effectiveFrom }) => effectiveFrom);
    expect(from).toEqual([...new Set(from)].sort());
  });

  it('must be there', () => {
    expect(() => recordPolicyOn('2026-03-02', [])).toThrow(/no policy/);
  });
});
