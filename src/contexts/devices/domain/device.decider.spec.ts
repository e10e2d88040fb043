import { aMeta, given } from '../../../../test/support/given.js';
import { AnnounceDevice, EnrolDevice, EnrolPhone, RevokeDevice } from './device.commands.js';
import { device, PHONES_MAX } from './device.decider.js';
import type { DeviceEvent } from './device.events.js';

const NOW = '2026-03-02T01:00:00.000Z';
const LATER = '2026-03-02T01:15:00.000Z';
const place = { stationId: 's-1', organisationId: 'o-1' };
const expected = {
  ...{ deviceId: 'd-1', kind: 'tablet' as const, ...place, codeHash: 'h' },
  codeExpiresAt: LATER,
} as const;

const announce = (over: Partial<AnnounceDevice['data']> = {}) =>
  new AnnounceDevice({ ...expected, stationOpen: true, ...over }, aMeta());
const enrol = (over: Partial<EnrolDevice['data']> = {}) =>
  new EnrolDevice({ deviceId: 'd-1', codeHash: 'h', publicKey: 'k', at: NOW, ...over }, aMeta());
const enrolPhone = (phones = 0) =>
  new EnrolPhone({ deviceId: 'd-1', volunteerId: 'v-1', publicKey: 'k', phones }, aMeta());
const revoke = new RevokeDevice({ deviceId: 'd-1', reason: 'lost', at: NOW }, aMeta());

const announced: DeviceEvent = { type: 'devices.DeviceAnnounced', data: expected };
const enrolled: DeviceEvent = {
  type: 'devices.DeviceEnrolled',
  data: { deviceId: 'd-1', kind: 'tablet', ...place, volunteerId: null, publicKey: 'k' },
};
const revoked: DeviceEvent = {
  type: 'devices.DeviceRevoked',
  data: { deviceId: 'd-1', reason: 'lost', at: NOW },
};

describe('announcing a device', () => {
  it('records where it will stand and the hash of its code', () => {
    given(device).when(announce()).then([announced]);
  });

  it('refuses a second time, and at a station that is closed', () => {
    given(device, [announced]).when(announce()).thenRefuses('devices/already-announced');
    given(device)
      .when(announce({ stationOpen: false }))
      .thenRefuses('devices/station-closed');
  });
});

describe('enrolling a device', () => {
  it('makes its key the device’s word, until the last moment of the code', () => {
    given(device, [announced]).when(enrol()).then([enrolled]);
    given(device, [announced])
      .when(enrol({ at: LATER }))
      .then([enrolled]);
  });

  it('is quiet for the same key and refused for another one', () => {
    given(device, [announced, enrolled])
      .when(enrol({ at: '2026-03-03T01:00:00.000Z' }))
      .thenNothing();
    given(device, [announced, enrolled])
      .when(enrol({ publicKey: 'other' }))
      .thenRefuses('devices/already-enrolled');
  });

  it('refuses a wrong code, one that has expired, and a device that was revoked before', () => {
    given(device).when(enrol()).thenRefuses('devices/code-wrong');
    given(device, [announced])
      .when(enrol({ codeHash: 'g' }))
      .thenRefuses('devices/code-wrong');
    given(device, [announced])
      .when(enrol({ at: '2026-03-02T01:15:00.001Z' }))
      .thenRefuses('devices/enrolment-code-expired');
    given(device, [announced, revoked]).when(enrol()).thenRefuses('devices/device-revoked');
  });
});

describe('a volunteer’s own phone', () => {
  it('is enrolled with its owner and without a place', () => {
    given(device)
      .when(enrolPhone())
      .then([
        {
          type: 'devices.DeviceEnrolled',
          data: {
            ...{ deviceId: 'd-1', kind: 'phone', stationId: null, organisationId: null },
            ...{ volunteerId: 'v-1', publicKey: 'k' },
          },
        },
      ]);
  });

  it('refuses one more than a person may have, and one that is there already', () => {
    expect(given(device).when(enrolPhone(PHONES_MAX - 1)).events).toHaveLength(1);
    given(device)
      .when(enrolPhone(PHONES_MAX))
      .thenRefuses('devices/too-many-phones', { most: PHONES_MAX });
    given(device, [announced]).when(enrolPhone()).thenRefuses('devices/already-enrolled');
  });
});

describe('revoking a device', () => {
  it('works before and after its enrolment, once', () => {
    given(device, [announced]).when(revoke).then([revoked]);
    given(device, [announced, enrolled]).when(revoke).then([revoked]);
    given(device, [announced, enrolled, revoked]).when(revoke).thenNothing();
  });

  it('refuses one that is not there', () => {
    given(device).when(revoke).thenRefuses('devices/device-unknown');
  });
});
