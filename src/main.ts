import { createApp } from './bootstrap.js';
import { SystemClock } from './platform/clock.js';
import { readConfig } from './platform/config.js';
import { createLogger } from './platform/logger.js';

const config = readConfig();
const logger = createLogger(config.logLevel);
const app = await createApp({ config, clock: new SystemClock(), logger });
await app.listen(config.port, config.host);
