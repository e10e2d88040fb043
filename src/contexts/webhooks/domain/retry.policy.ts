const MINUTE = 60;
const HOUR = 60 * MINUTE;

/** Pauses between tries: a restart is bridged in seconds, a weekend nearly. */
const PAUSES_SECONDS = [
  ...[5, 30, 2 * MINUTE, 10 * MINUTE, 30 * MINUTE],
  ...[HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR],
];
/** After the last of them the endpoint is suspended. */
export const TRIES_MAX = PAUSES_SECONDS.length + 1;
const JITTER = 0.2;

/**
 * How long to wait after so many tries in vain; undefined when there is no further one. `chance`,
 * from 0 to 1, spreads the pause by a fifth: endpoints that failed together do not return together.
 */
export function pauseMsAfter(tries: number, chance: number): number | undefined {
  const seconds = PAUSES_SECONDS[tries - 1];
  if (seconds === undefined) return undefined;
  return Math.round(seconds * 1_000 * (1 - JITTER + 2 * JITTER * chance));
}
