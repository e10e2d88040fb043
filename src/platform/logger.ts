import type { LoggerService } from '@nestjs/common';
import { pino, type Logger } from 'pino';

/** Structured logs on stderr. No personal data: messages carry ids and codes, never values. */
export function createLogger(level: string): Logger {
  return pino(
    {
      level,
      base: null,
      redact: { paths: ['*.password', '*.token', '*.authorization', '*.cookie'], remove: true },
    },
    pino.destination({ dest: 2, sync: true }),
  );
}

/** Nest's own messages through the same log. */
export class NestLogger implements LoggerService {
  constructor(private readonly logger: Logger) {}

  log(message: unknown, context?: string): void {
    this.logger.debug({ context }, String(message));
  }

  warn(message: unknown, context?: string): void {
    this.logger.warn({ context }, String(message));
  }

  /** What the application object says here it also throws: whoever started it tells it once. */
  error(message: unknown, stack?: string, context?: string): void {
    const level = context === 'NestApplication' ? 'debug' : 'error';
    this.logger[level]({ context, stack }, String(message));
  }

  debug(message: unknown, context?: string): void {
    this.logger.trace({ context }, String(message));
  }
}
