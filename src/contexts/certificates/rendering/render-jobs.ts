import { Rejection, type Facts } from '../../../kernel/rejection.js';
import type { CertificateContent } from '../domain/certificate-content.js';
import type { Faces } from './faces.js';
import { renderCertificate, unprintableIn, type RenderRequest } from './render-certificate.js';

/** What crosses the border between the service and a rendering thread. */
export type RenderJob =
  | { readonly kind: 'render'; readonly request: RenderRequest }
  | { readonly kind: 'check'; readonly content: CertificateContent };

export type RenderAnswer =
  | { readonly kind: 'pdf'; readonly bytes: Uint8Array }
  | { readonly kind: 'unprintable'; readonly characters: readonly string[] }
  | { readonly kind: 'refused'; readonly code: string; readonly facts: Facts }
  | { readonly kind: 'failed'; readonly message: string };

/** Does a job and always answers: errors do not cross threads as what they were. */
export async function answerJob(job: RenderJob, faces: Faces): Promise<RenderAnswer> {
  try {
    if (job.kind === 'check') {
      return { kind: 'unprintable', characters: await unprintableIn(job.content, faces) };
    }
    const pdf = await renderCertificate(job.request, faces);
    // Of its own, so that it can be handed over: small buffers share one pool.
    return { kind: 'pdf', bytes: new Uint8Array(pdf) };
  } catch (error) {
    if (error instanceof Rejection) {
      return { kind: 'refused', code: error.code, facts: error.facts };
    }
    return { kind: 'failed', message: error instanceof Error ? error.message : 'unknown' };
  }
}
