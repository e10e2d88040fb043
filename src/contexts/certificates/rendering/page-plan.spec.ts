import fc from 'fast-check';
import { planPages, type PageNeeds } from './page-plan.js';

/** A4 with a head, in whole points: rows of 20, room for 20 beside nothing else. */
function needs(rows: number, more: Partial<PageNeeds> = {}): PageNeeds {
  return {
    rows: Array.from({ length: rows }, () => 20),
    first: 400,
    later: 640,
    endings: [250, 200],
    foot: 100,
    ending: 150,
    ...more,
  };
}

describe('the plan of the pages', () => {
  it('gives few rows one page, the airiest rows and the form that is liked best', () => {
    const plan = planPages(needs(1));
    expect(plan).toMatchObject({ pages: [1], form: 0 });
    expect(plan.stretch).toBeGreaterThan(10);
    expect(plan.slack).toBeCloseTo(400 - 20 - plan.stretch - 250);
  });

  it('takes the smaller form before the rows become dense, and a second page last', () => {
    expect(planPages(needs(8))).toMatchObject({ pages: [8], form: 1 });
    expect(planPages(needs(11)).stretch).toBeLessThan(0);
    expect(planPages(needs(12)).form).toBeUndefined();
  });

  it('lets two rows go along with the closing section', () => {
    expect(planPages(needs(12)).pages).toEqual([9, 3]);
    expect(planPages(needs(2, { endings: [500] })).pages).toEqual([1, 1]);
  });

  it('stretches the rows as far as the same number of pages allows', () => {
    const two = planPages(needs(25));
    expect(two.pages).toHaveLength(2);
    expect(two.stretch).toBeGreaterThan(4);
    expect(planPages(needs(40)).stretch).toBeLessThan(1);
  });

  it('leaves the closing section alone only when no row fits on its page', () => {
    const tall = needs(2, { rows: [250, 250], endings: [500], ending: 500 });
    expect(planPages(tall).pages).toEqual([1, 1, 0]);
  });

  it('places every row once, no page fuller than it is, and the end under the last', () => {
    const heights = fc.array(fc.integer({ min: 15, max: 120 }), { minLength: 1, maxLength: 120 });
    fc.assert(
      fc.property(heights, (rows) => {
        const wanted = needs(0, { rows });
        const { pages, stretch, form } = planPages(wanted);
        expect(pages.reduce((sum, count) => sum + count, 0)).toBe(rows.length);
        let from = 0;
        for (const [page, count] of pages.entries()) {
          const part = rows.slice(from, from + count);
          const used = part.reduce((sum, row) => sum + row + stretch, 0);
          from += count;
          const end = form === undefined ? wanted.ending : (wanted.endings[form] ?? 0);
          const foot = page === 0 && form === undefined ? wanted.foot : 0;
          const room = (page === 0 ? wanted.first : wanted.later) - foot;
          const isLast = page === pages.length - 1;
          expect(used + (isLast ? end : 0)).toBeLessThanOrEqual(room + 1e-9);
        }
      }),
    );
  });
});
