import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The description that is generated, committed and compared; read when somebody asks for it. */
const FILE = fileURLToPath(new URL('../../docs/reference/openapi.json', import.meta.url));

/** `/api/docs` and `/api/docs-json`; without the file, as in a trimmed image, there is neither. */
export function serveApiDocs(app: NestFastifyApplication): void {
  if (!existsSync(FILE)) return;
  const read = (): OpenAPIObject => JSON.parse(readFileSync(FILE, 'utf8')) as OpenAPIObject;
  SwaggerModule.setup('api/docs', app, read, { customSiteTitle: '时账 API' });
}
