import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { millis } from '../../kernel/calendar.js';
import { Clock } from '../../platform/clock.js';
import type { Config } from '../../platform/config.js';
import { CONFIG, LOGGER } from '../../platform/tokens.js';
import { readPdfSignature } from './signing/pdf-signature.js';
import { addTimestamp } from './signing/pdf-timestamp.js';
import type { SignatureRoom } from './signing/signature-placeholder.js';
import {
  httpTimestampAuthority,
  type TimestampAuthority,
  TimestampError,
} from './signing/timestamp-authority.js';

/** An authority that failed is left alone for so long: nobody waits for it twice in a row. */
const PAUSE_MS = 60_000;

/**
 * Timestamps on signed files where an authority is configured. A file never waits for it longer than
 * one request: without an answer it goes out at level B-B, and the next download tries again.
 */
@Injectable()
export class PdfStamping {
  readonly #authority: TimestampAuthority | undefined;
  #askAgainAt = 0;

  constructor(
    @Inject(CONFIG) { timestampUrl }: Config,
    private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    this.#authority = timestampUrl === undefined ? undefined : httpTimestampAuthority(timestampUrl);
  }

  /** How much room a file drawn now keeps for its signature. */
  get room(): SignatureRoom {
    return this.#authority ? 'timestamped' : 'plain';
  }

  /** The same buffer when nothing was added. */
  async stamped(pdf: Buffer): Promise<Buffer> {
    const now = millis(this.clock.now());
    if (!this.#authority || now < this.#askAgainAt || !isStampable(pdf)) return pdf;
    try {
      return await addTimestamp(pdf, this.#authority);
    } catch (error) {
      if (!(error instanceof TimestampError)) throw error;
      this.#askAgainAt = now + PAUSE_MS;
      this.logger.warn({ err: error }, 'certificate not timestamped yet');
      return pdf;
    }
  }
}

/** Signed, not stamped, and drawn when there was room to be kept for a timestamp. */
function isStampable(pdf: Buffer): boolean {
  const reading = readPdfSignature(pdf);
  return reading.kind === 'read' && !reading.cms.timestamp && reading.room === 'timestamped';
}
