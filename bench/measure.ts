/** One line of the report. `ratio` is value / baseline, whatever is better. */
export interface Result {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly baseline: number;
  readonly ratio: number;
}

export interface Scale {
  /** A short run: enough to see that a number is about right, not to publish it. */
  readonly quick: boolean;
  readonly rounds: number;
  /** Seconds of one measurement. */
  readonly seconds: number;
  /** What is going on, for the person who waits. */
  readonly say: (text: string) => void;
}

export interface Bench {
  readonly name: string;
  /** What is compared with what. */
  readonly about: string;
  readonly run: (scale: Scale) => Promise<readonly Result[]>;
}

export interface Pair {
  readonly ours: number;
  readonly baseline: number;
}

/** Takes turns, so that whatever else the machine does hits both; the medians of all rounds. */
export async function takeTurns(
  rounds: number,
  ours: () => Promise<number>,
  baseline: () => Promise<number>,
): Promise<Pair> {
  const [mine, theirs]: [number[], number[]] = [[], []];
  for (let round = 0; round < rounds; round += 1) {
    // Whoever goes second finds the machine warm: that advantage takes turns too.
    const first = round % 2 === 0;
    if (first) theirs.push(await baseline());
    mine.push(await ours());
    if (!first) theirs.push(await baseline());
  }
  return { ours: median(mine), baseline: median(theirs) };
}

export function resultOf(name: string, unit: string, { ours, baseline }: Pair): Result {
  return {
    name,
    value: round(ours),
    unit,
    baseline: round(baseline),
    ratio: round(ours / baseline),
  };
}

export function median(values: readonly number[]): number {
  return percentile(values, 50);
}

export function percentile(values: readonly number[], percent: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const at = Math.min(sorted.length - 1, Math.floor((sorted.length * percent) / 100));
  return sorted[at] ?? 0;
}

/** Three figures that mean something; whole numbers above. */
export function round(value: number): number {
  if (!Number.isFinite(value)) return 0;
  return Math.abs(value) >= 100 ? Math.round(value) : Number(value.toPrecision(3));
}
