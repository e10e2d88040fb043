/** What can be delivered. A type is never taken out while somebody may have asked for it. */
export const DELIVERABLE_TYPES = [
  'service-records.RecordTookEffect',
  'service-records.RecordVoided',
  'certificates.CertificateIssued',
  'certificates.CertificateRevoked',
  'service-records.RecordCorrected',
] as const;
export type DeliverableType = (typeof DELIVERABLE_TYPES)[number];

export function isDeliverable(type: string): type is DeliverableType {
  return DELIVERABLE_TYPES.some((known) => known === type);
}

/**
 * The body of a message: stored once and sent the same at every try, so that its signature is about
 * the same bytes. `data` names things by their ids; who may see more asks the API.
 */
export function bodyOf(type: string, timestamp: string, data: object): string {
  return JSON.stringify({ type, timestamp, data });
}
