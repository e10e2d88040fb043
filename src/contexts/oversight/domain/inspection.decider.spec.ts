import { aMeta, given } from '../../../../test/support/given.js';
import { DrawSample } from './inspection.commands.js';
import { inspection, SAMPLE_MAX } from './inspection.decider.js';

const drawn = {
  ...{ inspectionId: 'i-1', organisationId: 'o-1', from: '2026-01-01', to: '2026-12-31' },
  ...{ populationSize: 2, populationHash: 'h', seed: '08-17-23', seedGiven: true },
  ...{ recordIds: ['r-1'], inspector: 'supervisor' },
};
const draw = (over: Partial<DrawSample['data']> = {}) =>
  new DrawSample({ ...drawn, asked: 1, ...over }, aMeta());
const event = { type: 'oversight.SampleDrawn', data: drawn } as const;

describe('drawing records for a spot check', () => {
  it('records seed, population and lot', () => {
    given(inspection).when(draw()).then([event]);
  });

  it('is done once', () => {
    given(inspection, [event]).when(draw()).thenRefuses('oversight/sample-exists');
  });

  it.each(['', ' ', '种子', 'x'.repeat(101)])(
    'refuses the seed %j, which not everybody can type',
    (seed) => {
      given(inspection).when(draw({ seed })).thenRefuses('oversight/seed-malformed');
    },
  );

  it('refuses to draw nothing, more than can be looked at, or from nothing', () => {
    for (const asked of [0, SAMPLE_MAX + 1]) {
      given(inspection).when(draw({ asked })).thenRefuses('oversight/sample-size');
    }
    given(inspection)
      .when(draw({ populationSize: 0, recordIds: [] }))
      .thenRefuses('oversight/nothing-to-draw');
  });
});
