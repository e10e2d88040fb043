import type { Answer, Client } from './boot-app.js';

export interface ProofFile {
  readonly name: string;
  /** As the sender calls it; the bytes may say otherwise. */
  readonly type: string;
  readonly bytes: string;
}

export const PDF = '%PDF-1.4 signed attendance list';
const LIST: ProofFile = { name: 'list.pdf', type: 'application/pdf', bytes: PDF };

/** A document about a volunteer, as a form sends it. */
export function uploadProof(
  client: Client,
  volunteerId: string,
  { name, type, bytes }: ProofFile = LIST,
): Promise<Answer> {
  const body = [
    '--cut',
    `Content-Disposition: form-data; name="file"; filename="${name}"`,
    `Content-Type: ${type}`,
    '',
    bytes,
    '--cut--',
    '',
  ].join('\r\n');
  const headers = { 'content-type': 'multipart/form-data; boundary=cut' };
  return client.post(`/api/v1/volunteers/${volunteerId}/proofs`, body, headers);
}
