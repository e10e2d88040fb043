import { aMeta, given } from '../../../../test/support/given.js';
import { AnnounceDraw, DrawSample } from './inspection.commands.js';
import { inspection, SAMPLE_MAX } from './inspection.decider.js';

const announced = {
  ...{ inspectionId: 'i-1', organisationId: 'o-1', from: '2026-01-01', to: '2026-12-31' },
  ...{ populationSize: 2, populationHash: 'h', size: 1, inspector: 'supervisor' },
};
const announce = (over: Partial<AnnounceDraw['data']> = {}) =>
  new AnnounceDraw({ ...announced, ...over }, aMeta());
const checkpoint = { size: 12, root: 'cm9vdA==' };
const draw = (over: Partial<DrawSample['data']> = {}) =>
  new DrawSample(
    {
      ...{ inspectionId: 'i-1', checkpoint, populationHash: 'h', recordIds: ['r-1'] },
      ...over,
    },
    aMeta(),
  );
const settled = { type: 'oversight.DrawAnnounced', data: announced } as const;
const { size: _size, ...facts } = announced;
const drawn = {
  type: 'oversight.SampleDrawn',
  data: {
    ...{ ...facts, seed: 'cm9vdA==.i-1', seedGiven: false, checkpoint, recordIds: ['r-1'] },
  },
} as const;

describe('announcing a draw', () => {
  it('settles from what and how many is drawn, before there is a seed', () => {
    given(inspection).when(announce()).then([settled]);
  });

  it('is done once, drawn or not', () => {
    given(inspection, [settled]).when(announce()).thenRefuses('oversight/sample-exists');
    given(inspection, [drawn]).when(announce()).thenRefuses('oversight/sample-exists');
  });

  it('refuses to draw nothing, more than can be looked at, or from nothing', () => {
    for (const size of [0, SAMPLE_MAX + 1]) {
      given(inspection).when(announce({ size })).thenRefuses('oversight/sample-size');
    }
    given(inspection)
      .when(announce({ populationSize: 0 }))
      .thenRefuses('oversight/nothing-to-draw');
  });
});

describe('drawing records for a spot check', () => {
  it('takes its seed from the checkpoint: nobody gives one', () => {
    given(inspection, [settled]).when(draw()).then([drawn]);
  });

  it('is done once, and not before it was announced', () => {
    given(inspection, [settled, drawn]).when(draw()).thenRefuses('oversight/sample-exists');
    given(inspection).when(draw()).thenRefuses('oversight/inspection-unknown');
  });

  it('refuses a list that is not the one that was announced', () => {
    given(inspection, [settled])
      .when(draw({ populationHash: 'other' }))
      .thenRefuses('oversight/population-differs');
  });
});
