import { type Instant, millis } from '../../../kernel/calendar.js';

/** Runs of things that follow each other within so many milliseconds of the first of the run. */
export function windowsOf<T>(inOrder: readonly T[], at: (item: T) => Instant, ms: number): T[][] {
  const windows: T[][] = [];
  for (const item of inOrder) {
    const window = windows.at(-1);
    const first = window?.[0];
    if (first !== undefined && millis(at(item)) - millis(at(first)) <= ms) window?.push(item);
    else windows.push([item]);
  }
  return windows;
}

export function grouped<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}

export function sorted<T>(items: readonly T[], by: (item: T) => number): T[] {
  return [...items].sort((a, b) => by(a) - by(b));
}
