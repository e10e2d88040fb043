/**
 * What a state remembers by key and never walks through, however much it is. A `Map` will do, and
 * so will something that looks a key up on disk.
 */
export interface Recall<V> {
  get(key: string): V | undefined;
  has(key: string): boolean;
  set(key: string, value: V): unknown;
  delete(key: string): unknown;
}
