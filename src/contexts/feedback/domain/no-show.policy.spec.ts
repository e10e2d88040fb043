import { feedbackPolicyOn } from './feedback.policy.js';
import { type Expected, isNoShow } from './no-show.policy.js';

const policy = feedbackPolicyOn('2026-03-02');
const place: Expected = {
  ...{ startsAt: '2026-03-02T06:00:00.000Z', endsAt: '2026-03-02T08:00:00.000Z' },
  ...{ withdrawnAt: null, cancelled: false, signedIn: false, recorded: false },
};
const LATER = '2026-03-02T10:00:00.000Z';

describe('a no-show', () => {
  it('is who kept a place and neither signed in nor has a record of the shift', () => {
    expect(isNoShow(place, LATER, policy)).toBe(true);
  });

  it.each(['cancelled', 'signedIn', 'recorded'] as const)('is not who is %s', (what) => {
    expect(isNoShow({ ...place, [what]: true }, LATER, policy)).toBe(false);
  });

  it('is none before the grace after the shift has passed', () => {
    expect(isNoShow(place, '2026-03-02T09:59:59.999Z', policy)).toBe(false);
  });

  it('is excused who gives the place back two hours before, and not a moment later', () => {
    const withdrawn = (withdrawnAt: string) => isNoShow({ ...place, withdrawnAt }, LATER, policy);
    expect(withdrawn('2026-03-02T04:00:00.000Z')).toBe(false);
    expect(withdrawn('2026-03-02T04:00:00.001Z')).toBe(true);
  });
});
