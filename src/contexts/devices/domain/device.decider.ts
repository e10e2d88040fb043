import { type Instant, millis } from '../../../kernel/calendar.js';
import type { Decider } from '../../../kernel/decider.js';
import { unreachable } from '../../../kernel/rejection.js';
import type {
  AnnounceDevice,
  DeviceCommand,
  EnrolDevice,
  EnrolPhone,
  RevokeDevice,
} from './device.commands.js';
import type { DeviceEvent, DeviceKind } from './device.events.js';
import { reject } from './devices.rejections.js';

export const PHONES_MAX = 5;

export interface Device {
  status: 'none' | 'announced' | 'enrolled' | 'revoked';
  kind: DeviceKind;
  stationId: string | null;
  organisationId: string | null;
  volunteerId: string | null;
  codeHash: string | null;
  codeExpiresAt: Instant | null;
  publicKey: string | null;
}

/** One device from its announcement to its revocation; a lost key is never replaced, a device is. */
export const device: Decider<DeviceCommand, Device, DeviceEvent> = {
  category: 'device',
  streamId: ({ data }) => data.deviceId,
  initialState: () => ({
    ...{ status: 'none', kind: 'kiosk', stationId: null, organisationId: null },
    ...{ volunteerId: null, codeHash: null, codeExpiresAt: null, publicKey: null },
  }),
  decide(command, state) {
    switch (command.type) {
      case 'AnnounceDevice':
        return announce(command.data, state);
      case 'EnrolDevice':
        return enrol(command.data, state);
      case 'EnrolPhone':
        return enrolPhone(command.data, state);
      case 'RevokeDevice':
        return revoke(command.data, state);
      default:
        return unreachable(command);
    }
  },
  evolve(state, event) {
    switch (event.type) {
      case 'devices.DeviceAnnounced':
        return Object.assign(state, event.data, { status: 'announced' });
      case 'devices.DeviceEnrolled':
        return Object.assign(state, event.data, { status: 'enrolled' });
      case 'devices.DeviceRevoked':
        state.status = 'revoked';
        return state;
      default:
        return state;
    }
  },
};

function announce(data: AnnounceDevice['data'], { status }: Device): DeviceEvent[] {
  const { stationOpen, ...announced } = data;
  if (status !== 'none') reject('devices/already-announced');
  if (!stationOpen) reject('devices/station-closed');
  return [{ type: 'devices.DeviceAnnounced', data: announced }];
}

function enrol(data: EnrolDevice['data'], state: Device): DeviceEvent[] {
  const { deviceId, publicKey, codeHash, at } = data;
  if (state.status === 'none' || codeHash !== state.codeHash) reject('devices/code-wrong');
  if (state.status === 'revoked') reject('devices/device-revoked');
  if (state.status === 'enrolled') {
    // The answer was lost and the device asks again: it is still itself.
    if (state.publicKey === publicKey) return [];
    reject('devices/already-enrolled');
  }
  const { kind, stationId, organisationId, codeExpiresAt } = state;
  if (codeExpiresAt === null || millis(at) > millis(codeExpiresAt)) {
    reject('devices/enrolment-code-expired');
  }
  return [
    {
      type: 'devices.DeviceEnrolled',
      data: { deviceId, kind, stationId, organisationId, volunteerId: null, publicKey },
    },
  ];
}

function enrolPhone(data: EnrolPhone['data'], { status }: Device): DeviceEvent[] {
  const { deviceId, volunteerId, publicKey, phones } = data;
  if (status !== 'none') reject('devices/already-enrolled');
  if (phones >= PHONES_MAX) reject('devices/too-many-phones', { most: PHONES_MAX });
  const nowhere = { stationId: null, organisationId: null };
  return [
    {
      type: 'devices.DeviceEnrolled',
      data: { deviceId, kind: 'phone', ...nowhere, volunteerId, publicKey },
    },
  ];
}

function revoke(data: RevokeDevice['data'], { status }: Device): DeviceEvent[] {
  if (status === 'none') reject('devices/device-unknown');
  return status === 'revoked' ? [] : [{ type: 'devices.DeviceRevoked', data }];
}
