import { Inject, Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Rejection } from '../../../kernel/rejection.js';
import type { Config } from '../../../platform/config.js';
import { CONFIG } from '../../../platform/tokens.js';

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Against forged requests: a browser says where a request comes from (`Origin`, Fetch Metadata), and
 * no page can make it lie. SameSite cookies alone would let other hosts of the same site through.
 */
@Injectable()
export class SameOrigin {
  readonly #publicOrigin: string;

  constructor(@Inject(CONFIG) config: Config) {
    this.#publicOrigin = new URL(config.publicUrl).origin;
  }

  /** For requests that a cookie speaks for. @throws Rejection `access/cross-site` */
  require(request: FastifyRequest): void {
    if (SAFE.has(request.method) || this.#isOurs(request)) return;
    throw new Rejection('access/cross-site');
  }

  /**
   * For log-in and set-up, which no cookie speaks for: programs that send no Origin are welcome,
   * pages of others are not (they would log a visitor in as somebody else).
   *
   * @throws Rejection `access/cross-site`
   */
  refuseForeign(request: FastifyRequest): void {
    const { origin } = request.headers;
    const site = request.headers['sec-fetch-site'];
    const fromPage = origin !== undefined || site === 'cross-site' || site === 'same-site';
    if (fromPage && !this.#isOurs(request)) throw new Rejection('access/cross-site');
  }

  #isOurs({ headers }: FastifyRequest): boolean {
    if (headers['sec-fetch-site'] === 'same-origin') return true;
    const { origin, host } = headers;
    if (origin === undefined || !URL.canParse(origin)) return false;
    return origin === this.#publicOrigin || new URL(origin).host === host;
  }
}
