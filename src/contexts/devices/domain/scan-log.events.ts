import type { Instant } from '../../../kernel/calendar.js';
import type { DomainEvent } from '../../../kernel/message.js';

/** `witness`: a device sees somebody who signed in elsewhere; it confirms, it opens nothing. */
export const SCAN_DIRECTIONS = ['in', 'out', 'witness'] as const;
export type ScanDirection = (typeof SCAN_DIRECTIONS)[number];

interface Scanned {
  readonly deviceId: string;
  /** The device's own count, from 1. */
  readonly sequence: number;
  /** SHA-256 (hex) of what the device signed. */
  readonly scanHash: string;
  readonly direction: ScanDirection;
  readonly activityId: string;
  /** The device's clock. */
  readonly deviceAt: Instant;
}

export type ScanAccepted = DomainEvent<
  'devices.ScanAccepted',
  Scanned & {
    readonly volunteerId: string;
    /** When it happened, as judged. */
    readonly at: Instant;
    /** Any one sends it to a reviewer and lowers the grade. */
    readonly doubts: readonly string[];
    /** The record it began, ended or confirmed; null when there was nothing left to do. */
    readonly recordId: string | null;
  }
>;

/** It counts for nothing, but it was made: its number is no gap. */
export type ScanRefused = DomainEvent<'devices.ScanRefused', Scanned & { readonly reason: string }>;

/** A number came a second time with another scan: a copied key, or a device set back. */
export type SequenceReused = DomainEvent<
  'devices.SequenceReused',
  { readonly deviceId: string; readonly sequence: number; readonly scanHash: string }
>;

export type ScanLogEvent = ScanAccepted | ScanRefused | SequenceReused;
