import type { Decider } from '../../../kernel/decider.js';
import { isDivisionCode } from '../../../kernel/identifier.js';
import { unreachable } from '../../../kernel/rejection.js';
import type { StationCommand } from './station.commands.js';
import type { StationEvent } from './station.events.js';
import { reject } from './stations.rejections.js';

export type Station = 'none' | 'open' | 'closed';

export const station: Decider<StationCommand, Station, StationEvent> = {
  category: 'station',
  streamId: ({ data }) => data.stationId,
  initialState: () => 'none',
  decide(command, state) {
    switch (command.type) {
      case 'OpenStation':
        if (state !== 'none') reject('stations/station-already-open');
        if (!isDivisionCode(command.data.divisionCode)) reject('stations/division-code-malformed');
        return [{ type: 'stations.StationOpened', data: command.data }];
      case 'CloseStation':
        if (state === 'none') reject('stations/station-unknown');
        if (state === 'closed') return [];
        return [{ type: 'stations.StationClosed', data: command.data }];
      default:
        return unreachable(command);
    }
  },
  evolve(state, event) {
    switch (event.type) {
      case 'stations.StationOpened':
        return 'open';
      case 'stations.StationClosed':
        return 'closed';
      default:
        return state;
    }
  },
};
