import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { PAGE_SIZE } from '../../http/page.js';
import { Rejection } from '../../kernel/rejection.js';
import { Sweeper } from '../../platform/sweeper.js';
import { LOGGER } from '../../platform/tokens.js';
import { CertificatesQueries } from './certificates.queries.js';
import { Issuing } from './issuing.handlers.js';

/** Finishes what was accepted and, because something broke off, not issued. */
@Injectable()
export class UnfinishedIssues extends Sweeper {
  readonly #logger: Logger;

  constructor(
    private readonly queries: CertificatesQueries,
    private readonly issuing: Issuing,
    @Inject(LOGGER) logger: Logger,
  ) {
    super('unfinished issues', logger);
    this.#logger = logger;
  }

  protected async sweep(): Promise<number> {
    let done = 0;
    for (let after = ''; ;) {
      const page = this.queries.withStatus('accepted', after);
      for (const { certificateId } of page) done += await this.#issue(certificateId);
      after = page.at(-1)?.certificateId ?? '';
      if (page.length < PAGE_SIZE) return done;
    }
  }

  async #issue(certificateId: string): Promise<number> {
    try {
      await this.issuing.issue(certificateId);
      return 1;
    } catch (error) {
      if (!(error instanceof Rejection)) throw error;
      this.#logger.warn({ certificateId, code: error.code }, 'certificate not issued yet');
      return 0;
    }
  }
}
