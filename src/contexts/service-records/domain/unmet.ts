import type { Unmet } from '../../../kernel/participation.js';
import { reject } from './service-records.rejections.js';

/** V9–V11: age and guardian, risk and insurance, qualifications; the first one is said. */
export function refuseUnmet([first]: readonly Unmet[]): void {
  if (first) reject(`service-records/${first.reason}`, first.facts);
}
