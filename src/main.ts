import { sentenceOf } from './operators-trouble.js';
import { readConfig } from './platform/config.js';
import { createLogger } from './platform/logger.js';

/** Starts the service. What an operator can mend is told in one sentence, without a stack. */
async function main(): Promise<void> {
  const config = readConfig();
  const logger = createLogger(config.logLevel);
  // Loading the application takes seconds: a wrong setting is told before it.
  const { serve } = await import('./serve.js');
  await serve(config, logger);
}

main().catch((error: unknown) => {
  process.stderr.write(`${sentenceOf(error) ?? String((error as Error).stack)}\n`);
  process.exit(1);
});
