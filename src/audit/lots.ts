/** Points left of one lot, as an outsider keeps them. */
export interface KeptLot {
  readonly lotId: string;
  readonly causeId: string;
  readonly expiresOn: string;
  /** When it came in, among all lots of the account. */
  readonly nth: number;
  points: number;
}

export interface Part {
  readonly lotId: string;
  readonly points: number;
}

/** What goes first: what lapses first, and of one day what came in first. */
export function inOrder(lots: Iterable<KeptLot>): KeptLot[] {
  return [...lots]
    .filter(({ points }) => points > 0)
    .sort((a, b) =>
      a.expiresOn === b.expiresOn ? a.nth - b.nth : a.expiresOn < b.expiresOn ? -1 : 1,
    );
}

/** The parts that must be taken, in this order, to come to an amount. */
export function firstParts(ordered: readonly KeptLot[], amount: number): Part[] {
  const parts: Part[] = [];
  let left = amount;
  for (const { lotId, points } of ordered) {
    const part = Math.min(points, left);
    if (part > 0) parts.push({ lotId, points: part });
    left -= part;
  }
  return parts;
}

export function sameParts(a: readonly Part[], b: readonly Part[]): boolean {
  return (
    a.length === b.length &&
    a.every(({ lotId, points }, i) => b[i]?.lotId === lotId && b[i].points === points)
  );
}

export function sumOf(parts: readonly { readonly points: number }[]): number {
  let sum = 0;
  for (const { points } of parts) sum += points;
  return sum;
}
