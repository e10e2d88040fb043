import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { transpile } from '../support/transpile.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/**
 * The service as JavaScript that a plain `node` can run. Compiled scripts find it beside them; from
 * sources (jest) it is transpiled into a cache, file by file, so that a test never runs an old one.
 */
export function serviceFile(name: 'main.js' | 'cli/main.js'): string {
  const beside = join(ROOT, 'src', name);
  return existsSync(beside) ? beside : join(transpiled(), 'src', name);
}

/** Where fixtures and packages lie, whether this file was compiled or not. */
export function repositoryRoot(): string {
  let folder = ROOT;
  while (!existsSync(join(folder, 'package.json'))) folder = dirname(folder);
  return folder;
}

function transpiled(): string {
  const out = join(ROOT, 'node_modules', '.cache', 'shizhang-service');
  put(join(out, 'package.json'), '{"type":"module"}');
  for (const name of readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' })) {
    if (!name.endsWith('.ts') || name.endsWith('.spec.ts')) continue;
    const source = readFileSync(join(ROOT, 'src', name), 'utf8');
    const mark = `// ${createHash('sha256').update(source).digest('hex')}\n`;
    const target = join(out, 'src', name.replace(/ts$/, 'js'));
    if (existsSync(target) && readFileSync(target, 'utf8').startsWith(mark)) continue;
    put(target, mark + transpile(source, join('src', name)));
  }
  return out;
}

/** Beside, then renamed: another test file may be reading or writing the same. */
function put(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  const fresh = `${path}.${process.pid}`;
  writeFileSync(fresh, text);
  renameSync(fresh, path);
}
