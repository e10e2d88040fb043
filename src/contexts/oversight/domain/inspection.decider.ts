import type { Decider } from '../../../kernel/decider.js';
import type { AnnounceDraw, DrawSample, InspectionCommand } from './inspection.commands.js';
import type { DrawAnnounced, InspectionEvent } from './inspection.events.js';
import { reject } from './oversight.rejections.js';

export const SAMPLE_MAX = 500;

interface Inspection {
  announced: DrawAnnounced['data'] | null;
  drawn: boolean;
}

/** Of two draws under one checkpoint each has a seed of its own. */
export function seedOf(inspectionId: string, { root }: { readonly root: string }): string {
  return `${root}.${inspectionId}`;
}

/** One draw. It is never drawn anew: who does not like the lot announces another one; both stand. */
export const inspection: Decider<InspectionCommand, Inspection, InspectionEvent> = {
  category: 'inspection',
  streamId: ({ data }) => data.inspectionId,
  initialState: () => ({ announced: null, drawn: false }),
  decide: (command, state) =>
    command.type === 'AnnounceDraw' ? announce(command.data, state) : draw(command.data, state),
  evolve(state, event) {
    if (event.type === 'oversight.DrawAnnounced') state.announced = event.data;
    else state.drawn = true;
    return state;
  },
};

function announce(data: AnnounceDraw['data'], { announced, drawn }: Inspection): InspectionEvent[] {
  if (announced || drawn) reject('oversight/sample-exists');
  const { size, populationSize } = data;
  if (size < 1 || size > SAMPLE_MAX) reject('oversight/sample-size', { limit: SAMPLE_MAX });
  if (populationSize === 0) reject('oversight/nothing-to-draw');
  return [{ type: 'oversight.DrawAnnounced', data }];
}

function draw(data: DrawSample['data'], { announced, drawn }: Inspection): InspectionEvent[] {
  const { inspectionId, checkpoint, populationHash, recordIds } = data;
  if (drawn) reject('oversight/sample-exists');
  if (!announced) return reject('oversight/inspection-unknown');
  if (populationHash !== announced.populationHash) reject('oversight/population-differs');
  const { size: _size, ...settled } = announced;
  const seed = seedOf(inspectionId, checkpoint);
  return [
    {
      type: 'oversight.SampleDrawn',
      data: { ...settled, seed, seedGiven: false, checkpoint, recordIds },
    },
  ];
}
