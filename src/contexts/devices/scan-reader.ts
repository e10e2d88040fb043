import { Injectable } from '@nestjs/common';
import { Rejection } from '../../kernel/rejection.js';
import type { SignedScan } from './device-keys.js';
import { DevicesQueries } from './devices.queries.js';
import { AttendanceBook, type SeenBy } from './domain/attendance-book.js';
import type { Device } from './domain/device.decider.js';
import type { ScanDoubt, ScannedCode } from './domain/scan.policy.js';
import { PersonalCodes, windowBegan } from './personal-codes.js';

/** Who was seen, and by what. */
export interface Seen {
  readonly volunteerId: string;
  readonly by: 'station' | 'phone';
  readonly code: ScannedCode;
  readonly evidence: (judged: Judged) => SeenBy;
}

interface Judged {
  readonly deviceId: string;
  readonly sequence: number;
  readonly doubts: readonly ScanDoubt[];
}

type Scanned = Pick<SignedScan, 'activityId' | 'code' | 'direction' | 'witnessed'>;

/** Reads the code of a scan: a station's device scans people, a phone scans the station's screen. */
@Injectable()
export class ScanReader {
  constructor(
    private readonly codes: PersonalCodes,
    private readonly queries: DevicesQueries,
    private readonly book: AttendanceBook,
  ) {}

  /**
   * @throws Rejection `devices/activity-elsewhere`, `devices/personal-code-unknown`,
   *   `devices/phone-is-no-witness`, and those of the book's own codes
   */
  read(device: Device, scan: Scanned): Seen {
    return device.volunteerId === null
      ? this.#byStation(device, scan)
      : this.#byPhone(device.volunteerId, scan);
  }

  #byStation({ organisationId }: Device, { activityId, code, witnessed }: Scanned): Seen {
    if (this.queries.activityOrganisation(activityId) !== organisationId) {
      throw new Rejection('devices/activity-elsewhere');
    }
    const read = this.codes.read(code);
    const card = read?.kind === 'card' ? this.queries.findCard(read.codeHash) : undefined;
    if (card) {
      const { volunteerId, revokedAt } = card;
      return {
        ...{ volunteerId, by: 'station', code: { kind: 'card', revokedAt, witnessed } },
        evidence: (judged) => ({ kind: 'station-device', ...judged }),
      };
    }
    if (read?.kind !== 'rotating') throw new Rejection('devices/personal-code-unknown');
    const { volunteerId, window } = read;
    const shownAt = windowBegan(window);
    return {
      ...{ volunteerId, by: 'station', code: { kind: 'rotating', shownAt } },
      evidence: (judged) => ({ kind: 'station-device', ...judged, window }),
    };
  }

  #byPhone(volunteerId: string, { activityId, code, direction }: Scanned): Seen {
    if (direction === 'witness') throw new Rejection('devices/phone-is-no-witness');
    const { window, at } = this.book.shownAt({ activityId, direction, code });
    return {
      ...{ volunteerId, by: 'phone', code: { kind: 'rotating', shownAt: at } },
      evidence: ({ deviceId, sequence, doubts }) => ({
        ...{ kind: 'rotating-code', window, phone: { deviceId, sequence }, doubts },
      }),
    };
  }
}
