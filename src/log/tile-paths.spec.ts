import fc from 'fast-check';
import { tileOfPath, tilePath, tilesOfRun } from './tile-paths.js';

describe('tile paths', () => {
  it('are those of the specification', () => {
    expect(tilePath({ level: 0, index: 1234067, width: 256 })).toBe('tile/0/x001/x234/067');
    expect(tilePath({ level: 1, index: 1, width: 17 })).toBe('tile/1/001.p/17');
  });

  it('lead back to their tile', () => {
    const tiles = fc.record({
      level: fc.nat(63),
      index: fc.nat({ max: 2 ** 40 }),
      width: fc.integer({ min: 1, max: 256 }),
    });
    fc.assert(
      fc.property(tiles, (tile) => {
        expect(tileOfPath(tilePath(tile).slice('tile/'.length))).toEqual(tile);
      }),
    );
  });

  it.each([
    ...['', '0', '0/', '0/0', '0/00', '0/0000', '00/000', '64/000', '-1/000', '0/x000/000'],
    ...['0/000.p/0', '0/000.p/256', '0/000.p/07', '0/000.p/1e1', '0/001/x002', 'entries/000'],
    ...['0/../000', '0/000.p', '0/x999/x999/x999/x999/x999/x999/999'],
  ])('have one spelling: %p is no tile', (path) => {
    expect(tileOfPath(path)).toBeUndefined();
  });

  it('of 70 000 leaves: full ones, and a partial one at the edge', () => {
    const size = 70_000;
    expect(tilesOfRun({ level: 0, from: 69_888, count: 64 }, size)).toEqual([
      { level: 0, index: 273, width: 112 },
    ]);
    expect(tilesOfRun({ level: 1, from: 256, count: 16 }, size)).toEqual([
      { level: 1, index: 1, width: 17 },
    ]);
    expect(tilesOfRun({ level: 2, from: 0, count: 1 }, size)).toEqual([
      { level: 2, index: 0, width: 1 },
    ]);
  });
});
