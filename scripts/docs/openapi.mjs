import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import { dtoSchemas } from './dto-schemas.mjs';
import { examples } from './examples.mjs';
import { compiled, ROOT } from './sources.mjs';
import { SUMMARIES } from './summaries.mjs';

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
    return `${JSON.stringify(sorted(described(app, await examples())), null, 2)}\n`;
  } finally {
    await app.close();
  }
}

function described(app, bodies) {
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
  for (const [name, example] of Object.entries(bodies)) schemas[name].example = example;
  document.components = { ...document.components, schemas: { ...schemas, Problem: PROBLEM } };
  for (const path of Object.values(document.paths)) {
    for (const [method, operation] of Object.entries(path)) complete(method, operation);
  }
  requireSummaries(Object.values(document.paths).flatMap(Object.values));
  return document;
}

/** An id names one operation (OpenAPI 3), each says what it does, and no line is about none. */
function requireSummaries(operations) {
  const ids = operations.map(({ operationId }) => operationId);
  const twice = ids.filter((id, at) => ids.indexOf(id) !== at);
  const silent = operations.filter(({ summary }) => !summary).map(({ operationId }) => operationId);
  const stray = Object.keys(SUMMARIES).filter((id) => !ids.includes(id));
  const wrong = Object.entries({ twice, silent, stray }).filter(([, list]) => list.length > 0);
  if (wrong.length > 0)
    throw new Error(`summaries.mjs: ${JSON.stringify(Object.fromEntries(wrong))}`);
}

/** What holds for every operation, and what Nest cannot know of it. */
function complete(method, operation) {
  // A query parameter that is needed is refused by its DTO; Nest would call every one required.
  for (const parameter of operation.parameters) {
    if (parameter.in === 'query') parameter.required = false;
  }
  if (method !== 'get') operation.parameters.push(...WRITE_HEADERS);
  operation.summary ||= SUMMARIES[operation.operationId];
  const books = refusalsOf(operation.tags?.[0], method).map((book) => `\`${book}/…\``);
  operation.responses.default = {
    description: `A refusal: ${books.join(', ')}. Codes and words: docs/reference/rejections.md`,
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
  };
}

/** Catalogues of a tag whose name is not that of its context. */
const CATALOGUES = {
  anomalies: ['oversight'],
  complaints: ['feedback'],
  consents: ['volunteers'],
  evaluations: ['feedback'],
  health: [],
  inspections: ['oversight'],
  'personal codes': ['devices'],
  'personal data': ['privacy', 'vault'],
  'sign-in': ['service-records', 'activities'],
  statistics: ['oversight'],
};

/** Whose refusals an operation may answer with: of the request, of who asks, of its context. */
function refusalsOf(tag = '', method) {
  const own = CATALOGUES[tag] ?? [tag.replaceAll(' ', '-')];
  const words = method === 'get' ? [] : ['vault'];
  return [...new Set(['request', 'access', ...own, ...words])];
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
    errors: {
      type: 'array',
      description: 'With `request/invalid`: every field that is not as required.',
      items: {
        type: 'object',
        properties: {
          field: { type: 'string' },
          rule: { type: 'string' },
          message: { type: 'string' },
        },
      },
    },
    traceId: { type: 'string', format: 'uuid' },
  },
  required: ['type', 'status', 'code', 'title', 'traceId'],
  example: {
    type: '/problems/request/invalid',
    status: 400,
    code: 'request/invalid',
    title: '有 1 处填写不符合要求，见 errors。',
    facts: { count: 1 },
    errors: [{ field: 'phone', rule: 'required', message: '必填' }],
    traceId: '2e7e74d2-647c-44a6-b5e9-d7b6910bf963',
  },
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
