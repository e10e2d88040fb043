import { parentPort } from 'node:worker_threads';
import { answerJob, type RenderAnswer, type RenderJob } from './render-jobs.js';

export type { RenderAnswer, RenderJob };
import { Faces } from './faces.js';

/** Entry of a rendering thread. The faces are opened once and live as long as the thread. */
const faces = new Faces();

parentPort?.on('message', (job: RenderJob) => {
  void answerJob(job, faces).then((answer) => parentPort?.postMessage(answer, transferOf(answer)));
});

/** The PDF's own buffer is handed over instead of copied. */
function transferOf(answer: RenderAnswer): ArrayBuffer[] {
  const buffer = answer.kind === 'pdf' ? answer.bytes.buffer : undefined;
  return buffer instanceof ArrayBuffer ? [buffer] : [];
}
