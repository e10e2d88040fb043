/** Rows at work at the same time: the store commits what waits together in one go. */
export const BATCH_ROWS_MAX = 64;

/**
 * Cuts rows, in their order, into batches in which no two rows speak of the same person or number.
 * Rows of one batch may go side by side; a repeat always comes after the row that it repeats.
 */
export function* batchesOf<Row>(
  rows: readonly Row[],
  keysOf: (row: Row) => readonly string[],
): IterableIterator<readonly Row[]> {
  let batch: Row[] = [];
  let taken = new Set<string>();
  for (const row of rows) {
    const keys = keysOf(row).filter((key) => key !== '');
    if (batch.length === BATCH_ROWS_MAX || keys.some((key) => taken.has(key))) {
      yield batch;
      [batch, taken] = [[], new Set()];
    }
    batch.push(row);
    for (const key of keys) taken.add(key);
  }
  if (batch.length > 0) yield batch;
}
