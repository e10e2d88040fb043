import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import { dtoSchemas } from './dto-schemas.mjs';
import { compiled, ROOT } from './sources.mjs';

/** The description of the HTTP API, from the application itself: its controllers and its DTOs. */
export async function openApi() {
  const { createApp } = await compiled('src/bootstrap.ts');
  const { SystemClock } = await compiled('src/platform/clock.ts');
  const { createLogger } = await compiled('src/platform/logger.ts');
  const { readConfig } = await compiled('src/platform/config.ts');
  // In memory: nothing of an operator's data is opened, nothing is left behind.
  const config = { ...readConfig({}), dataDir: null, logLevel: 'silent' };
  const app = await createApp({ config, clock: new SystemClock(), logger: createLogger('silent') });
  try {
    return `${JSON.stringify(sorted(described(app)), null, 2)}\n`;
  } finally {
    await app.close();
  }
}

function described(app) {
  const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  const head = new DocumentBuilder()
    .setTitle('时账 Shizhang')
    .setDescription(
      'Service hours, time bank and certificates. Refusals are problem documents (RFC 9457); their ' +
        'codes: rejections.md. Every write takes an Idempotency-Key.',
    )
    .setVersion(version)
    .setLicense('Apache-2.0', 'https://www.apache.org/licenses/LICENSE-2.0')
    .build();
  const document = SwaggerModule.createDocument(app, head);
  const schemas = dtoSchemas(Object.keys(document.components?.schemas ?? {}));
  document.components = { ...document.components, schemas };
  return document;
}

/** Paths and schemas in order of name: the order of modules must not change the page. */
function sorted(document) {
  const byName = (record) =>
    Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
  const { paths, components } = document;
  return {
    ...document,
    paths: byName(paths),
    components: { ...components, schemas: byName(components.schemas) },
  };
}
