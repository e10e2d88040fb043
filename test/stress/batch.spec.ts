import { batch } from './batch.js';

/** Enough for it to be met in the middle. */
const PEOPLE = 30;

describe('a batch of certificates, by the real service', () => {
  it('goes on where it was after a stop and after a kill: none lost, none twice, no gap', async () => {
    const report = await batch({ people: PEOPLE, stops: 1, kills: 1, pdfs: 1 });
    expect(report.faults).toEqual([]);
    expect(report).toMatchObject({ issued: PEOPLE, stops: 1, kills: 1, pdfs: 1 });
    expect(report.interruptedAt).toHaveLength(2);
  }, 240_000);
});
