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
  document.components = { ...document.components, schemas: { ...schemas, Problem: PROBLEM } };
  for (const path of Object.values(document.paths)) {
    for (const [method, operation] of Object.entries(path)) complete(method, operation);
  }
  return document;
}

/** What holds for every operation, and what Nest cannot know of it. */
function complete(method, operation) {
  // A query parameter that is needed is refused by its DTO; Nest would call every one required.
  for (const parameter of operation.parameters) {
    if (parameter.in === 'query') parameter.required = false;
  }
  if (method !== 'get') operation.parameters.push(...WRITE_HEADERS);
  operation.responses.default = {
    description: 'A refusal',
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
  };
}

const WRITE_HEADERS = [
  {
    name: 'Idempotency-Key',
    in: 'header',
    required: false,
    description:
      'Required wherever something is recorded. The same key with the same input gets the first ' +
      'receipt for ever; with other input it is refused.',
    schema: { type: 'string', pattern: '^[\\x21-\\x7e]{8,200}$' },
  },
  {
    name: 'If-Match',
    in: 'header',
    required: false,
    description: 'The revision this write was decided on, as the ETag gave it.',
    schema: { type: 'string', pattern: '^"\\d+"$' },
  },
];

const PROBLEM = {
  type: 'object',
  description: 'RFC 9457. Decide on `code`; `title` is for people.',
  properties: {
    type: { type: 'string' },
    status: { type: 'integer' },
    code: { type: 'string' },
    title: { type: 'string' },
    facts: { type: 'object' },
    errors: { type: 'array', items: { type: 'object' } },
    traceId: { type: 'string', format: 'uuid' },
  },
  required: ['type', 'status', 'code', 'title', 'traceId'],
};

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
