import type { Recorded } from '../../kernel/message.js';
import { type Projection, projects, type Statement, sql } from '../../projections/projection.js';
import type { ActivityEvent } from '../activities/index.js';
import type { StationEvent } from '../stations/index.js';
import type { VolunteerEvent } from '../volunteers/index.js';
import type { DeviceEvent } from './domain/device.events.js';
import type { PersonalCardEvent } from './domain/personal-card.events.js';
import type { ScanAccepted, ScanLogEvent, ScanRefused } from './domain/scan-log.events.js';

export const devicesProjection: Projection = {
  name: 'devices',
  version: 1,
  tables: [
    'devices_station',
    'devices_activity',
    'devices_volunteer',
    'devices_device',
    'devices_scan',
    'devices_card',
  ],
  schema: `
    CREATE TABLE devices_station (
      station_id TEXT PRIMARY KEY, organisation_id TEXT NOT NULL, division_code TEXT NOT NULL,
      name TEXT NOT NULL, open INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE devices_activity (
      activity_id TEXT PRIMARY KEY, organisation_id TEXT NOT NULL
    ) STRICT;
    CREATE TABLE devices_volunteer (
      volunteer_id TEXT PRIMARY KEY, division_code TEXT NOT NULL
    ) STRICT;
    CREATE TABLE devices_device (
      device_id TEXT PRIMARY KEY, kind TEXT NOT NULL, status TEXT NOT NULL, station_id TEXT,
      organisation_id TEXT, volunteer_id TEXT, code_hash TEXT, code_expires_at TEXT,
      public_key TEXT, announced_at TEXT NOT NULL, enrolled_at TEXT, revoked_at TEXT,
      revocation_reason TEXT, last_sequence INTEGER NOT NULL DEFAULT 0, last_scan_at TEXT,
      scans INTEGER NOT NULL DEFAULT 0, doubted INTEGER NOT NULL DEFAULT 0,
      refused INTEGER NOT NULL DEFAULT 0, reused INTEGER NOT NULL DEFAULT 0,
      revision INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE devices_scan (
      device_id TEXT NOT NULL, sequence INTEGER NOT NULL, device_at TEXT NOT NULL,
      PRIMARY KEY (device_id, sequence)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE devices_card (
      card_id TEXT PRIMARY KEY, volunteer_id TEXT NOT NULL, code_hash TEXT NOT NULL,
      issued_at TEXT NOT NULL, revoked_at TEXT, reason TEXT
    ) STRICT;
  `,
  queryIndexes: `
    CREATE INDEX IF NOT EXISTS devices_device_by_station
      ON devices_device (station_id, device_id);
    CREATE INDEX IF NOT EXISTS devices_device_by_volunteer
      ON devices_device (volunteer_id, device_id);
    CREATE INDEX IF NOT EXISTS devices_device_by_code
      ON devices_device (code_hash);
    CREATE INDEX IF NOT EXISTS devices_card_by_code
      ON devices_card (code_hash);
    CREATE INDEX IF NOT EXISTS devices_card_by_volunteer
      ON devices_card (volunteer_id, issued_at);
  `,
  on: {
    ...projects<StationEvent | ActivityEvent | VolunteerEvent>({
      'stations.StationOpened': ({ data: s }) => [
        sql(
          'INSERT INTO devices_station VALUES (?, ?, ?, ?, 1)',
          ...[s.stationId, s.organisationId, s.divisionCode, s.name],
        ),
      ],
      'stations.StationClosed': ({ data: { stationId } }) => [
        sql('UPDATE devices_station SET open = 0 WHERE station_id = ?', stationId),
      ],
      'activities.ActivityScheduled': ({ data: { activityId, organisationId } }) => [
        sql('INSERT INTO devices_activity VALUES (?, ?)', activityId, organisationId),
      ],
      'volunteers.VolunteerRegistered': ({ data: { volunteerId, divisionCode } }) => [
        sql('INSERT INTO devices_volunteer VALUES (?, ?)', volunteerId, divisionCode),
      ],
    }),
    ...projects<DeviceEvent>({
      'devices.DeviceAnnounced': ({ data: d, meta, revision }) => [
        sql(
          `INSERT INTO devices_device (device_id, kind, status, station_id, organisation_id,
             code_hash, code_expires_at, announced_at, revision)
           VALUES (?, ?, 'announced', ?, ?, ?, ?, ?, ?)`,
          ...[d.deviceId, d.kind, d.stationId, d.organisationId],
          ...[d.codeHash, d.codeExpiresAt, meta.recordedAt, revision],
        ),
      ],
      'devices.DeviceEnrolled': ({ data: d, meta, revision }) => [
        sql(
          `INSERT INTO devices_device (device_id, kind, status, station_id, organisation_id,
             volunteer_id, public_key, announced_at, enrolled_at, revision)
           VALUES (?, ?, 'enrolled', ?, ?, ?, ?, ?, ?, ?)
           ON CONFLICT (device_id) DO UPDATE SET status = 'enrolled',
             public_key = excluded.public_key, enrolled_at = excluded.enrolled_at,
             revision = excluded.revision`,
          ...[d.deviceId, d.kind, d.stationId, d.organisationId, d.volunteerId, d.publicKey],
          ...[meta.recordedAt, meta.recordedAt, revision],
        ),
      ],
      'devices.DeviceRevoked': ({ data: { deviceId, reason, at }, revision }) => [
        sql(
          `UPDATE devices_device
           SET status = 'revoked', revoked_at = ?, revocation_reason = ?, revision = ?
           WHERE device_id = ?`,
          ...[at, reason, revision, deviceId],
        ),
      ],
    }),
    ...projects<ScanLogEvent>({
      'devices.ScanAccepted': (event) => scanned(event, 'doubted', event.data.doubts.length > 0),
      'devices.ScanRefused': (event) => scanned(event, 'refused', true),
      'devices.SequenceReused': ({ data: { deviceId } }) => [
        sql('UPDATE devices_device SET reused = reused + 1 WHERE device_id = ?', deviceId),
      ],
    }),
    ...projects<PersonalCardEvent>({
      'devices.CardIssued': ({ data: c, meta }) => [
        sql(
          'INSERT INTO devices_card VALUES (?, ?, ?, ?, NULL, NULL)',
          ...[c.cardId, c.volunteerId, c.codeHash, meta.recordedAt],
        ),
      ],
      'devices.CardRevoked': ({ data: { cardId, at, reason } }) => [
        sql(
          'UPDATE devices_card SET revoked_at = ?, reason = ? WHERE card_id = ?',
          ...[at, reason, cardId],
        ),
      ],
    }),
  },
};

function scanned(
  { data: { deviceId, sequence, deviceAt }, meta }: Recorded<ScanAccepted | ScanRefused>,
  counter: 'doubted' | 'refused',
  counts: boolean,
): Statement[] {
  return [
    sql('INSERT INTO devices_scan VALUES (?, ?, ?)', deviceId, sequence, deviceAt),
    sql(
      `UPDATE devices_device SET scans = scans + 1, ${counter} = ${counter} + ?,
         last_sequence = max(last_sequence, ?), last_scan_at = ? WHERE device_id = ?`,
      ...[counts ? 1 : 0, sequence, meta.recordedAt, deviceId],
    ),
  ];
}
