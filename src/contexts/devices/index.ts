/** Front door: what others may know of devices, personal codes and scans. */
export { AttendanceBook, type Presence, type ScreenCode } from './domain/attendance-book.js';
export type {
  DeviceAnnounced,
  DeviceEnrolled,
  DeviceEvent,
  DeviceRevoked,
} from './domain/device.events.js';
export { devicesRejections } from './domain/devices.rejections.js';
export type { CardIssued, CardRevoked, PersonalCardEvent } from './domain/personal-card.events.js';
export type {
  ScanAccepted,
  ScanLogEvent,
  ScanRefused,
  SequenceReused,
} from './domain/scan-log.events.js';
export { devicesProjection } from './devices.projection.js';
