import { compiled, sources } from './sources.mjs';

/** The description of the HTTP API, made by the application itself from its controllers. */
export async function openApi(now) {
  if (!sources('src/openapi.ts').length) return now;
  const { openApiDocument } = await compiled('src/openapi.ts');
  return `${JSON.stringify(await openApiDocument(), null, 2)}\n`;
}
