import { Controller, Get, Inject, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { readFileSync } from 'node:fs';
import { Public } from '../../http/auth.guard.js';
import { localDateOf } from '../../kernel/calendar.js';
import { TransparencyLog } from '../../log/transparency-log.js';
import { Clock } from '../../platform/clock.js';
import type { Config } from '../../platform/config.js';
import { sha256Hex } from '../../platform/ids.js';
import { CONFIG } from '../../platform/tokens.js';
import { CertificatesQueries } from './certificates.queries.js';

const FILE = 'offline-verifier.html';
/** Built by `npm run verifier`; it lies beside `src` and beside `dist`. */
const BUILT = new URL(`../../../verifier/${FILE}`, import.meta.url);
const TRUST = /(<script id="trust" type="application\/json">)[^<]*/;

/**
 * The one-file verifier to take away, with the keys of today inside: it works from a USB stick,
 * without this service. Its hash is served beside it, for whoever passes the file on.
 */
@ApiExcludeController()
@Controller('v')
export class OfflineVerifier {
  #built: string | undefined;

  constructor(
    private readonly queries: CertificatesQueries,
    private readonly log: TransparencyLog,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get(FILE)
  @Public()
  file(@Res() reply: FastifyReply): FastifyReply {
    return reply
      .headers({
        'content-type': 'text/html; charset=utf-8',
        'content-disposition': `attachment; filename="${FILE}"`,
        'content-security-policy': 'sandbox',
        'cache-control': 'no-cache',
        'x-content-type-options': 'nosniff',
      })
      .send(this.#page());
  }

  /** One line as `sha256sum --check` reads it. */
  @Get(`${FILE}.sha256`)
  @Public()
  hash(@Res() reply: FastifyReply): FastifyReply {
    const line = `${sha256Hex(this.#page())}  ${FILE}\n`;
    return reply
      .headers({ 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-cache' })
      .send(line);
  }

  /** The same on one day while no key is made or revoked, so that its hash can be compared. */
  #page(): string {
    const trust = {
      asOf: localDateOf(this.clock.now()),
      hosts: [new URL(this.config.publicUrl).host],
      keys: this.queries.keys(),
      logKeys: this.log.keys().map(({ vkey }) => vkey),
    };
    // Inside a script element only the sign that could end it must not stand.
    const json = JSON.stringify(trust).replaceAll('<', '\\u003c');
    this.#built ??= readFileSync(BUILT, 'utf8');
    return this.#built.replace(TRUST, (_, start: string) => start + json);
  }
}
