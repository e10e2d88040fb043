import type { Position } from '../event-store/event-store.js';
import type { Projector } from './projector.js';

const PROJECTED_MS = 60_000;

/**
 * Works off what a read model shows as due, batch after batch, until nothing more comes of it.
 *
 * @param batch does what is due now; a position for each that was written, null where nothing was
 * @returns how much was written
 */
export async function workOff(
  projector: Projector,
  batch: () => Promise<readonly Position[]>,
): Promise<number> {
  let done = 0;
  for (;;) {
    const written = (await batch()).filter((position) => position !== null);
    done += written.length;
    const last = written.at(-1);
    // Without progress in the read model the same rows would come again for ever.
    if (!last || !(await projector.waitFor(last, PROJECTED_MS))) return done;
  }
}
