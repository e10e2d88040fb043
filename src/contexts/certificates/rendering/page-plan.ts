/** Everything that is known before the first row is drawn; heights in points. */
export interface PageNeeds {
  /** The rows of the table at their natural heights. */
  readonly rows: readonly number[];
  /** Room for rows on the first page and on each later one. */
  readonly first: number;
  readonly later: number;
  /** What follows the table when one page holds all: the form that is liked best comes first. */
  readonly endings: readonly number[];
  /** What stands at the foot of the first of several pages. */
  readonly foot: number;
  /** What follows the table on the last of several pages. */
  readonly ending: number;
}

export interface PagePlan {
  /** How many rows stand on each page. */
  readonly pages: readonly number[];
  /** What is added to the height of every row. */
  readonly stretch: number;
  /** Room that is left on the first page. */
  readonly slack: number;
  /** Which of the endings is taken; none when there are several pages. */
  readonly form?: number;
}

/** From airy to dense. */
const STRETCHES = Array.from({ length: 33 }, (_, index) => 10.8 - index * 0.4);
/** A form is given up for a smaller one before its rows become denser than this. */
const COMFORTABLE = 2;
/** So many rows go along with the closing section, so that it never stands alone. */
const ROWS_AT_END = 2;

/**
 * Spreads the rows over as few pages as possible, and then as airily as these pages allow: the
 * pages fill up, and the last one holds a part of the table with the seal under it.
 */
export function planPages(needs: PageNeeds): PagePlan {
  return onePage(needs) ?? severalPages(needs);
}

function onePage(needs: PageNeeds): PagePlan | undefined {
  const natural = sum(needs.rows);
  for (const [form, ending] of needs.endings.entries()) {
    const isLast = form === needs.endings.length - 1;
    const stretch = STRETCHES.find(
      (added) =>
        natural + needs.rows.length * added + ending <= needs.first &&
        (isLast || added >= COMFORTABLE),
    );
    if (stretch === undefined) continue;
    const slack = needs.first - natural - needs.rows.length * stretch - ending;
    return { pages: [needs.rows.length], stretch, slack, form };
  }
  return undefined;
}

function severalPages(needs: PageNeeds): PagePlan {
  const plans = STRETCHES.map((stretch) => ({ pages: spread(needs, stretch), stretch }));
  const best = plans.reduce((a, b) => (b.pages.length < a.pages.length ? b : a));
  const count = best.pages[0] ?? 0;
  const used = sum(needs.rows.slice(0, count)) + count * best.stretch;
  return { ...best, slack: needs.first - needs.foot - used };
}

function spread(needs: PageNeeds, stretch: number): readonly number[] {
  const heights = needs.rows.map((row) => row + stretch);
  const pages = [0];
  let [used, room] = [0, needs.first - needs.foot];
  for (const height of heights) {
    if (used + height > room && used > 0) {
      pages.push(0);
      [used, room] = [0, needs.later];
    }
    pages[pages.length - 1] = (pages.at(-1) ?? 0) + 1;
    used += height;
  }
  if (pages.length === 1 || used + needs.ending > room) pages.push(0);
  return withCompany(pages, heights, needs.later - needs.ending);
}

/** Moves rows from the last page but one to the last, as far as there is room for them. */
function withCompany(
  pages: readonly number[],
  heights: readonly number[],
  room: number,
): readonly number[] {
  let last = pages.at(-1) ?? 0;
  let previous = pages.at(-2) ?? 0;
  const tallest = (count: number): number => sum(heights.slice(heights.length - count));
  while (last < ROWS_AT_END && previous > 1 && tallest(last + 1) <= room) {
    last += 1;
    previous -= 1;
  }
  return [...pages.slice(0, -2), previous, last];
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
