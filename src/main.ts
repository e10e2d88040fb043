import { createApp } from './bootstrap.js';
import { SetupLink } from './contexts/access/security/setup-link.js';
import { ImportService } from './contexts/exchange/import-service.js';
import { SystemClock } from './platform/clock.js';
import { readConfig } from './platform/config.js';
import { notListening, sentenceOf } from './operators-trouble.js';
import { createLogger } from './platform/logger.js';

/** Starts the service. What an operator can mend is told in one sentence, without a stack. */
async function main(): Promise<void> {
  const config = readConfig();
  const logger = createLogger(config.logLevel);
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

main().catch((error: unknown) => {
  process.stderr.write(`${sentenceOf(error) ?? String((error as Error).stack)}\n`);
  process.exit(1);
});
