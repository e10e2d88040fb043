/** Front door: what others may know of imports and exports. */
export {
  IMPORT_KINDS,
  type ImportCompleted,
  type ImportJobEvent,
  type ImportKind,
  type ImportPlace,
  type ImportStarted,
  type RowsRefused,
} from './domain/import-job.events.js';
export type { ImportReport, RowVerdict } from './domain/import-report.js';
export { exchangeRejections } from './domain/exchange.rejections.js';
export { exchangeProjection } from './exchange.projection.js';
export { nationalProjection } from './national.projection.js';
