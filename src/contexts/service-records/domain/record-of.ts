import type { BookRecord, ServiceBook } from './service-book.state.js';
import { reject } from './service-records.rejections.js';

/** @throws Rejection `service-records/record-unknown` */
export function recordOf(recordId: string, state: ServiceBook): BookRecord {
  return state.records.get(recordId) ?? reject('service-records/record-unknown');
}
