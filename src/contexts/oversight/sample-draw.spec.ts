import fc from 'fast-check';
import { createHash } from 'node:crypto';
import { drawLot, listOf } from './sample-draw.js';

const sha = (text: string) => createHash('sha256').update(text).digest('hex');

describe('a lot', () => {
  it('is what a stranger draws from the same seed and list', () => {
    const population = ['a', 'b', 'c', 'd', 'e'];
    const ranked = [...population].sort((x, y) => (sha(`7\n${x}`) < sha(`7\n${y}`) ? -1 : 1));
    expect(drawLot(population, '7', 3)).toEqual({
      ...{ recordIds: ranked.slice(0, 3), populationHash: sha('a\nb\nc\nd\ne\n') },
    });
    expect(listOf([])).toBe('');
  });

  it('holds as many different records as were asked for, or all there are', () => {
    const ids = fc.uniqueArray(fc.uuid(), { maxLength: 40 }).map((list) => list.sort());
    fc.assert(
      fc.property(ids, fc.string(), fc.integer({ min: 1, max: 50 }), (population, seed, size) => {
        const { recordIds } = drawLot(population, seed, size);
        expect(new Set(recordIds).size).toBe(Math.min(size, population.length));
        expect(recordIds.every((id) => population.includes(id))).toBe(true);
        const more = drawLot(population, seed, size + 1).recordIds;
        expect(more.slice(0, recordIds.length)).toEqual(recordIds);
      }),
    );
  });

  it('falls on everybody: no record is drawn much more often than another', () => {
    const population = Array.from({ length: 10 }, (_, i) => `record-${i}`);
    const drawn = new Map(population.map((id) => [id, 0]));
    for (let seed = 0; seed < 2_000; seed += 1) {
      for (const id of drawLot(population, String(seed), 1).recordIds) {
        drawn.set(id, (drawn.get(id) ?? 0) + 1);
      }
    }
    for (const times of drawn.values()) expect(Math.abs(times - 200)).toBeLessThan(60);
  });
});
