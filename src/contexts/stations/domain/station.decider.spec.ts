import { aMeta, given } from '../../../../test/support/given.js';
import { CloseStation, OpenStation } from './station.commands.js';
import { station } from './station.decider.js';
import type { StationEvent } from './station.events.js';

const facts = {
  stationId: 's-1',
  organisationId: 'o-1',
  kind: 'station',
  name: '民生社区志愿服务站',
  divisionCode: '150602001003',
  address: '民生路 1 号',
} as const;
const open = (over: Partial<OpenStation['data']> = {}) =>
  new OpenStation({ ...facts, ...over }, aMeta());
const close = new CloseStation({ stationId: 's-1' }, aMeta());
const opened: StationEvent = { type: 'stations.StationOpened', data: facts };
const closed: StationEvent = { type: 'stations.StationClosed', data: { stationId: 's-1' } };

describe('a station', () => {
  it('opens for an organisation', () => {
    given(station).when(open()).then([opened]);
  });

  it('opens once, also after it was closed', () => {
    given(station, [opened]).when(open()).thenRefuses('stations/station-already-open');
    given(station, [opened, closed]).when(open()).thenRefuses('stations/station-already-open');
  });

  it('needs a division code of 12 digits', () => {
    given(station)
      .when(open({ divisionCode: '1506' }))
      .thenRefuses('stations/division-code-malformed');
  });

  it('closes, and closing again changes nothing', () => {
    given(station, [opened]).when(close).then([closed]);
    given(station, [opened, closed]).when(close).thenNothing();
  });

  it('that never opened can not be closed', () => {
    given(station).when(close).thenRefuses('stations/station-unknown');
  });
});
