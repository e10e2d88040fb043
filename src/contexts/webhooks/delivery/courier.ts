import { Clock } from '../../../platform/clock.js';
import { AddressGuard, AddressRefused } from './address-guard.js';
import { CertificateRefused, post } from './http-post.js';
import { signedHeaders } from './signature.js';
import { Targets } from './targets.js';

export interface Letter {
  readonly endpointId: string;
  readonly organisationId: string;
  /** Stays the same at every try, so that a receiver knows a repeat. */
  readonly id: string;
  readonly body: string;
}

export interface Outcome {
  readonly delivered: boolean;
  /** `status-200`, `timeout`, `connection-failed`, `host-unknown`, `address-not-public`, … */
  readonly result: string;
}

/** All of one try, name look-up included. */
const TRY_MS = 10_000;
const IS_DELIVERED = { from: 200, below: 300 };

/** Carries one message once, and says how it went. */
export class Courier {
  constructor(
    private readonly guard: AddressGuard,
    private readonly targets: Targets,
    private readonly clock: Clock,
    private readonly tryMs = TRY_MS,
  ) {}

  async carry(letter: Letter, stop?: AbortSignal): Promise<Outcome> {
    const target = this.targets.find(letter);
    if (!target) return { delivered: false, result: 'address-missing' };
    const timeout = AbortSignal.timeout(this.tryMs);
    const signal = stop ? AbortSignal.any([stop, timeout]) : timeout;
    try {
      const url = new URL(target.url);
      const addresses = await orAborted(this.guard.addressesOf(url), signal);
      const headers = signedHeaders(letter, target.secret, this.clock.now());
      const status = await post({ url, body: letter.body, headers, addresses, signal });
      const delivered = status >= IS_DELIVERED.from && status < IS_DELIVERED.below;
      return { delivered, result: `status-${status}` };
    } catch (error) {
      return { delivered: false, result: timeout.aborted ? 'timeout' : failureOf(error) };
    }
  }
}

function failureOf(error: unknown): string {
  if (error instanceof AddressRefused) return error.why;
  return error instanceof CertificateRefused ? 'certificate-refused' : 'connection-failed';
}

/** A name look-up can't be called off; it can be left behind. */
function orAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const onAbort = (): void => reject(new Error('aborted', { cause: signal.reason }));
    if (signal.aborted) onAbort();
    signal.addEventListener('abort', onAbort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}
