import type { Decider } from '../../../kernel/decider.js';
import type { DrawSample } from './inspection.commands.js';
import type { InspectionEvent } from './inspection.events.js';
import { reject } from './oversight.rejections.js';

export const SAMPLE_MAX = 500;
const SEED = /^[\x21-\x7e]{1,100}$/;

interface Inspection {
  drawn: boolean;
}

/** One draw. It is never drawn anew: who does not like the lot makes another one, and both stand. */
export const inspection: Decider<DrawSample, Inspection, InspectionEvent> = {
  category: 'inspection',
  streamId: ({ data }) => data.inspectionId,
  initialState: () => ({ drawn: false }),
  decide({ data: { asked, ...data } }, { drawn }) {
    if (drawn) reject('oversight/sample-exists');
    if (!SEED.test(data.seed)) reject('oversight/seed-malformed');
    if (asked < 1 || asked > SAMPLE_MAX) reject('oversight/sample-size', { limit: SAMPLE_MAX });
    if (data.populationSize === 0) reject('oversight/nothing-to-draw');
    return [{ type: 'oversight.SampleDrawn', data }];
  },
  evolve() {
    return { drawn: true };
  },
};
