import { killLoop } from './kill-loop.js';

describe('the service, killed under load', () => {
  it('keeps every acknowledged write, answers repeats alike and has clean books', async () => {
    const times = 2;
    const report = await killLoop({ times, loadMs: 1_200 });
    expect(report.faults).toEqual([]);
    expect(report.refused).toEqual({});
    expect(report.rounds).toBe(times);
  }, 600_000);
});
