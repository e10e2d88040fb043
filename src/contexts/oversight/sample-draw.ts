import { sha256Hex } from '../../platform/ids.js';

export interface Lot {
  readonly populationHash: string;
  readonly recordIds: readonly string[];
}

/**
 * The records with the smallest SHA-256 (hex) of `seed LF recordId`, in the order of those hashes. A
 * stranger repeats it with `sha256sum`; nobody can choose the lot without choosing the seed.
 *
 * @param population ids in ascending order
 */
export function drawLot(population: readonly string[], seed: string, size: number): Lot {
  const ranked = population
    .map((recordId) => ({ recordId, rank: sha256Hex(`${seed}\n${recordId}`) }))
    .sort((a, b) => (a.rank < b.rank ? -1 : 1));
  return {
    populationHash: sha256Hex(listOf(population)),
    recordIds: ranked.slice(0, size).map(({ recordId }) => recordId),
  };
}

/** The list as it is hashed and handed out: one id a line. */
export function listOf(population: readonly string[]): string {
  return population.map((recordId) => `${recordId}\n`).join('');
}
