import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { transformSync } from '@swc/core';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/**
 * TypeScript as JavaScript that a plain `node` can run: by `.swcrc`, as jest does it, without maps.
 *
 * @param path below the root of the repository
 */
export function transpile(source: string, path: string): string {
  const options = { cwd: ROOT, filename: join(ROOT, path), sourceMaps: false };
  return transformSync(source, options).code;
}
