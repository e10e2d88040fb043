import { pauseMsAfter, TRIES_MAX } from './retry.policy.js';

describe('the pause after a try in vain', () => {
  it('grows from seconds to half a day over ten tries, then there is none', () => {
    const pauses = Array.from({ length: TRIES_MAX }, (_, n) => pauseMsAfter(n + 1, 0.5));
    expect(TRIES_MAX).toBe(10);
    expect(pauses[0]).toBe(5_000);
    expect(pauses[8]).toBe(12 * 3_600_000);
    expect(pauses[9]).toBeUndefined();
    const known = pauses.filter((pause) => pause !== undefined);
    expect([...known].sort((a, b) => a - b)).toEqual(known);
  });

  it('is spread by a fifth', () => {
    expect([pauseMsAfter(1, 0), pauseMsAfter(1, 1)]).toEqual([4_000, 6_000]);
  });
});
