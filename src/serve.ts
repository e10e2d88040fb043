import type { Logger } from 'pino';
import { createApp } from './bootstrap.js';
import { SetupLink } from './contexts/access/security/setup-link.js';
import { ImportService } from './contexts/exchange/import-service.js';
import { SystemClock } from './platform/clock.js';
import { notListening } from './operators-trouble.js';
import type { Config } from './platform/config.js';

/** The service, from here on until it is told to end. */
export async function serve(config: Config, logger: Logger): Promise<void> {
  const app = await createApp({ config, clock: new SystemClock(), logger, apiDocs: true });
  await app.listen(config.port, config.host).catch((error: unknown) => notListening(config, error));
  logger.info({ address: await app.getUrl(), store: config.eventStore }, 'listening');
  const link = app.get(SetupLink, { strict: false }).current();
  if (link) process.stdout.write(`首次设置 first set-up (once): ${link}\n`);
  app
    .get(ImportService, { strict: false })
    .resumeUnfinished((done, total) => logger.info({ done, total }, 'resuming an import'))
    .catch((err: unknown) => logger.error({ err }, 'an import could not be resumed'));
}
