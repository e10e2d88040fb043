/** A page of a list. `next` goes back as `after` for the page that follows; null at the end. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly next: string | null;
}

/** Rows of one list page; every list of the API has the same size. */
export const PAGE_SIZE = 100;

/**
 * A page from rows that were read with `LIMIT PAGE_SIZE`. `keep` leaves rows out that the reader
 * may not see; the cursor still moves past them.
 */
export function pageOf<T>(
  rows: readonly T[],
  cursorOf: (row: T) => string,
  keep: (row: T) => boolean = () => true,
): Page<T> {
  const last = rows.length === PAGE_SIZE ? rows.at(-1) : undefined;
  return { items: rows.filter(keep), next: last === undefined ? null : cursorOf(last) };
}
