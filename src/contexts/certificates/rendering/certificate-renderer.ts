import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { Rejection } from '../../../kernel/rejection.js';
import type { CertificateContent } from '../domain/certificate-content.js';
import { Faces } from './faces.js';
import type { RenderRequest } from './render-certificate.js';
import type { RenderAnswer, RenderJob } from './pdf-worker.js';
import { answerJob } from './render-jobs.js';
import { WorkerPool } from './worker-pool.js';

/** Draws certificates somewhere. */
export interface CertificateRenderer {
  /** @throws Rejection `certificates/character-not-printable`, `…/renderer-busy`, `…/renderer-failed`. */
  render(request: RenderRequest): Promise<Uint8Array>;
  /** Characters that cannot be printed, as `U+XXXX`: ask when a certificate is requested. */
  unprintable(content: CertificateContent): Promise<readonly string[]>;
  close(): Promise<void>;
}

export interface RendererOptions {
  readonly workers?: number;
  readonly queueLimit?: number;
  readonly idleMs?: number;
}

const WORKER = new URL('./pdf-worker.js', import.meta.url);
/** A 1000-row certificate needs about a second; anything near this hangs. */
const JOB_MS = 60_000;
/** A thread that wants more dies alone instead of taking the service with it. */
const LIMITS = { maxOldGenerationSizeMb: 256 };

/**
 * The renderer of the service: threads, so that drawing never blocks requests and its memory is
 * given back. Where the compiled worker is not at hand (tests run from sources) it draws in place.
 */
export function certificateRenderer(options: RendererOptions = {}): CertificateRenderer {
  return existsSync(fileURLToPath(WORKER)) ? pooledRenderer(options) : inPlaceRenderer();
}

export function inPlaceRenderer(): CertificateRenderer {
  let faces: Faces | undefined;
  const ask = (job: RenderJob): Promise<RenderAnswer> => answerJob(job, (faces ??= new Faces()));
  return rendererOf(ask, async () => undefined);
}

export function pooledRenderer(options: RendererOptions = {}): CertificateRenderer {
  const pool = new WorkerPool<RenderJob, RenderAnswer>({
    // No arguments of the process: a debugger or loader of the service is not the thread's.
    start: () => new Worker(WORKER, { execArgv: [], resourceLimits: LIMITS }),
    size: options.workers ?? 2,
    queueLimit: options.queueLimit ?? 200,
    idleMs: options.idleMs ?? 15_000,
    jobMs: JOB_MS,
  });
  return rendererOf(
    (job) => pool.run(job),
    () => pool.close(),
  );
}

function rendererOf(
  ask: (job: RenderJob) => Promise<RenderAnswer>,
  close: () => Promise<void>,
): CertificateRenderer {
  return {
    render: async (request) => {
      const answer = settled(await ask({ kind: 'render', request }));
      if (answer.kind !== 'pdf') throw new Error('invariant broken: no PDF');
      return answer.bytes;
    },
    unprintable: async (content) => {
      const answer = settled(await ask({ kind: 'check', content }));
      if (answer.kind !== 'unprintable') throw new Error('invariant broken: no answer');
      return answer.characters;
    },
    close,
  };
}

function settled(answer: RenderAnswer): RenderAnswer {
  if (answer.kind === 'refused') throw new Rejection(answer.code, answer.facts);
  if (answer.kind === 'failed') throw new Error(`rendering failed: ${answer.message}`);
  return answer;
}
