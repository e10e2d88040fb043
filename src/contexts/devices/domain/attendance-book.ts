import type { Instant } from '../../../kernel/calendar.js';
import type { CommandMeta } from '../../../kernel/message.js';
import type { ScanDoubt } from './scan.policy.js';
import type { ScanDirection } from './scan-log.events.js';

/** What a device saw, judged. */
export interface Presence {
  readonly direction: ScanDirection;
  readonly volunteerId: string;
  readonly activityId: string;
  readonly at: Instant;
  readonly by: SeenBy;
}

export type SeenBy =
  | {
      readonly kind: 'station-device';
      readonly deviceId: string;
      readonly sequence: number;
      /** The window of a rotating personal code; absent for a card. */
      readonly window?: number;
      readonly doubts: readonly ScanDoubt[];
    }
  | {
      readonly kind: 'rotating-code';
      /** The window of the code on the activity's screen. */
      readonly window: number;
      readonly phone: { readonly deviceId: string; readonly sequence: number };
      readonly doubts: readonly ScanDoubt[];
    };

/** A code of an activity's screen that somebody scanned, whenever that was. */
export interface ScreenCode {
  readonly activityId: string;
  readonly direction: 'in' | 'out';
  readonly code: string;
}

export interface Taken {
  /** Null when there was nothing left to do. */
  readonly recordId: string | null;
  /** Its sign-in was closed by then: noted, and staff decides what it changes. */
  readonly isLate: boolean;
}

/**
 * The book that scans are written into. Devices need its answer at once, so this is a port and no
 * process; the composition root says whose book it is (docs/adr/0017).
 */
export abstract class AttendanceBook {
  /**
   * Repeating a command id is harmless.
   *
   * @throws Rejection whatever the book refuses
   */
  abstract take(presence: Presence, meta: CommandMeta): Promise<Taken>;

  /** When the code came on the screen. @throws Rejection when no screen ever showed it so */
  abstract shownAt(code: ScreenCode): { readonly window: number; readonly at: Instant };
}
