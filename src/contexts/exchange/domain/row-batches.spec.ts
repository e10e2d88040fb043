import fc from 'fast-check';
import { BATCH_ROWS_MAX, batchesOf } from './row-batches.js';

describe('batches of rows', () => {
  it('keep the order, repeat no key inside a batch, and have a bound', () => {
    const rows = fc.array(fc.array(fc.constantFrom('', 'a', 'b', 'c', 'd', 'e'), { maxLength: 2 }));
    fc.assert(
      fc.property(rows, (keys) => {
        const batches = [...batchesOf(keys, (row) => row)];
        expect(batches.flat()).toEqual(keys);
        for (const batch of batches) {
          expect(batch.length).toBeGreaterThan(0);
          expect(batch.length).toBeLessThanOrEqual(BATCH_ROWS_MAX);
          const named = batch.flatMap((row) => [...new Set(row)]).filter((key) => key !== '');
          expect(new Set(named).size).toBe(named.length);
        }
      }),
    );
  });
});
