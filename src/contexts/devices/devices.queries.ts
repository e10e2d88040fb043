import { Injectable } from '@nestjs/common';
import { PAGE_SIZE } from '../../http/page.js';
import { Rejection } from '../../kernel/rejection.js';
import { Databases } from '../../projections/databases.js';
import type { DeviceKind } from './domain/device.events.js';

export interface DeviceRow {
  readonly deviceId: string;
  readonly kind: DeviceKind;
  readonly status: 'announced' | 'enrolled' | 'revoked';
  readonly stationId: string | null;
  readonly volunteerId: string | null;
  readonly announcedAt: string;
  readonly enrolledAt: string | null;
  readonly revokedAt: string | null;
  readonly revocationReason: string | null;
  /** The highest number seen; with `scans` fewer than that, some are missing. */
  readonly lastSequence: number;
  readonly lastScanAt: string | null;
  readonly scans: number;
  readonly doubted: number;
  readonly refused: number;
  /** Numbers that came a second time with another scan: the key may be copied. */
  readonly reused: number;
  readonly revision: number;
}

export interface Gap {
  readonly from: number;
  readonly to: number;
}

export interface StationFacts {
  readonly stationId: string;
  readonly organisationId: string;
  readonly divisionCode: string;
  readonly name: string;
  readonly open: boolean;
}

export interface CardRow {
  readonly cardId: string;
  readonly volunteerId: string;
  readonly issuedAt: string;
  readonly revokedAt: string | null;
  readonly reason: string | null;
}

/** Gaps told of one device. */
const GAPS_MAX = 20;

const DEVICE = `
  SELECT device_id AS deviceId, kind, status, station_id AS stationId, volunteer_id AS volunteerId,
         announced_at AS announcedAt, enrolled_at AS enrolledAt, revoked_at AS revokedAt,
         revocation_reason AS revocationReason, last_sequence AS lastSequence,
         last_scan_at AS lastScanAt, scans, doubted, refused, reused, revision
  FROM devices_device`;
const CARD = `
  SELECT card_id AS cardId, volunteer_id AS volunteerId, issued_at AS issuedAt,
         revoked_at AS revokedAt, reason FROM devices_card`;

@Injectable()
export class DevicesQueries {
  constructor(private readonly databases: Databases) {}

  /** @throws Rejection `devices/station-unknown` */
  station(stationId: string): StationFacts {
    const found = this.databases.read
      .prepare<[string], Omit<StationFacts, 'open'> & { open: number }>(
        `SELECT station_id AS stationId, organisation_id AS organisationId,
                division_code AS divisionCode, name, open
         FROM devices_station WHERE station_id = ?`,
      )
      .get(stationId);
    if (!found) throw new Rejection('devices/station-unknown');
    return { ...found, open: found.open === 1 };
  }

  /** @throws Rejection `devices/device-unknown` */
  device(deviceId: string): DeviceRow {
    const found = this.databases.read
      .prepare<[string], DeviceRow>(`${DEVICE} WHERE device_id = ?`)
      .get(deviceId);
    if (!found) throw new Rejection('devices/device-unknown');
    return found;
  }

  /** @throws Rejection `devices/device-unknown`, also when it stands elsewhere */
  deviceAt(stationId: string, deviceId: string): DeviceRow {
    const found = this.device(deviceId);
    if (found.stationId !== stationId) throw new Rejection('devices/device-unknown');
    return found;
  }

  devicesAt(stationId: string, after = ''): readonly DeviceRow[] {
    return this.databases.read
      .prepare<[string, string, number], DeviceRow>(
        `${DEVICE} WHERE station_id = ? AND device_id > ? ORDER BY device_id LIMIT ?`,
      )
      .all(stationId, after, PAGE_SIZE);
  }

  phonesOf(volunteerId: string): readonly DeviceRow[] {
    return this.databases.read
      .prepare<[string, number], DeviceRow>(
        `${DEVICE} WHERE volunteer_id = ? AND status <> 'revoked' ORDER BY device_id LIMIT ?`,
      )
      .all(volunteerId, PAGE_SIZE);
  }

  /** The device that an enrolment code was made for. */
  findByCode(codeHash: string): string | undefined {
    return this.databases.read
      .prepare<[string], { deviceId: string }>(
        'SELECT device_id AS deviceId FROM devices_device WHERE code_hash = ?',
      )
      .get(codeHash)?.deviceId;
  }

  /** Numbers that never came, lowest first. */
  gaps({ deviceId, lastSequence, scans }: DeviceRow): readonly Gap[] {
    if (lastSequence === scans) return [];
    return this.databases.read
      .prepare<[string, number], Gap>(
        `SELECT sequence + 1 AS "from", next - 1 AS "to" FROM (
           SELECT sequence, lead(sequence) OVER (ORDER BY sequence) AS next FROM (
             SELECT 0 AS sequence UNION ALL
             SELECT sequence FROM devices_scan WHERE device_id = ?))
         WHERE next > sequence + 1 ORDER BY sequence LIMIT ?`,
      )
      .all(deviceId, GAPS_MAX);
  }

  /** The device's clock at the scan before this one in its count. */
  previousAt(deviceId: string, sequence: number): string | null {
    const found = this.databases.read
      .prepare<[string, number], { deviceAt: string }>(
        `SELECT device_at AS deviceAt FROM devices_scan
         WHERE device_id = ? AND sequence < ? ORDER BY sequence DESC LIMIT 1`,
      )
      .get(deviceId, sequence);
    return found?.deviceAt ?? null;
  }

  countBefore(deviceId: string, sequence: number): number {
    const found = this.databases.read
      .prepare<[string, number], { scans: number }>(
        'SELECT count(*) AS scans FROM devices_scan WHERE device_id = ? AND sequence < ?',
      )
      .get(deviceId, sequence);
    return found?.scans ?? 0;
  }

  activityOrganisation(activityId: string): string | undefined {
    return this.databases.read
      .prepare<[string], { organisationId: string }>(
        'SELECT organisation_id AS organisationId FROM devices_activity WHERE activity_id = ?',
      )
      .get(activityId)?.organisationId;
  }

  /** @throws Rejection `devices/volunteer-unknown` */
  divisionOf(volunteerId: string): string {
    const found = this.databases.read
      .prepare<[string], { divisionCode: string }>(
        'SELECT division_code AS divisionCode FROM devices_volunteer WHERE volunteer_id = ?',
      )
      .get(volunteerId);
    if (!found) throw new Rejection('devices/volunteer-unknown');
    return found.divisionCode;
  }

  findCard(codeHash: string): CardRow | undefined {
    return this.databases.read
      .prepare<[string], CardRow>(`${CARD} WHERE code_hash = ?`)
      .get(codeHash);
  }

  /** The newest first. */
  cardsOf(volunteerId: string): readonly CardRow[] {
    return this.databases.read
      .prepare<[string, number], CardRow>(
        `${CARD} WHERE volunteer_id = ? ORDER BY issued_at DESC, card_id LIMIT ?`,
      )
      .all(volunteerId, PAGE_SIZE);
  }
}
